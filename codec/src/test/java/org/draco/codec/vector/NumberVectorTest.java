package org.draco.codec.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumberVectorTest {

    private static final long SEED = 20261122;

    @ParameterizedTest
    @EnumSource
    void readsBackInPartsWhatItWroteWhole(NumberType type) {
        Random random = new Random(SEED);
        for (int length = 1; length < 70; length++) {
            byte[] bytes = new byte[length * type.bytes()];
            random.nextBytes(bytes);
            NumberVector vector = type.newVector(length);
            vector.read(0, length, ByteBuffer.wrap(bytes));
            ByteBuffer parts = ByteBuffer.allocate(bytes.length);
            for (int from = 0; from < length; from += 8) {
                vector.write(from, Math.min(8, length - from), parts);
            }
            assertArrayEquals(bytes, parts.array(), type + " of length " + length);
            assertEquals(0, parts.remaining());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheOtherNumbersAlone(NumberType type) {
        NumberVector vector = type.newVector(7);
        byte[] ones = new byte[2 * type.bytes()];
        java.util.Arrays.fill(ones, (byte) 1);
        vector.read(2, 2, ByteBuffer.wrap(ones));
        ByteBuffer all = ByteBuffer.allocate(7 * type.bytes());
        vector.write(0, 7, all);
        for (int i = 0; i < all.capacity(); i++) {
            int number = i / type.bytes();
            assertEquals(number == 2 || number == 3 ? 1 : 0, all.get(i), "byte " + i);
        }
    }

    @Test
    void isLittleEndian() {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        new FloatVector(new float[] {1.5f}).write(0, 1, bytes);
        assertEquals(1.5f, bytes.getFloat(0));
        bytes.clear();
        new DoubleVector(new double[] {-2.5}).write(0, 1, bytes);
        assertEquals(-2.5, bytes.getDouble(0));
        bytes.clear();
        ResidueVector.of(new int[] {7, -1}).write(0, 2, bytes);
        assertEquals(7, bytes.getInt(0));
        assertEquals(-1, bytes.getInt(4));
    }

    @Test
    void packsEvenNumbersLow() {
        ResidueVector vector = ResidueVector.of(new int[] {1, -2, 3});
        assertArrayEquals(new long[] {0xFFFFFFFE_00000001L, 3}, vector.lanes());
        assertArrayEquals(new int[] {1, -2, 3}, vector.toArray());
    }

    @Test
    void refusesToSplitALane() {
        ResidueVector vector = new ResidueVector(5);
        ByteBuffer bytes = ByteBuffer.allocate(100);
        assertThrows(IllegalArgumentException.class, () -> vector.read(1, 2, bytes));
        assertThrows(IllegalArgumentException.class, () -> vector.write(0, 3, bytes));
    }
}
