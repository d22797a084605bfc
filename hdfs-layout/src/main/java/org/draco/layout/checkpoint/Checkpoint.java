package org.draco.layout.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A training after {@code step} steps. The arrays are neither copied nor changed: whoever hands them in leaves them alone
 * while the checkpoint is in use.
 *
 * @param step steps applied so far; 0 is the initial model
 * @param jobDigest {@link org.draco.layout.job.JobSpec#digest} of the job, 32 bytes
 * @param parameters the flat model, d floats, d at least 1
 * @param trained how many of them, the first, are trained; the rest are statistics, such as batch normalisation keeps
 * @param memory what the optimizer keeps from step to step, some vectors of d floats one after the other; else none
 * @param carried what the job's code hands on to its next step, at most d floats: the exponents of fixed point, or the last
 *     gradient where a rule starts from it; else none
 */
public record Checkpoint(
        long step,
        byte[] jobDigest,
        float[] parameters,
        int trained,
        float[] memory,
        float[] carried) {

    /** Bytes of a job's digest. */
    public static final int DIGEST_BYTES = 32;

    /** Of parameters that are all trained. */
    public Checkpoint(
            long step, byte[] jobDigest, float[] parameters, float[] memory, float[] carried) {
        this(step, jobDigest, parameters, parameters.length, memory, carried);
    }

    /** Refuses what could not be written. */
    public Checkpoint {
        Objects.requireNonNull(jobDigest, "jobDigest");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(carried, "carried");
        require(step >= 0, "step", "0 or more", step);
        require(
                jobDigest.length == DIGEST_BYTES,
                "jobDigest",
                DIGEST_BYTES + " bytes",
                jobDigest.length);
        require(parameters.length > 0, "parameters", "1 or more", parameters.length);
        require(
                trained >= 1 && trained <= parameters.length,
                "trained",
                "1 to " + parameters.length,
                trained);
        require(
                memory.length % parameters.length == 0,
                "memory",
                "a multiple of " + parameters.length + " floats, the parameters",
                memory.length);
        require(
                carried.length <= parameters.length,
                "carried",
                "at most " + parameters.length,
                carried.length);
    }

    /** {@link #modelSha256(float[])} of the parameters. */
    public String modelSha256() {
        return modelSha256(parameters);
    }

    /** SHA-256 of parameters as little-endian floats, in hex: two models are equal to the bit if their digests are. */
    public static String modelSha256(float[] parameters) {
        MessageDigest sha = sha256();
        ByteBuffer slice = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        int floats = slice.capacity() / Float.BYTES;
        for (int from = 0; from < parameters.length; from += floats) {
            int count = Math.min(floats, parameters.length - from);
            slice.asFloatBuffer().put(parameters, from, count);
            sha.update(slice.array(), 0, count * Float.BYTES);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Equal to the bit, arrays by content. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that
                && step == that.step
                && Arrays.equals(jobDigest, that.jobDigest)
                && Arrays.equals(parameters, that.parameters)
                && trained == that.trained
                && Arrays.equals(memory, that.memory)
                && Arrays.equals(carried, that.carried);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(step) + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return "Checkpoint[step="
                + step
                + ", parameters="
                + parameters.length
                + ", model="
                + modelSha256()
                + "]";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }

    private static void require(boolean holds, String what, String expected, long found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    what + ": expected " + expected + ", found " + found);
        }
    }
}
