/** Tests of learning rates. */
package org.draco.codec.schedule;
