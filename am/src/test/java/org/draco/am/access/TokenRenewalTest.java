package org.draco.am.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.security.Credentials;
import org.junit.jupiter.api.Test;

class TokenRenewalTest {

    private static final long DAY_MILLIS = 86_400_000;

    private final Deque<TokenRenewal.Grant> granted = new ArrayDeque<>();
    private final List<TokenRenewal.Grant> taken = new ArrayList<>();
    private boolean fileSystemDown;

    private final TokenRenewal renewal =
            new TokenRenewal(
                    () -> {
                        if (granted.isEmpty()) {
                            throw new IOException("the KDC does not answer");
                        }
                        return granted.pop();
                    },
                    grant -> {
                        if (fileSystemDown) {
                            throw new IOException("the NameNode does not answer");
                        }
                        taken.add(grant);
                    });

    private static TokenRenewal.Grant grant(long lifetimeMillis) {
        return new TokenRenewal.Grant(new Credentials(), lifetimeMillis);
    }

    @Test
    void newTokensComeWhenThreeQuartersOfTheirLifeAreGone() throws InterruptedException {
        granted.addAll(List.of(grant(DAY_MILLIS), grant(40_000)));
        List<TokenRenewal.Grant> inOrder = List.copyOf(granted);
        assertEquals(DAY_MILLIS / 4 * 3, renewal.turn());
        assertEquals(30_000, renewal.turn());
        assertEquals(inOrder, taken);
    }

    @Test
    void afterAFailureItAsksAgainLongBeforeTheLastQuarterIsOver() throws InterruptedException {
        granted.add(grant(40_000));
        renewal.turn();
        assertEquals(2_000, renewal.turn());
        assertEquals(2_000, renewal.turn());
        fileSystemDown = true;
        granted.add(grant(40_000));
        assertEquals(2_000, renewal.turn());
        fileSystemDown = false;
        granted.add(grant(40_000));
        assertEquals(30_000, renewal.turn());
        assertEquals(2, taken.size());
    }

    @Test
    void pausesAreNeitherNothingNorHours() throws InterruptedException {
        granted.addAll(List.of(grant(DAY_MILLIS)));
        renewal.turn();
        assertEquals(300_000, renewal.turn());
        granted.add(grant(-5));
        assertEquals(1_000, renewal.turn());
        assertEquals(1_000, renewal.turn());
    }

    @Test
    void whoGetsNoTokensAtAllDoesNotStart() {
        assertThrows(
                IOException.class,
                () ->
                        TokenRenewal.start(
                                () -> {
                                    throw new IOException("no such principal");
                                },
                                taken::add));
    }
}
