package org.draco.container.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.draco.codec.code.Spare;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;

/** Turns the frames of a parameter server that has proven who it is into orders. Owned by the channel's thread. */
final class OrderReader extends SimpleChannelInboundHandler<ByteBuffer> {

    private final JobVectors vectors;
    private final Spare<float[]> spare;
    private final Consumer<Order> orders;
    private final IntConsumer way;
    private VectorAssembly parameters;
    private VectorAssembly exponents;
    private String whyClosed = "connection closed by the parameter server";

    /**
     * @param spare parameters that are needed no more, whose memory takes later ones
     * @param orders told of each
     * @param way told how answers travel from now on: a place in the answers' list of ways
     */
    OrderReader(JobVectors vectors, Spare<float[]> spare, Consumer<Order> orders, IntConsumer way) {
        this.vectors = vectors;
        this.spare = spare;
        this.orders = orders;
        this.way = way;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuffer frame)
            throws MalformedFrameException {
        Message message = Frames.decode(frame);
        if (message instanceof Message.Chunk chunk
                && chunk.kind() == Message.VectorKind.PARAMETERS) {
            onParameters(chunk);
        } else if (message instanceof Message.Chunk chunk
                && chunk.kind() == Message.VectorKind.EXPONENTS) {
            onExponents(chunk);
        } else if (message instanceof Message.Way chosen) {
            onWay(chosen);
        } else if (message instanceof Message.SendVector request) {
            orders.accept(new Order.SendVector(request.step(), request.task()));
        } else if (message instanceof Message.ComputeTask request) {
            orders.accept(new Order.ComputeTask(request.step(), request.task()));
        } else if (message instanceof Message.Stop stop) {
            orders.accept(new Order.Stop(stop.why()));
        } else {
            throw new MalformedFrameException(
                    0, "a message of a parameter server", message.getClass().getSimpleName());
        }
    }

    private void onWay(Message.Way chosen) throws MalformedFrameException {
        int count = vectors.answers().ways().size();
        if (chosen.index() >= count) {
            throw new MalformedFrameException(
                    1, "a way below " + count, Integer.toString(chosen.index()));
        }
        way.accept(chosen.index());
    }

    /** They come before the parameters of their step. */
    private void onExponents(Message.Chunk chunk) throws MalformedFrameException {
        if (vectors.exponents().isEmpty()) {
            throw new MalformedFrameException(1, "no exponents in this job", "some");
        }
        if (exponents == null || exponents.step() != chunk.step() || exponents.isComplete()) {
            exponents = new VectorAssembly(vectors.exponents().get(), chunk.step());
        }
        exponents.add(chunk);
    }

    private void onParameters(Message.Chunk chunk) throws MalformedFrameException {
        if (parameters == null || parameters.step() != chunk.step()) {
            float[] memory = spare.take(unused -> true, () -> new float[vectors.dimension()]);
            parameters =
                    new VectorAssembly(vectors.parameters(), chunk.step(), new FloatVector(memory));
        }
        if (parameters.add(chunk)) {
            float[] values = ((FloatVector) parameters.vector()).values();
            orders.accept(new Order.Compute(chunk.step(), values, exponentsOf(chunk.step())));
            parameters = null;
        }
    }

    private int[] exponentsOf(long step) throws MalformedFrameException {
        if (vectors.exponents().isEmpty()) {
            return new int[0];
        }
        if (exponents == null || exponents.step() != step || !exponents.isComplete()) {
            throw new MalformedFrameException(
                    2, "the exponents of step " + step + " before its parameters", "none");
        }
        float[] values = ((FloatVector) exponents.vector()).values();
        int[] whole = new int[values.length];
        Arrays.setAll(whole, i -> (int) values[i]);
        return whole;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        orders.accept(new Order.Disconnected(whyClosed));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        whyClosed = FailureText.of(cause);
        context.close();
    }
}
