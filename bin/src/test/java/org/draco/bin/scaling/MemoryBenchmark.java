package org.draco.bin.scaling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * What memory the parameter server of a large model takes: ResNet-152, P = 15, a few steps with checkpoints on an HDFS of one DataNode, in a JVM with an
 * ApplicationMaster's flags. Run by
 *
 * <pre>    mvn -q -pl bin -am -P benchmark-memory process-test-classes</pre>
 *
 * <p>{@code -Dbenchmark=REGEX} takes some of the codes, {@code -Dbenchmark.vectors=X} a heap of the answers and X vectors of the model's length beside
 * them, {@code -Dbenchmark.dimension=N} another model, {@code -Dbenchmark.workers=P} more or fewer workers.
 */
public final class MemoryBenchmark {

    private static final int STEPS = 5;
    private static final int EVAL_FREQ = 2;

    /** One code by the name that the table gives it. */
    private record Case(String name, String approach, String rule, int groupSize, int liars) {

        MadeUpJob job(int workers, int dimension) {
            return new MadeUpJob(approach, rule, workers, groupSize, liars, dimension);
        }
    }

    private static final List<Case> CASES =
            List.of(
                    new Case("mean", "baseline", "average", 1, 0),
                    new Case("krum", "baseline", "krum", 1, 1),
                    new Case("median", "baseline", "median", 1, 1),
                    new Case("cyclic s=1", "cyclic", "average", 3, 1),
                    new Case("repetition r=3", "repetition", "average", 3, 1));

    private MemoryBenchmark() {}

    /** Prints a table, in Markdown. */
    public static void main(String[] words) throws Exception {
        int dimension = Integer.parseInt(words[1]);
        double vectors = Double.parseDouble(words[2]);
        int workers = Integer.parseInt(words[3]);
        System.out.printf("d = %,d, P = %d; megabytes of 10^6:%n", dimension, workers);
        System.out.println(
                "| | answers of a step | `-Xmx` | heap after a collection, at most | direct, at most | `-Xmx` and direct, of the answers | resident, at most | seconds a step | a checkpoint's seconds | MB/s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        Path directory = Files.createTempDirectory("memory-benchmark-");
        try (MiniDFSCluster hdfs =
                new MiniDFSCluster.Builder(new HdfsConfiguration(), directory.toFile())
                        .numDataNodes(1)
                        .build()) {
            hdfs.waitActive();
            String checkpoints = hdfs.getURI() + "/checkpoints";
            for (Case one : CASES) {
                if (one.name().matches(words[0])) {
                    MadeUpJob job = one.job(workers, dimension);
                    System.out.println(line(one.name(), job, vectors, checkpoints));
                }
            }
        } finally {
            FileUtil.fullyDelete(directory.toFile());
        }
        System.exit(0);
    }

    private static String line(String name, MadeUpJob job, double vectors, String checkpoints)
            throws Exception {
        long vector = 4L * job.dimension();
        long heapMb = (long) Math.ceil((job.answers() + vectors) * vector / (1 << 20));
        List<String> flags =
                List.of(
                        "-Xmx" + heapMb + "m",
                        "-XX:+UseSerialGC",
                        "-XX:MaxNewSize=32m",
                        "-XX:+ExitOnOutOfMemoryError");
        MadeUpRun run = MadeUpRun.of(job, flags, STEPS, EVAL_FREQ, checkpoints);
        if (!run.ended()) {
            return "| %s | %.0f | %.0f | does not suffice |"
                    .formatted(name, job.answers() * vector / 1e6, mb(heapMb << 20));
        }
        long[] memory = run.memory().get(0);
        long[] checkpoint = run.checkpoints().get(run.checkpoints().size() - 1);
        long[] step = run.steps().get(run.steps().size() - 1);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | %.2f | %.0f | %.1f | %.1f | %.0f |",
                name,
                mb(job.answers() * vector),
                mb(heapMb << 20),
                mb(memory[0]),
                mb(memory[2]),
                ((heapMb << 20) + (double) memory[2]) / (job.answers() * vector),
                mb(memory[3]),
                step[1] / 1e9,
                checkpoint[0] / 1e9,
                1e3 * checkpoint[1] / checkpoint[0]);
    }

    private static double mb(double bytes) {
        return bytes / 1e6;
    }
}
