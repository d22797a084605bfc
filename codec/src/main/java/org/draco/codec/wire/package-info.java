/**
 * The bytes between workers and parameter server: messages, frames, Blosc chunks, the proofs of identity.
 *
 * <p>Start at {@link org.draco.codec.wire.Frames}, which documents every byte. Arrays in, arrays out: sockets, threads and
 * deadlines are the business of those who call. Whatever comes from a worker is hostile until it has passed through here;
 * what is wrong with it is a {@link org.draco.codec.wire.MalformedFrameException}, never another exception and never
 * memory beyond the stated bound.
 *
 * <pre>
 *   worker                                   parameter server
 *     | &lt;------------- Challenge(nonce) ---------- |   on connection
 *     | ---- Hello(rank, attempt, nonce, proof) --&gt; |   HMAC over both nonces with the worker's own secret
 *     | &lt;------------- Welcome(proof) ------------- |   the same in the other direction; before it nothing is believed
 *     | &lt;------------- Way(index) ----------------- |   step k, where there are several ways to compress
 *     | &lt;------------- Chunk(EXPONENTS) x m ------- |   where answers are in fixed point
 *     | &lt;------------- Chunk(PARAMETERS) x n ------ |
 *     | -------------- Answer(k, task, digest) ---&gt; |
 *     | &lt;------------- SendVector(k, task) -------- |   digest first: to one member of a group
 *     | -------------- Chunk(ANSWER) x n ---------&gt; |   without digests: at once
 *     | &lt;------------- ComputeTask(k, task) ------- |   reactive: where a group disagrees
 *     | &lt;------------- Stop(why) ------------------ |   training is over
 * </pre>
 */
package org.draco.codec.wire;
