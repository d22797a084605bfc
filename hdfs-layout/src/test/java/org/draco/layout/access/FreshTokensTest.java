package org.draco.layout.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshTokensTest {

    private static final Text SERVICE = new Text("ha-hdfs:cluster");
    private static final String PASSWORD = "password-of-a-token";

    @TempDir java.nio.file.Path directory;
    private FileSystem fs;
    private JobLayout job;

    @BeforeEach
    void aJob() throws IOException {
        fs = FileSystem.getLocal(new Configuration(false));
        job = new JobLayout(new Path(directory.toUri()));
    }

    private static Credentials credentials() {
        Credentials credentials = new Credentials();
        credentials.addToken(
                SERVICE,
                new Token<TokenIdentifier>(
                        new byte[] {1, 2},
                        PASSWORD.getBytes(StandardCharsets.UTF_8),
                        new Text("HDFS_DELEGATION_TOKEN"),
                        SERVICE));
        credentials.addSecretKey(new Text("secret"), new byte[] {7});
        return credentials;
    }

    @Test
    void aJobWithoutThemHasNone() throws IOException {
        assertEquals(Optional.empty(), FreshTokens.readIfPresent(fs, job));
    }

    @Test
    void tokensAreReadBackAndSecretsStayHome() throws IOException {
        FreshTokens.of(credentials(), 86_400_000).write(fs, job);
        FreshTokens read = FreshTokens.readIfPresent(fs, job).orElseThrow();
        assertEquals(86_400_000, read.lifetimeMillis());
        Credentials back = read.credentials();
        assertEquals(credentials().getToken(SERVICE), back.getToken(SERVICE));
        assertArrayEquals(
                PASSWORD.getBytes(StandardCharsets.UTF_8), back.getToken(SERVICE).getPassword());
        assertEquals(0, back.numberOfSecretKeys());
    }

    @Test
    void theNextOnesReplaceThem() throws IOException {
        FreshTokens.of(credentials(), 1).write(fs, job);
        FreshTokens.of(new Credentials(), 2).write(fs, job);
        assertEquals(
                0, FreshTokens.readIfPresent(fs, job).orElseThrow().credentials().numberOfTokens());
    }

    @Test
    void aChangedFileIsRefused() throws IOException {
        FreshTokens.of(credentials(), 86_400_000).write(fs, job);
        java.nio.file.Path file = java.nio.file.Path.of(job.tokens().toUri());
        Files.writeString(file, Files.readString(file).replace("86400000", "86400001"));
        Files.deleteIfExists(file.resolveSibling(".tokens.crc"));
        assertThrows(DamagedFileException.class, () -> FreshTokens.readIfPresent(fs, job));
    }

    @Test
    void itsTextShowsNoToken() throws IOException {
        FreshTokens tokens = FreshTokens.of(credentials(), 5);
        assertFalse(tokens.toString().contains(tokens.tokens()), tokens.toString());
    }
}
