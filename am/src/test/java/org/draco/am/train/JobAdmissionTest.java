package org.draco.am.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.am.step.TrainingPlan;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.wire.Compression;
import org.draco.layout.job.Acls;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Vcores;
import org.draco.layout.job.Wire;
import org.junit.jupiter.api.Test;

/** What the parameter server refuses before anything is started, and what a specification means to it. */
class JobAdmissionTest {

    private static final JobSpec.Training TRAINING =
            new JobSpec.Training(32, 0.01, 0.9, 30, 10, 1000, 7);
    private static final JobSpec.Resilience REPETITION =
            JobSpec.Resilience.of(9, "repetition", 3, 1, "average");
    private static final JobSpec.Resilience BASELINE =
            JobSpec.Resilience.of(9, "baseline", 1, 0, "average");
    private static final JobSpec.Experiment NOBODY = new JobSpec.Experiment(0, "honest", "", false);
    private static final Wire LZ4 = new Wire("lz4", 5, "bit", 65536, "float32");

    private static JobSpec spec(
            JobSpec.Training training,
            JobSpec.Resilience resilience,
            JobSpec.Experiment experiment,
            Wire wire) {
        return new JobSpec(
                JobSpec.VERSION,
                "job-1",
                "LeNet",
                new JobSpec.Data("mnist", "hdfs://namenode:8020/draco/datasets/mnist"),
                training,
                resilience,
                experiment,
                wire,
                new JobSpec.Containers(512, 512, 512, 400, 1, 1, "default", false),
                new JobSpec.Timeouts(60, 61, 62, 63));
    }

    /** A job without a fault. */
    static JobSpec sound() {
        return with(REPETITION, NOBODY);
    }

    private static JobSpec with(JobSpec.Resilience resilience, JobSpec.Experiment experiment) {
        return spec(TRAINING, resilience, experiment, LZ4);
    }

    @Test
    void admitsWhatCanBe() {
        assertEquals(List.of(), JobAdmission.faults(with(REPETITION, NOBODY)));
        assertEquals(List.of(), JobAdmission.faults(with(BASELINE, NOBODY)));
        assertEquals(
                List.of(),
                JobAdmission.faults(
                        with(REPETITION, new JobSpec.Experiment(2, "rev_grad", "", false))));
    }

    /** One fault from each of those who judge: ranges, code, compression, optimizer, attack. */
    @Test
    void admitsWorkersThatShareAProcessWhereNobodyIsEndedForAnother() {
        assertEquals(List.of(), JobAdmission.faults(sharing("keep", false)));
        List<String> faults = JobAdmission.faults(sharing("expel", true));
        assertEquals(2, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains("--on-proven-liar expel"), faults::toString);
        assertTrue(faults.get(1).contains("--enable-gpu"), faults::toString);
    }

    private static JobSpec sharing(String onProvenLiar, boolean gpu) {
        JobSpec.Resilience r = REPETITION;
        JobSpec job =
                with(
                        new JobSpec.Resilience(
                                r.workers(),
                                r.approach(),
                                r.arithmetic(),
                                r.groupSize(),
                                r.voteGroups(),
                                r.declaredByz(),
                                r.mode(),
                                r.modeArgs(),
                                r.vote(),
                                r.voteTolerance(),
                                r.errorTolerance(),
                                onProvenLiar),
                        NOBODY);
        return job.with(
                job.wire(),
                new JobSpec.Containers(
                        512, 512, 512, 400, Vcores.each(1), 1, "default", gpu, 2, Acls.OWNER),
                job.timeouts(),
                job.recovery());
    }

    @Test
    void reportsAllFaultsAtOnce() {
        JobSpec faulty =
                spec(
                        new JobSpec.Training(0, 0.01, 0.9, 30, 10, 1000, 7),
                        JobSpec.Resilience.of(9, "repetition", 4, 2, "average"),
                        new JobSpec.Experiment(1, "bribe", "", false),
                        new Wire("gzip", 5, "bit", 65536, "float32"));
        List<String> faults = JobAdmission.faults(faulty);
        for (String part :
                List.of(
                        "training.batchSize: expected 1 or more, found 0",
                        "group-size: expected a divisor of the 9 workers, found 4",
                        "declared-byz: expected at most 1 for groups of 4, found 2",
                        "gzip",
                        "err-mode: expected one of [honest, rev_grad,",
                        "found \"bribe\"")) {
            assertTrue(faults.stream().anyMatch(f -> f.contains(part)), part + " in " + faults);
        }
    }

    @Test
    void refusesAnAttackWithParametersThatItDoesNotHave() {
        List<String> faults =
                JobAdmission.faults(
                        with(BASELINE, new JobSpec.Experiment(1, "alie", "factor=much", false)));
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("err-args: alie: factor: expected"), faults::toString);
    }

    /** A search needs a rule; a vote leaves it nothing to try its lies on. */
    @Test
    void admitsASearchAgainstARuleOnly() {
        JobSpec.Experiment search = new JobSpec.Experiment(1, "alie", "factor=search", false);
        assertEquals(List.of(), JobAdmission.faults(with(BASELINE, search)));
        assertEquals(
                List.of(
                        "err-args: alie searches against an aggregation rule: expected approach \"baseline\", found"
                                + " \"repetition\""),
                JobAdmission.faults(with(REPETITION, search)));
        assertEquals(
                List.of(),
                JobAdmission.faults(
                        with(REPETITION, new JobSpec.Experiment(1, "alie", "", false))));
    }

    @Test
    void tellsNoFaultTwiceInTheSameWords() {
        List<String> faults =
                JobAdmission.faults(with(JobSpec.Resilience.of(0, "majority", -1, -1, ""), NOBODY));
        assertEquals(faults.stream().distinct().toList(), faults);
    }

    @Test
    void refusesRatesThatAreZeroOrOneAsFloats() {
        assertRefuses(1e-50, 0.9, "lr: ");
        assertRefuses(1e300, 0.9, "lr: ");
        assertRefuses(0.01, 0.999999999999, "momentum");
    }

    private static void assertRefuses(double rate, double momentum, String what) {
        JobSpec.Training training = new JobSpec.Training(32, rate, momentum, 30, 10, 1000, 7);
        List<String> faults = JobAdmission.faults(spec(training, REPETITION, NOBODY, LZ4));
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith(what), faults::toString);
    }

    @Test
    void doesNotJudgeTheSameRateTwice() {
        JobSpec.Training training = new JobSpec.Training(32, -1, 0.9, 30, 10, 1000, 7);
        assertEquals(
                List.of(
                        "training.optimization.learningRate: expected a finite number above 0, found -1.0"),
                JobAdmission.faults(spec(training, REPETITION, NOBODY, LZ4)));
    }

    private static String warning(JobSpec.Resilience resilience, int liars, String attack) {
        return JobAdmission.warning(
                        with(resilience, new JobSpec.Experiment(liars, attack, "", false)))
                .orElse("");
    }

    @Test
    void warnsWhenMoreLieThanAreBorne() {
        String code = warning(REPETITION, 2, "rev_grad");
        for (String part : List.of("2", "rev_grad", "repetition with groups of 3", "1")) {
            assertTrue(code.contains(part), code);
        }
        assertTrue(warning(BASELINE, 1, "constant").contains("mode average"));
    }

    @Test
    void doesNotWarnOfWhatIsBorne() {
        assertEquals("", warning(REPETITION, 1, "rev_grad"));
        assertEquals("", warning(REPETITION, 0, "honest"));
        assertEquals("", warning(BASELINE, 0, "honest"));
        assertEquals("", warning(BASELINE, 3, "honest"));
    }

    @Test
    void passesTheSpecificationOnAsItIs() {
        JobSpec spec = with(REPETITION, NOBODY);
        assertEquals(
                CodeChoice.of("repetition", 9, 3, 1, "average").withArithmetic("float"),
                JobParts.codeChoice(spec));
        assertEquals(new Compression("lz4", 5, "bit", 65536), JobParts.compression(spec));
        SgdMomentum optimizer = (SgdMomentum) JobParts.optimizer(spec);
        assertEquals(0.01, optimizer.learningRate(7));
        assertEquals(
                new SgdMomentum.Momentum(0.9f, 0, false, SgdMomentum.Place.UPDATE),
                optimizer.momentum());
        TrainingPlan plan = JobParts.plan(spec);
        assertEquals(30, plan.maxSteps());
        assertEquals(10, plan.evalFreq());
        assertEquals(61_000_000_000L, plan.gatherNanos());
        assertEquals(62_000_000_000L, plan.stepNanos());
    }
}
