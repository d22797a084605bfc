package org.draco.bin.reproduce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.job.JobSpec;

/**
 * What a run is kept under: a digest of all that its results depend on, so that equal runs of several studies are made once, and a
 * change of one option is another run.
 */
public final class RunDigest {

    /**
     * The version of what this program computes from a specification: to be raised by every change after which a run leaves other
     * bits, so that runs of before are not taken for runs of after.
     */
    static final int NUMERICS = 1;

    private static final int BYTES = 10;

    private RunDigest() {}

    /**
     * The stand-in for where a data set lies, of which nothing depends: its contents.
     *
     * @param dataset its manifest
     */
    public static String contents(DatasetManifest dataset) {
        return "contents:/sha256/"
                + HexFormat.of()
                        .formatHex(sha256(dataset.toJson().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The name of a run's directory, and of its job.
     *
     * @param job a specification that has {@link #contents} in the place of its data set's directory, and no name of its own
     */
    public static String of(JobSpec job) {
        String all =
                NUMERICS
                        + " "
                        + job.training().maxSteps()
                        + " "
                        + HexFormat.of().formatHex(job.digest());
        byte[] digest = sha256(all.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }
}
