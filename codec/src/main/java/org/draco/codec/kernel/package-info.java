/**
 * Passes over rows of floats, and over residues, at the speed of the memory: what aggregation rules and the exact code do n x d
 * or d times, and nothing that knows a rule or a code.
 *
 * <p>There are two versions of each, with the same bits as result: {@link org.draco.codec.kernel.PlainKernels}, which says
 * what is meant, and one on the Vector API (an incubating module in Java 17), which {@link
 * org.draco.codec.kernel.RowKernels#best} takes if the module is there and the processor has vectors worth it. Both add in
 * the same order: into lanes, {@code index mod 16}, so that no processor's width shows in the result.
 */
package org.draco.codec.kernel;
