package org.draco.container.model;

import java.util.concurrent.TimeUnit;
import org.draco.container.data.Batch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
 * How long a worker takes for one gradient of LeNet at batch 32, on one thread. Run by
 *
 * <pre>    mvn -q -pl container -am -P benchmark process-test-classes</pre>
 *
 * <p>The yardstick is one matrix product of as many floating-point operations, 422 million, through the same library: how
 * near the convolutions come to what the machine can do, whatever machine it is. The third line is the gradient as it
 * would be without oneDNN. JMH samples single calls, so read the median (p0.50): it bears a busy machine better than the
 * mean.
 *
 * <p>The operations of LeNet at one sample: forward 0.58 (conv) + 3.20 (conv) + 0.80 + 0.01 (dense) million, the same
 * again for the gradient by the weights, and again without the first layer for the gradient by the inputs: 13.2 million.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
public class GradientBenchmark {

    /** 2 k^3 is 422 million. */
    private static final int SIDE = 595;

    private GradientModel model;
    private Batch batch;
    private float[] parameters;
    private float[] gradient;
    private INDArray left;
    private INDArray right;
    private INDArray product;

    @Setup
    public void prepare() {
        Network network = new LeNet();
        model = network.create(1);
        batch = RandomBatch.of(network, 32, 1);
        parameters = model.initialParameters();
        gradient = new float[model.dimension()];
        left = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
        right = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
        product = Nd4j.create(DataType.FLOAT, new long[] {SIDE, SIDE}, 'f');
    }

    @Benchmark
    public float gradient() {
        return model.gradient(parameters, batch, gradient);
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgs = {
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.eclipse.deeplearning4j.helpers.disable=true"
            })
    public float gradientWithoutOneDnn() {
        return model.gradient(parameters, batch, gradient);
    }

    @Benchmark
    public INDArray matrixProductOfTheSameWork() {
        return left.mmuli(right, product);
    }
}
