package org.draco.layout.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.Credentials;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.DamagedFileException;
import org.draco.layout.file.SealedJson;

/**
 * The tokens by which a job's processes reach its file systems once those that they started with are over: {@code
 * staging/tokens}, a {@link SealedJson} of format {@code draco-tokens} in a directory that its owner alone can enter. The
 * ApplicationMaster replaces it; the others look at it from time to time. Immutable.
 *
 * @param lifetimeMillis how long all of them are good, from when they were written; how often to look follows from it
 * @param tokens in Hadoop's own form, as Base64
 */
public record FreshTokens(long lifetimeMillis, String tokens) {

    private static final SealedJson JSON =
            new SealedJson(
                    "draco-tokens", 1, "the ApplicationMaster writes it anew when it is time");

    /** Both must be given. */
    public FreshTokens {
        Objects.requireNonNull(tokens, "tokens");
        if (lifetimeMillis < 0) {
            throw new IllegalArgumentException(
                    "lifetimeMillis: expected 0 or more, found " + lifetimeMillis);
        }
    }

    /** Copies the tokens; secret keys that are with them stay out. */
    public static FreshTokens of(Credentials credentials, long lifetimeMillis) throws IOException {
        Credentials tokensAlone = new Credentials();
        credentials.getTokenMap().forEach((service, token) -> tokensAlone.addToken(service, token));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokensAlone.writeTokenStorageToStream(new DataOutputStream(bytes));
        return new FreshTokens(
                Math.max(0, lifetimeMillis),
                Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /**
     * A copy of the tokens.
     *
     * @throws IOException if they are none
     */
    public Credentials credentials() throws IOException {
        Credentials read = new Credentials();
        try {
            byte[] bytes = Base64.getDecoder().decode(tokens);
            read.readTokenStorageStream(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IllegalArgumentException malformed) {
            throw new IOException(
                    "tokens: expected Base64, found " + malformed.getMessage(), malformed);
        }
        return read;
    }

    /** Replaces the file of a job. */
    public void write(FileSystem fs, ApplicationLayout job) throws IOException {
        JSON.write(fs, job.tokens(), this);
    }

    /**
     * Reads the file of a job; empty if it has none.
     *
     * @throws DamagedFileException if it is not what was written
     */
    public static Optional<FreshTokens> readIfPresent(FileSystem fs, ApplicationLayout job)
            throws IOException {
        return JSON.readIfPresent(fs, job.tokens(), FreshTokens.class);
    }

    /** Without the tokens, which are secret. */
    @Override
    public String toString() {
        return "tokens that are good for " + lifetimeMillis + " ms";
    }
}
