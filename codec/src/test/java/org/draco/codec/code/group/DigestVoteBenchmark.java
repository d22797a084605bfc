package org.draco.codec.code.group;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What decoding a step costs the parameter server: LeNet (d = 431,080), P = 9, r = 3, s = 1. Run by
 *
 * <pre>    mvn -q -pl codec -P benchmark-codec process-test-classes -Dbenchmark=DigestVoteBenchmark</pre>
 *
 * <p>Three lines: the vote with no liar; the vote when in each group the first worker asked hands in something else than its
 * digest says, so that six gradients are checked and not three; and the yardsticks, the plain mean of three vectors (what is
 * left of the vote without its digests) and of nine (what an uncoded step of as many workers costs). The vote's floor is
 * SHA-256 over 3 x 1.7 MB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
public class DigestVoteBenchmark {

    private static final int DIMENSION = 431_080;
    private static final int WORKERS = 9;
    private static final int GROUP = 3;

    private final RepetitionCode code =
            new RepetitionCode(WORKERS, GROUP, 1, new FloatArithmetic());
    private final float[][] gradients = new float[WORKERS][DIMENSION];
    private final Digest[] digests = new Digest[WORKERS];
    private final float[] lie = new float[DIMENSION];

    @Setup
    public void prepare() {
        Random random = new Random(1);
        for (int worker = 0; worker < WORKERS; worker++) {
            for (int i = 0; i < DIMENSION; i++) {
                gradients[worker][i] = (float) random.nextGaussian();
            }
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            digests[worker] = Digest.of(gradients[worker / GROUP]);
        }
    }

    private Decoding vote(boolean firstBreaksItsPromise) {
        StepDecoder decoder = code.newDecoder(DIMENSION, new int[0]);
        for (int worker = 0; worker < WORKERS; worker++) {
            decoder.onDigest(worker, worker / GROUP, digests[worker]);
        }
        boolean lying = firstBreaksItsPromise;
        for (var asked = decoder.takeRequests(); !asked.isEmpty(); asked = decoder.takeRequests()) {
            for (Request request : asked) {
                float[] vector = lying ? lie : gradients[request.task()];
                decoder.onVector(request.worker(), request.task(), new FloatVector(vector));
            }
            lying = false;
        }
        Decoding decoding = decoder.decoding();
        if (!(decoding instanceof Decoding.Decoded)) {
            throw new IllegalStateException("not decoded: " + decoding);
        }
        return decoding;
    }

    @Benchmark
    public Decoding voteOfNineInGroupsOfThree() {
        return vote(false);
    }

    @Benchmark
    public Decoding voteWithABrokenPromiseInEveryGroup() {
        return vote(true);
    }

    @Benchmark
    public float[] plainMeanOfThree() {
        return AggregationRules.average()
                .aggregate(
                        new Gradients(new float[][] {gradients[0], gradients[1], gradients[2]}), 0);
    }

    @Benchmark
    public float[] plainMeanOfNine() {
        return AggregationRules.average().aggregate(new Gradients(gradients), 0);
    }
}
