package org.draco.am.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.draco.am.step.ModelState;
import org.draco.am.step.StepReport;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Recovery;
import org.draco.layout.metrics.CsvAppender;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training leaves on its way is what another goes on from. */
class TrainingRecordTest {

    @TempDir private java.nio.file.Path directory;

    private ModelState savedAndRead(ModelState state, GradientCode code) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        JobLayout job = new JobLayout(new Path(directory.toUri()));
        JobSpec spec = JobAdmissionTest.sound();
        try (TrainingRecord record = new TrainingRecord(fs, job, spec, (report, row) -> {}, 0)) {
            record.save(state);
            assertEquals(state.step(), record.lastDurableStep());
        }
        return TrainingRecord.state(
                new CheckpointStore(fs, job).read(state.step(), spec.digest()), code);
    }

    private static void assertSame(ModelState expected, ModelState found) {
        assertEquals(expected.step(), found.step());
        assertArrayEquals(expected.parameters(), found.parameters());
        assertEquals(expected.trained(), found.trained());
        assertArrayEquals(expected.memory(), found.memory());
        assertArrayEquals(expected.exponents(), found.exponents());
        assertArrayEquals(expected.last(), found.last());
    }

    private static final float[] PARAMETERS = {1, -0.0f, Float.MIN_VALUE};
    private static final float[] VELOCITY = {4, 5, 6};

    @Test
    void aStateComesBackWithItsExponents() throws IOException {
        ModelState state = new ModelState(30, PARAMETERS, VELOCITY, new int[] {-17, 3});
        assertSame(state, savedAndRead(state, new CyclicCode(new FaultModel(5, 1))));
    }

    @Test
    void aStateComesBackWithTheGradientThatARuleStartsFrom() throws IOException {
        GradientCode code =
                GradientCodes.create(CodeChoice.of("baseline", 3, 1, 1, "centered-clipping"));
        ModelState state =
                new ModelState(
                        31, PARAMETERS, 2, VELOCITY, new int[0], new float[] {-7, 0.1f, 1e-40f});
        assertSame(state, savedAndRead(state, code));
    }

    private static ModelState after(long step) {
        return new ModelState(step, PARAMETERS.clone(), VELOCITY.clone(), new int[0]);
    }

    private static JobSpec keepingTwo() {
        JobSpec s = JobAdmissionTest.sound();
        return s.with(s.wire(), s.containers(), s.timeouts(), new Recovery(2, 3, 2));
    }

    private static StepReport report(long step) {
        return new StepReport(
                step, Set.of(0, 1, 2), Set.of(), Set.of(), 1, 0, 0.5f, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void theNewestCheckpointsStayAndThoseThatAreNotEvaluated() throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        JobLayout job = new JobLayout(new Path(directory.toUri()));
        JobSpec spec = keepingTwo();
        CheckpointStore store = new CheckpointStore(fs, job);
        try (TrainingRecord record = new TrainingRecord(fs, job, spec, (report, row) -> {}, 0);
                CsvAppender evaluations =
                        CsvAppender.open(fs, job.evaluationCsv(), EvaluationRow.header())) {
            for (long step = 0; step <= 4; step++) {
                record.save(after(step));
            }
            assertEquals(List.of(0L, 1L, 2L, 3L, 4L), store.steps());
            for (long step : new long[] {0, 1, 3, 4}) {
                evaluations.append(new EvaluationRow(step, 1, 0.5, 10, 1).toCsv());
            }
            record.save(after(5));
            assertEquals(List.of(0L, 2L, 4L, 5L), store.steps(), "0 is the initial one");
            evaluations.append(new EvaluationRow(2, 1, 0.5, 10, 1).toCsv());
        }
        assertEquals(List.of(0L, 4L, 5L), store.steps());
    }

    /** A stream that HDFS has broken: writing goes on in a file of the same rows. */
    @Test
    void rowsGoOnInANewFileWhenTheStreamBreaks() throws IOException {
        BreakableFileSystem fs = new BreakableFileSystem();
        fs.initialize(URI.create("file:///"), new Configuration());
        JobLayout job = new JobLayout(new Path(directory.toUri()));
        List<String> notices = new ArrayList<>();
        PatientStorage storage = new PatientStorage(1, () -> 0, nanos -> {}, notices::add);
        try (TrainingRecord record =
                new TrainingRecord(
                        fs, job, JobAdmissionTest.sound(), (report, row) -> {}, 0, storage)) {
            record.stepEnded(report(1));
            record.stepEnded(report(2));
            fs.breakStreams();
            record.stepEnded(report(3));
            record.stepEnded(report(4));
            fs.breakStreams();
        }
        List<String> rows = Files.readAllLines(directory.resolve("metrics/steps.csv"));
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                rows.subList(1, rows.size()).stream().map(r -> StepRow.parse(r).step()).toList());
        assertTrue(notices.get(0).startsWith("row 3 of steps.csv cannot be written"));
        assertTrue(notices.get(0).endsWith("All datanodes are bad. Aborting..."));
        assertEquals(1, fs.listStatus(job.stepsCsv().getParent()).length, "nothing stays aside");
    }

    /** Whose streams, those that are open, can be made to fail for ever. */
    private static final class BreakableFileSystem extends RawLocalFileSystem {
        private final List<BreakableStream> streams = new ArrayList<>();

        void breakStreams() {
            streams.forEach(stream -> stream.broken = true);
        }

        @Override
        public FSDataOutputStream create(
                Path file,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            BreakableStream stream =
                    new BreakableStream(
                            super.create(
                                    file, overwrite, bufferSize, replication, blockSize, progress));
            streams.add(stream);
            return stream;
        }
    }

    private static final class BreakableStream extends FSDataOutputStream {
        private boolean broken;

        BreakableStream(FSDataOutputStream stream) throws IOException {
            super(stream, null);
        }

        @Override
        public void hflush() throws IOException {
            requireWhole();
            super.hflush();
        }

        @Override
        public void hsync() throws IOException {
            requireWhole();
            super.hsync();
        }

        private void requireWhole() throws IOException {
            if (broken) {
                throw new IOException("All datanodes are bad. Aborting...");
            }
        }
    }
}
