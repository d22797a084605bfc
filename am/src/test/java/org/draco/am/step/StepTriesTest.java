package org.draco.am.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.draco.codec.code.Digest;
import org.junit.jupiter.api.Test;

class StepTriesTest {

    private final Set<Integer> returning = new HashSet<>(Set.of(0, 1, 2));
    private final Presence presence = new Presence(3, new Processes());
    private final StepTries tries = new StepTries(presence);

    /** Who may come back is a set. */
    private final class Processes extends Replacements {
        Processes() {
            super(0);
        }

        @Override
        public boolean mayReturn(int worker) {
            return returning.contains(worker);
        }
    }

    private void join(int worker) {
        presence.joined(new WorkerEvent.Joined(worker, Digest.of(new float[] {1})));
    }

    private boolean lackingMayFollow(Integer... missing) {
        return tries.mayFollow(Set.of(missing));
    }

    @Test
    void whoIsSilentHasThreeTries() {
        tries.begin();
        assertTrue(lackingMayFollow(1));
        tries.begin();
        assertTrue(lackingMayFollow(1, 2));
        tries.begin();
        assertTrue(lackingMayFollow(2), "another one, for the second time");
        tries.begin();
        assertFalse(lackingMayFollow(1));
    }

    @Test
    void whoIsWaitedForAndDoesNotComeHasThreeTries() {
        tries.begin();
        presence.lost(1, "died");
        assertTrue(lackingMayFollow(1), "lost in it");
        tries.begin();
        assertTrue(lackingMayFollow(1));
        tries.begin();
        assertTrue(lackingMayFollow(1));
        tries.begin();
        assertFalse(lackingMayFollow(1));
    }

    @Test
    void whoWasLostBeforeTheStepIsWaitedForFirst() {
        presence.lost(1, "died");
        for (int i = 0; i < 3; i++) {
            tries.begin();
            assertTrue(lackingMayFollow(1));
        }
        tries.begin();
        assertFalse(lackingMayFollow(1));
    }

    @Test
    void twoWhoDieInTurnWhileTheOtherIsWaitedForHaveThirtyTries() {
        presence.lost(0, "died");
        int dead = 0;
        tries.begin();
        while (lackingMayFollow(dead)) {
            presence.lost(1 - dead, "died while the other was waited for");
            join(dead);
            dead = 1 - dead;
            tries.begin();
        }
        assertEquals(30, tries.count());
    }

    @Test
    void thereIsNoWaitingForThoseWhoAreGoneForGood() {
        returning.clear();
        presence.lost(0, "died");
        presence.lost(1, "died");
        tries.begin();
        assertTrue(lackingMayFollow(0, 2), "one of them is there");
        tries.begin();
        assertFalse(lackingMayFollow(0, 1));
    }
}
