package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.util.Records;
import org.junit.jupiter.api.Test;

/** What YARN is told of an application beside its job. */
class QueueEntryTest {

    private static ApplicationSubmissionContext described(QueueEntry entry) {
        ApplicationSubmissionContext context =
                Records.newRecord(ApplicationSubmissionContext.class);
        entry.describe(context, "draco lenet-1");
        return context;
    }

    @Test
    void whereNothingIsSaidYarnDecides() {
        ApplicationSubmissionContext context = described(QueueEntry.USUAL);
        assertEquals(List.of(), QueueEntry.USUAL.faults());
        assertEquals("draco lenet-1", context.getApplicationName());
        assertNull(context.getPriority());
        assertTrue(context.getApplicationTags().isEmpty());
        assertNull(context.getNodeLabelExpression());
    }

    @Test
    void everythingThatIsSaidReachesYarn() {
        QueueEntry entry =
                new QueueEntry(
                        Optional.of("Nightly run"),
                        Optional.of(7),
                        Set.of("nightly", "team:a"),
                        Optional.of("fast-disks"));
        ApplicationSubmissionContext context = described(entry);
        assertEquals(List.of(), entry.faults());
        assertEquals("Nightly run", context.getApplicationName());
        assertEquals(7, context.getPriority().getPriority());
        assertEquals(Set.of("nightly", "team:a"), context.getApplicationTags());
        assertEquals("fast-disks", context.getNodeLabelExpression());
    }

    @Test
    void allThatYarnWouldNotTakeIsSaidAtOnce() {
        QueueEntry entry =
                new QueueEntry(
                        Optional.of("two\nlines"),
                        Optional.of(-1),
                        Set.of("two words", "x".repeat(101)),
                        Optional.of("a && b"));
        List<String> faults = entry.faults();
        assertEquals(5, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("application name: expected"), faults::toString);
        assertEquals("priority: expected at least 0, found -1", faults.get(1));
        assertTrue(faults.get(2).endsWith("found \"two words\""), faults::toString);
        assertTrue(faults.get(4).endsWith("found \"a && b\""), faults::toString);
    }

    @Test
    void moreTagsThanYarnKeepsAreRefused() {
        Set<String> tags =
                IntStream.range(0, 11).mapToObj(i -> "tag" + i).collect(Collectors.toSet());
        QueueEntry entry =
                new QueueEntry(Optional.empty(), Optional.empty(), tags, Optional.empty());
        assertEquals(List.of("tags: expected at most 10, found 11"), entry.faults());
    }
}
