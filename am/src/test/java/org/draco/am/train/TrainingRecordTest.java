package org.draco.am.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.step.ModelState;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training leaves on its way is what another goes on from. */
class TrainingRecordTest {

    @TempDir private java.nio.file.Path directory;

    private ModelState savedAndRead(ModelState state, GradientCode code) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        JobLayout job = new JobLayout(new Path(directory.toUri()));
        JobSpec spec = JobAdmissionTest.sound();
        try (TrainingRecord record = new TrainingRecord(fs, job, spec, row -> {}, 0)) {
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
}
