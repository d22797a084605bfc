package org.draco.bin.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TeardownTest {

    private final List<String> done = new ArrayList<>();
    private final Teardown teardown = new Teardown();

    @Test
    void stopsInReverseOrderAndOnlyOnce() throws Exception {
        teardown.stage("first", () -> () -> done.add("first"));
        teardown.stage("second", () -> () -> done.add("second"));
        teardown.close();
        teardown.close();
        assertEquals(List.of("second", "first"), done);
    }

    @Test
    void refusesToStartAnythingOnceClosed() {
        teardown.close();
        var refused =
                assertThrows(
                        CancellationException.class,
                        () -> teardown.stage("HDFS", () -> () -> done.add("HDFS")));
        assertEquals("stopped before HDFS was started", refused.getMessage());
        assertEquals(List.of(), done);
    }

    @Test
    void stopsTheOthersWhenOneFails() throws Exception {
        teardown.stage("first", () -> () -> done.add("first"));
        teardown.stage(
                "broken",
                () ->
                        () -> {
                            throw new IllegalStateException("on purpose");
                        });
        teardown.close();
        assertEquals(List.of("first"), done);
    }

    @Test
    void forgetsAStageThatDidNotStart() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        teardown.stage(
                                "broken",
                                () -> {
                                    throw new IllegalStateException("on purpose");
                                }));
        teardown.close();
        assertEquals(List.of(), done);
    }
}
