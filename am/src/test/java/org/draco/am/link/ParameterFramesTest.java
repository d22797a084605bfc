package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;
import org.junit.jupiter.api.Test;

class ParameterFramesTest {

    private static final Compression RAW = new Compression("raw", 0, "none", 65_536);

    private final FrameMemory memory = new FrameMemory();

    private static JobVectors vectors(int dimension, Compression way) {
        return JobVectors.of(
                new UncodedCode(1, 0, AggregationRules.average(), new FloatArithmetic()),
                dimension,
                way);
    }

    private static float[] parameters(int dimension) {
        Random random = new Random(dimension);
        float[] parameters = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        return parameters;
    }

    private static List<ByteBuf> sent(ParameterFrames frames) {
        EmbeddedChannel channel = new EmbeddedChannel();
        frames.send(channel);
        List<ByteBuf> sent = new ArrayList<>();
        for (ByteBuf piece = channel.readOutbound();
                piece != null;
                piece = channel.readOutbound()) {
            sent.add(piece);
        }
        return sent;
    }

    /** Of a model that takes several pieces of memory, the last of them a part. */
    @Test
    void areThoseOfTheParametersInTheirOrder() throws Exception {
        int dimension = 3_456_789;
        float[] parameters = parameters(dimension);
        for (Compression way : List.of(RAW, new Compression("lz4", 5, "bit", 65_536))) {
            JobVectors vectors = vectors(dimension, way);
            ParameterFrames frames =
                    ParameterFrames.of(7, parameters, new int[0], vectors, 0, memory);
            VectorAssembly assembly = new VectorAssembly(vectors.parameters(), 7);
            FrameCutter cutter =
                    new FrameCutter(
                            ByteBuffer.allocate(FrameCutter.memoryBytes(vectors.maxFrameBytes())));
            for (ByteBuf piece : sent(frames)) {
                ByteBuffer bytes = piece.nioBuffer();
                while (bytes.hasRemaining()) {
                    cutter.add(bytes);
                    for (Optional<ByteBuffer> frame = cutter.next();
                            frame.isPresent();
                            frame = cutter.next()) {
                        assembly.add((Message.Chunk) Frames.decode(frame.get()));
                    }
                }
                piece.release();
            }
            assertTrue(assembly.isComplete(), way.toString());
            assertArrayEquals(parameters, ((FloatVector) assembly.vector()).values());
            frames.release();
        }
    }

    private byte[] bytes(float[] parameters, Compression compression, int way) {
        JobVectors vectors = vectors(parameters.length, compression);
        ParameterFrames frames =
                ParameterFrames.of(7, parameters, new int[0], vectors, way, memory);
        ByteBuf all = Unpooled.wrappedBuffer(sent(frames).toArray(ByteBuf[]::new));
        byte[] bytes = ByteBufUtil.getBytes(all);
        all.release();
        frames.release();
        return bytes;
    }

    @Test
    void ofAWayAmongSeveralAreThoseOfAJobWithoutAnotherBehindOneThatNamesIt() {
        float[] parameters = parameters(200_000);
        Compression auto = new Compression("auto", 5, "bit", 65_536);
        Set<Integer> lengths = new HashSet<>();
        for (int way = 0; way < auto.ways().size(); way++) {
            byte[] name = Frames.encode(new Message.Way(way));
            byte[] alone = bytes(parameters, auto.ways().get(way), 0);
            byte[] found = bytes(parameters, auto, way);
            assertArrayEquals(name, Arrays.copyOf(found, name.length));
            assertArrayEquals(alone, Arrays.copyOfRange(found, name.length, found.length));
            assertTrue(lengths.add(alone.length), "as long as in another way: " + way);
        }
    }

    /** What the allocator has given, which may be more than it was asked for. */
    private static long taken(ByteBuf piece) {
        return piece.unwrap().writerIndex() + piece.unwrap().maxFastWritableBytes();
    }

    /** A model's length and a tenth; and given back when all have sent it. */
    @Test
    void takeLittleMoreMemoryThanTheParameters() {
        int dimension = 10_000_000;
        ParameterFrames frames =
                ParameterFrames.of(
                        0, new float[dimension], new int[0], vectors(dimension, RAW), 0, memory);
        List<ByteBuf> pieces = sent(frames);
        long bytes = pieces.stream().mapToLong(ParameterFramesTest::taken).sum();
        assertTrue(bytes < 1.1 * 4 * dimension, bytes + " bytes");
        frames.release();
        memory.close();
        pieces.forEach(piece -> assertEquals(1, piece.refCnt()));
        pieces.forEach(ByteBuf::release);
        pieces.forEach(piece -> assertEquals(0, piece.refCnt()));
    }
}
