package org.draco.container.model;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The numbers of an ND4J array of floats as Java reads and writes them.
 *
 * <p>For the backend of the processor the array's memory is Java's memory, and nothing is copied. With CUDA the array is in the
 * memory of the GPU: ND4J brings it here when a view is asked for, but is not told of what is written into such a view, so the
 * GPU would go on with the old numbers. There what is written goes to a copy first, and then through ND4J itself.
 *
 * <pre>
 *   floats.writable().put(0, values);
 *   floats.written();
 * </pre>
 *
 * <p>Not thread-safe, as the array is not.
 */
abstract sealed class HostFloats {

    /**
     * The numbers of an array that stays where it is.
     *
     * @param array of floats, contiguous, in the order in which they are to be read and written
     */
    static HostFloats of(INDArray array) {
        return ComputeDevice.isCuda() ? new Copied(array) : new Shared(array);
    }

    /** The array's numbers as they are now, to be read and only until the array changes. */
    abstract FloatBuffer readable();

    /** Where to write a part or all; holds what was written here last, at first what the array holds. */
    abstract FloatBuffer writable();

    /** Says that everything is written; only now the array is sure to hold it. */
    abstract void written();

    /** Gives the array these numbers, as many as it has; only reads them. */
    abstract void write(float[] values);

    /** One memory. */
    static final class Shared extends HostFloats {

        private final FloatBuffer memory;

        Shared(INDArray array) {
            this.memory = array.data().asNioFloat();
        }

        @Override
        FloatBuffer readable() {
            return memory;
        }

        @Override
        FloatBuffer writable() {
            return memory;
        }

        @Override
        void written() {
            // it is where it belongs
        }

        @Override
        void write(float[] values) {
            memory.put(0, values);
        }
    }

    /** Two memories; right with every backend. */
    static final class Copied extends HostFloats {

        private final INDArray array;
        private Optional<float[]> toWrite = Optional.empty();

        Copied(INDArray array) {
            this.array = array;
        }

        @Override
        FloatBuffer readable() {
            return FloatBuffer.wrap(copy());
        }

        private float[] copy() {
            return array.dup('c').data().asFloat();
        }

        @Override
        FloatBuffer writable() {
            if (toWrite.isEmpty()) {
                toWrite = Optional.of(copy());
            }
            return FloatBuffer.wrap(toWrite.get());
        }

        @Override
        void written() {
            toWrite.ifPresent(this::write);
        }

        @Override
        void write(float[] values) {
            array.assign(Nd4j.create(values, array.shape(), 'c'));
        }
    }
}
