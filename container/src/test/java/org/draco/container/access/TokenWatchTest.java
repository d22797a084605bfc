package org.draco.container.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.draco.layout.JobLayout;
import org.draco.layout.access.FreshTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenWatchTest {

    @TempDir java.nio.file.Path directory;
    private final List<Credentials> taken = new ArrayList<>();
    private FileSystem fs;
    private JobLayout job;
    private TokenWatch watch;

    @BeforeEach
    void aJob() throws IOException {
        fs = new RawLocalFileSystem();
        fs.initialize(URI.create("file:///"), new Configuration(false));
        job = new JobLayout(new Path(directory.toUri()));
        watch = new TokenWatch(fs, job, taken::add);
    }

    private void grant(String service, long lifetimeMillis) throws IOException {
        Credentials credentials = new Credentials();
        credentials.addToken(new Text(service), new Token<>());
        FreshTokens.of(credentials, lifetimeMillis).write(fs, job);
    }

    @Test
    void tokensAreTakenOverOnceEach() throws IOException {
        watch.turn();
        assertEquals(List.of(), taken);
        grant("first", 86_400_000);
        watch.turn();
        watch.turn();
        assertEquals(1, taken.size());
        grant("second", 86_400_000);
        watch.turn();
        assertEquals(2, taken.size());
        assertEquals(1, taken.get(1).numberOfTokens());
    }

    @Test
    void looksTwentyTimesInATokensLifeAtLeastEveryFiveMinutesAtMostOnceASecond()
            throws IOException {
        assertEquals(1_000, watch.pauseMillis());
        grant("a", 60_000);
        watch.turn();
        assertEquals(3_000, watch.pauseMillis());
        grant("b", 604_800_000);
        watch.turn();
        assertEquals(300_000, watch.pauseMillis());
        grant("c", 1);
        watch.turn();
        assertEquals(1_000, watch.pauseMillis());
    }

    @Test
    void aDamagedFileIsLookedAtAgain() throws IOException {
        grant("first", 60_000);
        watch.turn();
        Files.writeString(java.nio.file.Path.of(job.tokens().toUri()), "{");
        watch.turn();
        grant("second", 60_000);
        watch.turn();
        assertEquals(2, taken.size());
    }

    @Test
    void withoutKerberosNothingIsLookedAt() throws IOException {
        FileSystem untouchable =
                new RawLocalFileSystem() {
                    @Override
                    public FSDataInputStream open(Path file, int bufferBytes) {
                        throw new AssertionError(file + " was looked at");
                    }
                };
        untouchable.initialize(URI.create("file:///"), new Configuration(false));
        grant("first", 60_000);
        TokenWatch.start(untouchable, job).close();
    }
}
