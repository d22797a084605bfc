package org.draco.codec.code.exact;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;
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
 * What the exact cyclic code costs, on one thread. Run by
 *
 * <pre>    mvn -q -pl codec -P benchmark-codec process-test-classes -Dbenchmark=ExactCyclicBenchmark</pre>
 *
 * <p>Yardsticks: {@code plainMean} of as many floats as there are residues, answer after answer as in the decoder, and
 * {@code read}, which only reads them. Decoding is to take at most 2 means without liars and 4 with s, and an
 * encoding of 2s + 1 gradients at most 1 / 0.3 of {@code readHeldGradients}. The secret comes
 * from a {@link SecureRandom}, as in a job.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
public class ExactCyclicBenchmark {

    /** Components of a chunk, as it would come over the wire. */
    private static final int CHUNK = 65_536;

    @Param({"45"})
    int workers;

    @Param({"1", "3", "5"})
    int adversaries;

    @Param({"431080"})
    int dimension;

    private final SecureRandom secret = new SecureRandom();
    private Scene scene;
    private ResidueVector[] honest;
    private ResidueVector[] withLiars;
    private float[][] floats;
    private float[] mean;
    private ExactCyclicCode code;
    private FixedPoint fixed;
    private int[] exponents;
    private ResidueVector answer;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        scene = new Scene(workers, adversaries, dimension, random);
        code = new ExactCyclicCode(new FaultModel(workers, adversaries));
        honest = new ResidueVector[workers];
        Arrays.setAll(honest, worker -> ResidueVector.of(scene.honest[worker]));
        withLiars = honest.clone();
        for (int liar = 0; liar < adversaries; liar++) {
            withLiars[7 * liar % workers] = ResidueVector.of(Scene.residues(dimension, random));
        }
        floats = new float[workers][dimension];
        for (float[] row : floats) {
            for (int i = 0; i < dimension; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        mean = new float[dimension];
        fixed = new FixedPoint(workers, 4096);
        exponents = fixed.firstExponents(dimension, 4);
        answer = new ResidueVector(dimension);
    }

    private ResidueVector decode(ResidueVector[] answers, int liars) {
        ExactDecoder decoder = new ExactDecoder(scene.faults, dimension, secret);
        for (int worker = 0; worker < workers; worker++) {
            for (int from = 0; from < dimension; from += CHUNK) {
                decoder.accept(worker, answers[worker], Math.min(dimension, from + CHUNK));
            }
        }
        Recovery recovery = decoder.decode();
        if (recovery instanceof Recovery.Recovered recovered && recovered.liars().size() == liars) {
            return recovered.sum();
        }
        throw new IllegalStateException("not decoded: " + recovery);
    }

    @Benchmark
    public ResidueVector decodeWithoutLiars() {
        return decode(honest, 0);
    }

    @Benchmark
    public ResidueVector decodeWithAllLiars() {
        return decode(withLiars, adversaries);
    }

    @Benchmark
    public float[] plainMean() {
        Arrays.fill(mean, 0);
        for (float[] row : floats) {
            add(row, mean);
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= workers;
        }
        return mean;
    }

    private static void add(float[] row, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    @Benchmark
    public float read() {
        float any = 0;
        for (float[] row : floats) {
            any += sum(row);
        }
        return any;
    }

    @Benchmark
    public float readHeldGradients() {
        float any = 0;
        for (int i = 0; i <= 2 * adversaries; i++) {
            any += sum(floats[i]);
        }
        return any;
    }

    /** Enough independent sums that memory is what limits it: 16 scalars; C2 makes no vectors of any such loop. */
    private static float sum(float[] row) {
        float a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        float k = 0, l = 0, m = 0, n = 0, o = 0, p = 0, q = 0, r = 0;
        for (int i = 0; i + 15 < row.length; i += 16) {
            a += row[i];
            b += row[i + 1];
            c += row[i + 2];
            d += row[i + 3];
            e += row[i + 4];
            f += row[i + 5];
            g += row[i + 6];
            h += row[i + 7];
            k += row[i + 8];
            l += row[i + 9];
            m += row[i + 10];
            n += row[i + 11];
            o += row[i + 12];
            p += row[i + 13];
            q += row[i + 14];
            r += row[i + 15];
        }
        return a + b + c + d + e + f + g + h + k + l + m + n + o + p + q + r;
    }

    @Benchmark
    public long encode() {
        float[][] held = Arrays.copyOf(floats, 2 * adversaries + 1);
        return code.encode(17, held, fixed, exponents, answer);
    }
}
