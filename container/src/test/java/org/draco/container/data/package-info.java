/** Tests of which samples are in which batch, and of how bytes become features. */
package org.draco.container.data;
