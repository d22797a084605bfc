package org.draco.container.model;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.draco.container.data.Batch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;

/**
 * What a worker spends on one gradient at batch 32, on one thread: time and memory. Run by
 *
 * <pre>    mvn -q -pl container -am -P benchmark process-test-classes</pre>
 *
 * <p>Each network is computed as it is in a job ({@code layers=Draco}) and with Deeplearning4j's own layers, through
 * oneDNN as well. Beside the clock's time there are, for each gradient,
 *
 * <ul>
 *   <li>{@code cpuMillis}, the thread's time on a processor, which bears a busy machine better,
 *   <li>{@code heapMegabytes}, what it allocated in Java's heap,
 *   <li>{@code residentMegabytes}, the process's resident memory when it was done, and {@code peakMegabytes}, the most so far.
 * </ul>
 *
 * <p>The yardstick is one matrix product through the same library, 422 million floating-point operations: as many as LeNet's
 * gradient, to compare it with what the machine can do, whatever machine it is.
 *
 * <p>The operations of LeNet at one sample: forward 0.58 (conv) + 3.20 (conv) + 0.80 + 0.01 (dense) million, the same
 * again for the gradient by the weights, and again without the first layer for the gradient by the inputs: 13.2 million.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
public class GradientBenchmark {

    /** 2 k^3 is 422 million. */
    private static final int SIDE = 595;

    /** What is computed. */
    @State(Scope.Thread)
    public static class Work {

        /** Which network. */
        @Param({"LeNet", "ResNet-18", "VGG-11"})
        public String network;

        /** Which layers. */
        @Param({"Draco", "Deeplearning4j"})
        public String layers;

        private GradientModel model;
        private Batch batch;
        private float[] parameters;
        private float[] gradient;

        @Setup
        public void prepare() {
            Architecture architecture = (Architecture) Networks.byName(network).orElseThrow();
            InputShape input =
                    network.equals("LeNet") ? new InputShape(1, 28, 28) : new InputShape(3, 32, 32);
            Targets targets = new OneOfMany(10, 0);
            Purpose purpose = layers.equals("Draco") ? Purpose.COMPUTING : Purpose.KEEPING;
            model =
                    new NetworkModel(
                            new NetworkModel.Form(
                                    network,
                                    input,
                                    targets,
                                    ignored -> architecture.layers(input, targets, purpose),
                                    InitialParameters::draw),
                            ModelOptions.seeded(1));
            batch = RandomBatch.of(input, 10, 32, 1);
            parameters = model.initialParameters();
            gradient = new float[model.dimension()];
        }
    }

    /** The yardstick's matrices. */
    @State(Scope.Thread)
    public static class Matrices {

        private INDArray left;
        private INDArray right;
        private INDArray product;

        @Setup
        public void prepare() {
            left = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
            right = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
            product = Nd4j.create(DataType.FLOAT, new long[] {SIDE, SIDE}, 'f');
        }
    }

    /** What a gradient costs beside time; JMH reads the fields. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cost {

        private static final ThreadMXBean THREADS =
                (ThreadMXBean) ManagementFactory.getThreadMXBean();

        /** Time on a processor. */
        public double cpuMillis;

        /** Allocated in the heap. */
        public double heapMegabytes;

        /** Resident at the end. */
        public double residentMegabytes;

        /** The most that was resident since the process began. */
        public double peakMegabytes;

        private long calls;
        private long cpuNanos;
        private long heapBytes;

        @Setup(Level.Iteration)
        public void start() {
            calls = 0;
            heapBytes = THREADS.getCurrentThreadAllocatedBytes();
            cpuNanos = THREADS.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void stop(IterationParams iterations) {
            // JMH adds up the iterations.
            double parts = iterations.getCount();
            cpuMillis = (THREADS.getCurrentThreadCpuTime() - cpuNanos) / 1e6 / calls / parts;
            heapMegabytes =
                    (THREADS.getCurrentThreadAllocatedBytes() - heapBytes) / 1e6 / calls / parts;
            residentMegabytes = status("VmRSS:") / parts;
            peakMegabytes = status("VmHWM:") / parts;
        }

        private static double status(String line) {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(text -> text.startsWith(line))
                        .mapToDouble(text -> Double.parseDouble(text.split("\\s+")[1]) / 1024)
                        .findFirst()
                        .orElse(Double.NaN);
            } catch (IOException elsewhere) {
                throw new UncheckedIOException(elsewhere);
            }
        }
    }

    @Benchmark
    public float gradient(Work work, Cost cost) {
        cost.calls++;
        return work.model.gradient(work.parameters, work.batch, 1, work.gradient);
    }

    @Benchmark
    public INDArray matrixProduct(Matrices of, Cost cost) {
        cost.calls++;
        return of.left.mmuli(of.right, of.product);
    }
}
