package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.metrics.EvaluationRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {

    @TempDir java.nio.file.Path directory;

    /** Answers nobody until it is told to. */
    private static final class HungFileSystem extends FilterFileSystem {
        private final CountDownLatch answers = new CountDownLatch(1);

        HungFileSystem(FileSystem raw) {
            super(raw);
        }

        @Override
        public FileStatus getFileStatus(Path file) throws IOException {
            await();
            return super.getFileStatus(file);
        }

        @Override
        public FileStatus[] listStatus(Path file) throws IOException {
            await();
            return super.listStatus(file);
        }

        private void await() throws IOException {
            try {
                answers.await();
            } catch (InterruptedException cause) {
                throw new IOException(cause);
            }
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whoAsksForTheNewestEvaluationNeverWaitsForTheFileSystem() throws Exception {
        FileSystem local = FileSystem.getLocal(new Configuration()).getRaw();
        HungFileSystem hung = new HungFileSystem(local);
        SampleJob job = new SampleJob(hung, new Path(directory.toUri()));
        job.train(local);
        assertEquals(Optional.empty(), job.files.newestEvaluation());
        assertEquals(Optional.empty(), job.files.newestEvaluation());
        hung.answers.countDown();
        Optional<EvaluationRow> newest = job.files.newestEvaluation();
        while (newest.isEmpty()) {
            Thread.onSpinWait();
            newest = job.files.newestEvaluation();
        }
        assertEquals(SampleJob.STEPS, newest.get().step());
    }
}
