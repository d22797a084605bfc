package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.spectral.FloatCyclicCode;
import org.draco.codec.code.spectral.FloatWire;
import org.draco.codec.code.spectral.SpectralCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.junit.jupiter.api.Test;

/** Which vectors a job sends, by its code. */
class JobVectorsTest {

    private static final int DIMENSION = 10_001;
    private static final Compression LZ4 = new Compression("lz4", 5, "bit", 1024);

    private static JobVectors of(GradientCode code) {
        return JobVectors.of(code, DIMENSION, LZ4);
    }

    @Test
    void sendsWholeGradientsAsFloatsAndNoExponentsWhateverTheArithmetic() {
        JobVectors vectors = of(new RepetitionCode(9, 3, 1, new ExactArithmetic(3)));
        assertEquals(NumberType.FLOAT32, vectors.answers().newVector().type());
        assertEquals(DIMENSION, vectors.answers().vectorLength());
        assertEquals(Optional.empty(), vectors.exponents());
        assertEquals(DIMENSION, vectors.dimension());
        assertEquals(DIMENSION, vectors.parameters().vectorLength());
    }

    @Test
    void sendsResiduesAndTheExponentsToRoundWithForTheExactCyclicCode() {
        CyclicCode code = new CyclicCode(new FaultModel(5, 1));
        JobVectors vectors = of(code);
        assertEquals(NumberType.RESIDUE, vectors.answers().newVector().type());
        assertEquals(DIMENSION, vectors.answers().vectorLength());
        VectorChunks exponents = vectors.exponents().orElseThrow();
        assertEquals(NumberType.FLOAT32, exponents.newVector().type());
        assertEquals(
                code.arithmetic().exponentsAfter(DIMENSION, null).length, exponents.vectorLength());
    }

    @Test
    void sendsAsManyFloatsOrDoublesAsAFloatCyclicAnswerHas() {
        JobVectors real = of(new FloatCyclicCode(SpectralCode.real(5, 1), FloatWire.FLOAT64));
        assertEquals(NumberType.FLOAT64, real.answers().newVector().type());
        assertEquals(DIMENSION, real.answers().vectorLength());
        assertEquals(Optional.empty(), real.exponents());
        JobVectors complex = of(new FloatCyclicCode(SpectralCode.complex(6, 1), FloatWire.FLOAT32));
        assertEquals(NumberType.FLOAT32, complex.answers().newVector().type());
        assertEquals(2 * DIMENSION, complex.answers().vectorLength());
        assertEquals(DIMENSION, complex.parameters().vectorLength());
    }

    /** Random bits do not compress, so that the first chunk is as large as a chunk can be. */
    @Test
    void boundsFramesByTheLargestChunkOfAnyVector() {
        for (FloatWire wire : FloatWire.values()) {
            JobVectors vectors = of(new FloatCyclicCode(SpectralCode.real(5, 1), wire));
            NumberVector answer = vectors.answers().newVector();
            byte[] noise = new byte[DIMENSION * answer.type().bytes()];
            new Random(20260105).nextBytes(noise);
            answer.read(0, DIMENSION, java.nio.ByteBuffer.wrap(noise));
            int largest =
                    Frames.encode(
                                    Payloads.chunk(
                                            Message.VectorKind.ANSWER,
                                            0,
                                            0,
                                            0,
                                            Payloads.of(vectors.answers(), answer, 0)))
                            .length;
            assertEquals(largest, Frames.LENGTH_BYTES + vectors.maxFrameBytes(), wire.toString());
        }
    }

    @Test
    void bringsExponentsBackThroughFloats() throws Exception {
        CyclicCode code = new CyclicCode(new FaultModel(5, 1));
        int[] exponents = code.arithmetic().exponentsAfter(DIMENSION, null);
        exponents[0] = -180;
        exponents[1] = 127;
        float[] floats = new float[exponents.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = exponents[i];
        }
        VectorChunks chunks = of(code).exponents().orElseThrow();
        FloatVector copy = new FloatVector(new float[floats.length]);
        for (int index = 0; index < chunks.count(); index++) {
            Payloads.decode(
                    chunks, Payloads.of(chunks, new FloatVector(floats), index), index, copy);
        }
        for (int i = 0; i < floats.length; i++) {
            assertEquals(exponents[i], (int) copy.values()[i]);
        }
        assertTrue(exponents.length > 2, "the test needs several blocks");
    }
}
