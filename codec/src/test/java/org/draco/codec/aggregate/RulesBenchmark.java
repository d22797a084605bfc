package org.draco.codec.aggregate;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the rules cost: LeNet (d = 431,080), n = 45, s = 5, one thread. Run by
 *
 * <pre>    mvn -q -pl codec -P benchmark-codec process-test-classes -Dbenchmark=RulesBenchmark</pre>
 *
 * <p>Take ratios to the mean of the same run from it, not times; on a busy machine from the fastest samples (p0.00).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx768m", "-XX:+UseSerialGC"})
public class RulesBenchmark {

    private static final int DIMENSION = 431_080;
    private static final int WORKERS = 45;
    private static final int ADVERSARIES = 5;

    @Param({
        "average",
        "median",
        "trimmed-mean",
        "geometric-median",
        "krum",
        "multi-krum",
        "bulyan",
        "mda",
        "nnm+trimmed-mean"
    })
    private String mode;

    private AggregationRule rule;
    private Gradients gradients;
    private int adversaries;

    @Setup
    public void prepare() {
        rule = AggregationRules.byName(mode).orElseThrow();
        adversaries = mode.equals("average") ? 0 : ADVERSARIES;
        gradients = new Gradients(GramTest.random(WORKERS, DIMENSION, 1));
    }

    @Benchmark
    public float[] aggregate() {
        return rule.aggregate(gradients, adversaries);
    }
}
