package org.draco.bin.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecs;
import org.draco.layout.job.Recovery;
import org.junit.jupiter.api.Test;

class RunDigestTest {

    private static final JobSpec JOB = JobSpecs.sound();

    @Test
    void isOfAllThatResultsDependOn() {
        assertNotEquals(RunDigest.of(JOB), RunDigest.of(JOB.until(JOB.training().maxSteps() + 1)));
        assertNotEquals(RunDigest.of(JOB), RunDigest.of(JOB.withNetwork("FC")));
    }

    @Test
    void isNotOfWhatIsKeptOfARun() {
        JobSpec other =
                JOB.with(JOB.wire(), JOB.containers(), JOB.timeouts(), new Recovery(7, 7, 7));
        assertEquals(RunDigest.of(JOB), RunDigest.of(other));
    }
}
