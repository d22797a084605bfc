package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.draco.codec.code.Digest;

/**
 * What workers and parameter server say to each other. Closed: whoever adds a case must visit every reader.
 *
 * <p>Arrays in messages are not copied: they belong to whoever holds the message.
 */
public sealed interface Message {

    /** Which vector a chunk is part of. */
    enum VectorKind {
        /** The model's parameters, from the parameter server. */
        PARAMETERS,
        /** The step's fixed-point exponents as whole floats, from the parameter server. */
        EXPONENTS,
        /** A worker's answer. */
        ANSWER
    }

    /**
     * Parameter server to worker, first on a connection: prove who you are.
     *
     * @param nonce {@link Handshake#NONCE_BYTES} fresh random bytes
     */
    record Challenge(byte[] nonce) implements Message {}

    /**
     * Worker to parameter server: the answer to the challenge.
     *
     * @param job the job's id
     * @param rank the worker's number, at least 0
     * @param attempt how often the rank's container has been replaced, at least 0
     * @param nonce {@link Handshake#NONCE_BYTES} fresh random bytes: now prove who you are
     * @param proof see {@link Handshake}
     */
    record Hello(String job, int rank, int attempt, byte[] nonce, byte[] proof)
            implements Message {}

    /**
     * Parameter server to worker: you are let in, by the one whom you may believe. Before it a worker believes nothing.
     *
     * @param proof see {@link Handshake}
     */
    record Welcome(byte[] proof) implements Message {}

    /**
     * Worker to parameter server, once after {@link Hello}: what this machine makes of the reference batch, so that
     * machines that round differently are found before training starts.
     *
     * @param dimension d as the worker's network has it
     * @param reference digest of its gradient at the initial parameters
     */
    record Ready(int dimension, Digest reference) implements Message {}

    /**
     * Either way: a piece of a vector.
     *
     * @param kind which vector
     * @param step the step it belongs to, at least 0
     * @param task of an answer, which task it is about; else 0
     * @param index which piece, at least 0
     * @param payload the piece as {@link VectorChunks} encodes it: a view of the frame that it was in, with whose memory it is overwritten
     */
    record Chunk(VectorKind kind, long step, int task, int index, ByteBuffer payload)
            implements Message {}

    /**
     * Worker to parameter server: a task of a step is computed.
     *
     * @param step which step
     * @param task which task
     * @param loss mean loss over the worker's samples, for display only
     * @param computeNanos how long it took, for display only
     * @param saturated how many components were too large for the fixed point, for display only
     * @param digest of the answer's vector, where the code wants digests first; else the vector follows
     */
    record Answer(
            long step,
            int task,
            float loss,
            long computeNanos,
            long saturated,
            Optional<Digest> digest)
            implements Message {}

    /**
     * Parameter server to worker: send the vector of this answer.
     *
     * @param step which step
     * @param task which task
     */
    record SendVector(long step, int task) implements Message {}

    /**
     * Parameter server to worker: compute this task of the step too, whose parameters you have.
     *
     * @param step which step
     * @param task which task
     */
    record ComputeTask(long step, int task) implements Message {}

    /**
     * Parameter server to worker, before the parameters of a step: from now on answers travel so.
     *
     * @param index which of {@link VectorChunks#ways}, 0..255
     */
    record Way(int index) implements Message {}

    /**
     * Parameter server to worker: training is over, exit.
     *
     * @param why for the log
     */
    record Stop(String why) implements Message {}
}
