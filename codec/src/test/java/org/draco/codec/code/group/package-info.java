/** The codes with whole gradients beyond the contract, and the benchmark of the vote. */
package org.draco.codec.code.group;
