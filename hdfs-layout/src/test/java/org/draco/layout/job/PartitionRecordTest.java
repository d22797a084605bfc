package org.draco.layout.job;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.draco.layout.JobLayout;
import org.draco.layout.job.PartitionRecord.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionRecordTest {

    @TempDir java.nio.file.Path dir;

    private static PartitionRecord record(int samples) {
        int[] labels = {0, 1, 1, 0, 1};
        return new PartitionRecord(
                "dirichlet",
                "alpha=0.1",
                7,
                samples,
                List.of("cat", "dog"),
                PartitionRecord.count(new int[][] {{0, 1, 2}, {3, 4}}, labels, 2));
    }

    @Test
    void aBatchsShareIsCountedByLabel() {
        assertEquals(
                List.of(new Share(0, 3, List.of(1, 2)), new Share(1, 2, List.of(1, 1))),
                record(5).shares());
    }

    @Test
    void isReadBackAsItWasWritten() throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        JobLayout job = new JobLayout(new Path(dir.toUri().getPath(), "job-1"));
        record(5).write(fs, job);
        assertEquals(record(5), PartitionRecord.read(fs, job));
        java.nio.file.Path file = Damage.local(job.partition());
        String text = Files.readString(file);
        assertTrue(text.contains("\"format\" : \"draco-partition\""), text);
        Files.writeString(file, text.replace("\"cat\"", "\"cow\""));
        assertDamaged(
                job.partition(),
                0,
                "a draco-partition file of version 1",
                "crc32c",
                () -> PartitionRecord.read(fs, job));
    }

    @Test
    void sharesMakeUpTheWhole() {
        String message = assertThrows(IllegalArgumentException.class, () -> record(6)).getMessage();
        assertEquals("shares: expected 6 samples together, found 5", message);
        List<Share> wrong = List.of(new Share(0, 5, List.of(1, 2)));
        assertTrue(
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new PartitionRecord(
                                                "sorted", "", 1, 5, List.of("a", "b"), wrong))
                        .getMessage()
                        .contains("expected 5 samples of 2 classes, found 3 of 2"));
    }
}
