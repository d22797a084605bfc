/**
 * Codes whose workers send whole gradients: one batch for each worker, or the same batch for a group that votes.
 *
 * <pre>
 *   {@link org.draco.codec.code.group.UncodedCode}      a batch each, then a rule
 *   {@link org.draco.codec.code.group.RepetitionCode}   groups of r; s + 1 equal digests prove the value
 *   {@link org.draco.codec.code.group.TolerantCode}     the same where machines round differently: s + 1 within a tolerance
 *   {@link org.draco.codec.code.group.ReactiveCode}     groups of s + 1; s more workers where they disagree
 *   {@link org.draco.codec.code.group.DetoxCode}        groups of r; a majority each, then a rule over the groups
 * </pre>
 */
package org.draco.codec.code.group;
