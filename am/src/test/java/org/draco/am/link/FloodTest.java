package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** One worker that was let in does all the harm that it can for a whole run, while others train. */
class FloodTest {

    private static final int STEPS = 30;

    @Test
    void holdsNoMoreThanItSaysAndHearsTheHonestInEveryStep() throws Exception {
        try (LogLines log = new LogLines()) {
            HeldBytes held;
            long lines;
            try (FloodedServer server = new FloodedServer(true)) {
                server.awaitHonest();
                held = server.held();
                float[] parameters = FloodedServer.noise(99);
                server.playStep(parameters);
                try (Saboteur saboteur = new Saboteur(server, FloodedServer.HONEST)) {
                    int enough = 3 * Saboteur.kinds();
                    for (int step = 0; step < STEPS || saboteur.committed() < enough; step++) {
                        server.playStep(parameters);
                    }
                }
                server.playStep(parameters);
                assertTrue(server.lostSaboteurs() > Saboteur.kinds(), "it was never thrown out");
                lines = server.mostLogLines();
            }
            long most = FloodedServer.mostBytesHeld();
            assertTrue(held.most() <= most, held.most() + " bytes held, at most " + most);
            assertTrue(held.most() > 4L * FloodedServer.DIMENSION, "nothing is counted");
            assertEquals(0, held.now(), "held when all is over");
            assertTrue(log.with("connection of").size() <= lines, "the log is flooded");
        }
    }
}
