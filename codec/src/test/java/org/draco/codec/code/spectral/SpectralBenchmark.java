package org.draco.codec.code.spectral;

import java.util.Arrays;
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
 * What the float cyclic code costs on one thread. Run by
 *
 * <pre>    mvn -q -pl codec -P benchmark-codec process-test-classes -Dbenchmark=SpectralBenchmark</pre>
 *
 * <p>Decoding while nobody lies, with s colluding neighbours (all add the same vector) and with s reversed answers; beside it, in
 * the same run, the plain float mean of as many answers, a read of as many bytes, and encoding one answer beside a read of its
 * 2s + 1 gradients. Take ratios from it, not times: decoding is to take at most 2 means without liars and 3 with s, encoding at
 * most 1 / 0.3 of the read. (With s = 5 the margin of float32 is beyond all sense; time is all that is asked here.)
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx4g", "-XX:+UseSerialGC"})
public class SpectralBenchmark {

    /** How many answers of how many floats. */
    public enum Size {
        /** LeNet. */
        P45_D431080(45, 431_080),
        /** About ResNet-18. */
        P15_D11200000(15, 11_200_000);

        private final int workers;
        private final int dimension;

        Size(int workers, int dimension) {
            this.workers = workers;
            this.dimension = dimension;
        }
    }

    @Param Size size;

    @Param({"1", "3", "5"})
    int adversaries;

    private SpectralDecoder decoder;
    private SpectralCode code;
    private float[][] honest;
    private float[][] colluding;
    private float[][] reversed;
    private float[][] share;
    private int[][] bytesOfTheAnswers;
    private int[][] bytesOfTheShare;
    private long seed;

    @Setup
    public void prepare() {
        code = SpectralCode.real(size.workers, adversaries);
        decoder = new SpectralDecoder(code);
        Random random = new Random(1);
        Step step = new Step(code, size.dimension, random);
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
        bytesOfTheAnswers = new int[honest.length][size.dimension];
        bytesOfTheShare = Arrays.copyOf(bytesOfTheAnswers, share.length);
    }

    private Object decode(float[][] answers, int liars) {
        var decoding = decoder.decode(answers, size.dimension, seed++);
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
        return read(bytesOfTheAnswers);
    }

    @Benchmark
    public float[] encode() {
        return code.encode(share);
    }

    @Benchmark
    public int readOfTheGradients() {
        return read(bytesOfTheShare);
    }

    /** STREAM-like: every number once, two rows at a time; ints, since the compiler vectorises no sum of floats. */
    private static int read(int[][] rows) {
        int any = 0;
        for (int row = 0; row < rows.length; row += 2) {
            any += read(rows[row], rows[Math.min(row + 1, rows.length - 1)]);
        }
        return any;
    }

    private static int read(int[] a, int[] b) {
        int sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] ^ b[i];
        }
        return sum;
    }
}
