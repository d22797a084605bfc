package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.train.JobParts;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.Studies;
import org.draco.bin.reproduce.Study;
import org.draco.bin.reproduce.StudyFile;
import org.draco.layout.DracoLayout;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the studies which come with Draco are the published grids, and every one of their jobs can be. */
class BundledStudiesTest {

    /** Enough for a batch of each worker. */
    private static final int SAMPLES = 3000;

    @TempDir private Path directory;

    private Study study(String name) throws Exception {
        return StudyFile.parse(name, Studies.text(name).orElseThrow(), name, jobs());
    }

    private StudyJobs jobs() {
        return new StudyJobs(new org.apache.hadoop.fs.Path(directory.toUri()), new Configuration());
    }

    private void prepare(String name, int side, int channels, int classes) throws Exception {
        List<String> labels =
                java.util.stream.IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        DatasetDescription description =
                new DatasetDescription(
                        name, channels, side, side, ValueType.BYTES, labels, "made up");
        DracoLayout root = new DracoLayout(new org.apache.hadoop.fs.Path(directory.toUri()));
        try (DatasetWriter writer =
                DatasetWriter.create(
                        FileSystem.getLocal(new Configuration()),
                        root.dataset(name),
                        description)) {
            byte[] black = new byte[channels * side * side];
            for (int i = 0; i < SAMPLES; i++) {
                writer.add(i < SAMPLES - 100 ? Split.TRAIN : Split.TEST, i % classes, black);
            }
            writer.finish();
        }
    }

    /** 4 data sets x 2 x 2 x (5 x 4 + 1 for the larger f, 6 x 4 + 1 for the smaller). */
    @Test
    void distributedMomentumIsTheGridOfItsCode() throws Exception {
        prepare("fashion-mnist", 28, 1, 10);
        prepare("cifar10", 32, 3, 10);
        prepare("cifar100", 32, 3, 100);
        Study study = study("distributed-momentum");
        assertEquals(736, study.configurations().size());
        assertEquals(5, study.seeds());
        assertEquals(32, study.only("attack=none", 5).size());
        assertEquals(184, study.only("dataset=mnist", 5).size());
        assertEquals(80, study.only("dataset=cifar100,f=11,attack=alie|empire", 5).size());
        assertEquals(
                0,
                study.configurations().stream()
                        .filter(c -> isBulyanOfTheLarger(c.attributes()))
                        .count());
        List<PlannedRun> runs = jobs().plan(study.configurations(), List.of(1L));
        assertEquals(
                List.of(),
                runs.stream().map(PlannedRun::why).filter(why -> !why.isEmpty()).toList());
        Set<String> digests =
                runs.stream().map(run -> run.job().orElseThrow().job()).collect(Collectors.toSet());
        assertEquals(736, digests.size(), "no two configurations are one job");
    }

    private static boolean isBulyanOfTheLarger(Map<String, String> of) {
        return "bulyan".equals(of.get("rule")) && Set.of("24", "11").contains(of.get("f"));
    }

    @Test
    void liarsAndHonestWorkersAreAsManyAsPublished() throws Exception {
        Study study = study("distributed-momentum");
        Set<List<Integer>> found = new HashSet<>();
        for (PlannedRun run : jobs().plan(study.only("dataset=mnist", 1), List.of(1L))) {
            JobSpec job = run.job().orElseThrow();
            assertEquals(83, job.training().batchSize());
            assertEquals(300, job.training().maxSteps());
            assertEquals(2, job.training().local().gradientClip());
            assertTrue(job.metrics().isFull() && job.experiment().fixedLiars());
            found.add(
                    List.of(
                            job.resilience().workers(),
                            job.resilience().declaredByz(),
                            job.experiment().workerFail()));
        }
        assertEquals(
                Set.of(
                        List.of(51, 24, 24),
                        List.of(51, 12, 12),
                        List.of(27, 0, 0),
                        List.of(39, 0, 0)),
                found);
    }

    /** Compared at equal samples a step, and with as many liars as the paper's. */
    @ParameterizedTest
    @CsvSource({"repetition,1,3", "repetition,3,9", "repetition,5,15", "cyclic,5,1", "mean,5,1"})
    void sysmlComparesAtEqualSamples(String code, int liars, int group) throws Exception {
        Study study = study("draco-sysml");
        assertEquals(12, study.configurations().size());
        JobSpec job =
                jobs().plan(study.only("code=" + code + ",liars=" + liars, 1), List.of(1L))
                        .get(0)
                        .job()
                        .orElseThrow();
        assertEquals(32 * group, job.training().batchSize());
        assertEquals(45, job.resilience().workers());
        assertEquals(liars, job.experiment().workerFail());
        assertTrue(
                job.resilience().declaredByz() >= liars || code.equals("mean"),
                "as many as are borne");
    }

    @Test
    void icmlComparesEveryCodeAtEqualSamples() throws Exception {
        prepare("cifar10", 32, 3, 10);
        Study study = study("draco-icml");
        assertEquals(84 + 12 + 14, study.configurations().size());
        for (PlannedRun run : jobs().plan(study.configurations(), List.of(1L))) {
            assertEquals("", run.why(), run.label());
            JobSpec job = run.job().orElseThrow();
            assertEquals(
                    32L * job.resilience().workers(),
                    (long) JobParts.code(job).assignment().batches() * job.training().batchSize(),
                    run.label());
        }
    }
}
