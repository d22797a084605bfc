/** Tests of how processes take over new tokens. */
package org.draco.container.access;
