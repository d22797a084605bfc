package org.draco.codec.code.spectral;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;
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
 * What the float cyclic code costs: LeNet (d = 431,080), P = 45, one thread. Run by
 *
 * <pre>    mvn -q -pl codec -P benchmark-codec process-test-classes -Dbenchmark=SpectralBenchmark</pre>
 *
 * <p>Decoding while nobody lies, with s colluding neighbours (all add the same vector) and with s reversed answers; beside it, in
 * the same run, the plain float mean of as many answers, a read of all of them, and encoding one answer beside a read of its
 * 2s + 1 gradients. Take ratios from it, not times.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx768m", "-XX:+UseSerialGC"})
public class SpectralBenchmark {

    private static final int DIMENSION = 431_080;
    private static final int WORKERS = 45;

    @Param({"1", "3"})
    private int adversaries;

    private SpectralDecoder decoder;
    private SpectralCode code;
    private float[][] honest;
    private float[][] colluding;
    private float[][] reversed;
    private float[][] share;
    private long seed;

    @Setup
    public void prepare() {
        code = SpectralCode.real(WORKERS, adversaries);
        decoder = new SpectralDecoder(code);
        Random random = new Random(1);
        Step step = new Step(code, DIMENSION, random);
        honest = step.honest();
        share = step.share(0);
        int[] liars = new int[adversaries];
        for (int k = 0; k < adversaries; k++) {
            liars[k] = 7 + k;
        }
        colluding = honest.clone();
        FloatLie.SAME_VECTOR_ADDED.tell(colluding, liars, random);
        reversed = honest.clone();
        FloatLie.REVERSED.tell(reversed, liars, random);
    }

    private Object decode(float[][] answers, int liars) {
        var decoding = decoder.decode(answers, DIMENSION, seed++);
        if (!(decoding instanceof SpectralDecoding.Decoded<float[]> decoded)
                || decoded.liars().size() != liars) {
            throw new IllegalStateException("not decoded: " + decoding);
        }
        return decoded;
    }

    @Benchmark
    public Object decodeWithoutLiars() {
        return decode(honest, 0);
    }

    @Benchmark
    public Object decodeWithColludingNeighbours() {
        return decode(colluding, adversaries);
    }

    @Benchmark
    public Object decodeWithReversedAnswers() {
        return decode(reversed, adversaries);
    }

    @Benchmark
    public float[] plainMean() {
        return AggregationRules.average().aggregate(new Gradients(honest), 0);
    }

    @Benchmark
    public int readOfTheAnswers() {
        return read(honest);
    }

    @Benchmark
    public float[] encode() {
        return code.encode(share);
    }

    @Benchmark
    public int readOfTheGradients() {
        return read(share);
    }

    /** STREAM-like: every component once, in integer arithmetic, which the compiler may vectorise. */
    private static int read(float[][] rows) {
        int sum = 0;
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                sum += Float.floatToRawIntBits(row[i]);
            }
        }
        return sum;
    }
}
