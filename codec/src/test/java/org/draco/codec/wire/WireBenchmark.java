package org.draco.codec.wire;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
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
 * What a vector of LeNet's size (1.72 MB) costs to encode and to decode, one thread, by codec. Run by
 *
 * <pre>    mvn -q -pl codec -P benchmark-codec process-test-classes -Dbenchmark=WireBenchmark</pre>
 *
 * <p>The yardstick is a copy of the same vector. The data are made up: normal numbers, of which 35 % are zero. That share
 * is chosen, not measured, so ratios and speeds on a network's gradients will be others; what this shows is how the codecs
 * compare. The size that each reaches is printed before its figures. JMH samples single calls, so read the median (p0.50).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
public class WireBenchmark {

    private static final int DIMENSION = 431_080;
    private static final int CHUNK_FLOATS = 65_536;

    /** Codec, level, shuffle. */
    @Param({"raw-0-none", "lz4-1-bit", "lz4-5-bit", "lz4-5-byte", "blosclz-5-bit", "zstd-1-byte"})
    public String compression;

    private VectorChunks chunks;
    private final float[] vector = new float[DIMENSION];
    private final float[] target = new float[DIMENSION];
    private byte[][] payloads;

    @Setup
    public void prepare() {
        String[] parts = compression.split("-");
        chunks =
                new VectorChunks(
                        NumberType.FLOAT32,
                        DIMENSION,
                        new Compression(
                                parts[0], Integer.parseInt(parts[1]), parts[2], CHUNK_FLOATS));
        Random random = new Random(1);
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = random.nextInt(100) < 35 ? 0 : (float) (0.01 * random.nextGaussian());
        }
        payloads = encode();
        long bytes = Arrays.stream(payloads).mapToLong(payload -> payload.length).sum();
        System.out.printf(
                "%n%s: %d bytes, ratio %.2f%n", compression, bytes, 4.0 * DIMENSION / bytes);
    }

    @Benchmark
    public byte[][] encode() {
        byte[][] encoded = new byte[chunks.count()][];
        for (int index = 0; index < encoded.length; index++) {
            encoded[index] = Payloads.of(chunks, new FloatVector(vector), index);
        }
        return encoded;
    }

    @Benchmark
    public float[] decode() throws MalformedFrameException {
        for (int index = 0; index < payloads.length; index++) {
            Payloads.decode(chunks, payloads[index], index, new FloatVector(target));
        }
        return target;
    }

    @Benchmark
    public float[] copy() {
        System.arraycopy(vector, 0, target, 0, DIMENSION);
        return target;
    }
}
