package org.draco.container.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Residual networks for pictures of CIFAR's size, with a 3 x 3 convolution first.
 *
 * <pre>
 *   3 x 32 x 32 -> conv 3x3, 64 -> batch norm -> ReLU
 *               -> four stages of blocks with 64, 128, 256, 512 channels; all but the first begin with stride 2
 *               -> mean of each channel -> dense 10 -> softmax, cross entropy
 *
 *   plain block:   conv 3x3 -> batch norm -> ReLU -> conv 3x3 -> batch norm -> (+ shortcut) -> ReLU
 *   bottleneck:    conv 1x1 -> batch norm -> ReLU -> conv 3x3 -> batch norm -> ReLU -> conv 1x1, 4 times as many -> batch norm
 *                  -> (+ shortcut) -> ReLU
 *   shortcut:      the block's input; where stride or channels change, through conv 1x1 -> batch norm
 * </pre>
 *
 * <p>Convolutions have no bias. In a bottleneck the 3 x 3 convolution has the stride.
 *
 * <p>ResNet-110 is the other family of the same paper: three stages with 16, 32, 64 channels, 18 plain blocks each, and
 * shortcuts without parameters: every second row and column, and as many channels of zeros.
 *
 * <p><b>Source.</b> He, Zhang, Ren, Sun, <i>Deep residual learning for image recognition</i>, CVPR 2016: table 1 for the blocks
 * of each depth, section 4.2 and its option A for ResNet-110; stem and widths as in DRACO's published model. ResNet-110 is named
 * by the page of that code, and is not in it.
 */
final class ResidualNetwork extends Architecture {

    private final Blocks blocks;

    /** What tells the depths apart: the width of the first stage, blocks by stage, their kind, and that of the shortcut. */
    record Blocks(int width, int[] stages, boolean bottleneck, boolean padded) {}

    ResidualNetwork(int depth, Blocks blocks) {
        super("ResNet-" + depth, 1);
        this.blocks = blocks;
    }

    /** Plain blocks. */
    static ResidualNetwork plain(int depth, int... stages) {
        return new ResidualNetwork(depth, new Blocks(64, stages, false, false));
    }

    /** Bottlenecks. */
    static ResidualNetwork bottleneck(int depth, int... stages) {
        return new ResidualNetwork(depth, new Blocks(64, stages, true, false));
    }

    /** Narrow plain blocks with shortcuts that have no parameters. */
    static ResidualNetwork narrow(int depth, int... stages) {
        return new ResidualNetwork(depth, new Blocks(16, stages, false, true));
    }

    @Override
    Computation layers(InputShape input, Targets targets, Purpose purpose) {
        Drawing drawing = new Drawing(input);
        drawing.convolution("stem", 3, blocks.width, 1);
        drawing.layer("stem-relu", LayerForms.relu());
        for (int stage = 0; stage < blocks.stages.length; stage++) {
            for (int block = 0; block < blocks.stages[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                drawing.block(
                        "stage%d-block%d".formatted(stage + 1, block + 1),
                        blocks.width << stage,
                        stride);
            }
        }
        drawing.layer("mean", LayerForms.channelMeans());
        drawing.layer("output", LayerForms.output(targets));
        return new LayerGraph(drawing.graph.setOutputs("output").build(), purpose);
    }

    /** A graph in the making: what is added continues from the last. */
    private final class Drawing {

        private final GraphBuilder graph = LayerForms.network().graphBuilder();
        private String last = "input";
        private int channels;

        Drawing(InputShape input) {
            graph.addInputs(last).setInputTypes(LayerForms.samples(input));
            channels = input.channels();
        }

        void layer(String name, Layer layer) {
            graph.addLayer(name, layer, last);
            last = name;
        }

        void convolution(String name, int side, int filters, int stride) {
            layer(name, LayerForms.unbiased(side, filters, stride));
            layer(name + "-norm", LayerForms.batchNormalisation());
            channels = filters;
        }

        void block(String name, int width, int stride) {
            String input = last;
            int inputs = channels;
            if (blocks.bottleneck) {
                convolution(name + "-1", 1, width, 1);
                layer(name + "-1-relu", LayerForms.relu());
                convolution(name + "-2", 3, width, stride);
                layer(name + "-2-relu", LayerForms.relu());
                convolution(name + "-3", 1, 4 * width, 1);
            } else {
                convolution(name + "-1", 3, width, stride);
                layer(name + "-1-relu", LayerForms.relu());
                convolution(name + "-2", 3, width, 1);
            }
            String residual = last;
            last = input;
            shortcut(name + "-shortcut", inputs, channels, stride);
            graph.addVertex(
                    name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), residual, last);
            last = name + "-sum";
            layer(name + "-relu", LayerForms.relu());
        }

        private void shortcut(String name, int inputs, int outputs, int stride) {
            if (stride == 1 && inputs == outputs) {
                return;
            }
            if (!blocks.padded) {
                convolution(name, 1, outputs, stride);
                return;
            }
            layer(name + "-rows", LayerForms.everySecond());
            // Every stage has twice the channels of that before it.
            graph.addVertex(name + "-zeros", new ScaleVertex(0), last)
                    .addVertex(name, new MergeVertex(), last, name + "-zeros");
            last = name;
        }
    }
}
