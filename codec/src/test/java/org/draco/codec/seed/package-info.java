/** That random numbers are the same in every release, and random enough. Nothing here knows what they are used for. */
package org.draco.codec.seed;
