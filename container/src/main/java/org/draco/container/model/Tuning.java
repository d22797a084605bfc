package org.draco.container.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Puts what computes better in the place of what a configuration names, in a network that is only computed with. What is saved
 * is another network, made of the configuration as it is.
 */
final class Tuning {

    private final FloatArrays arrays = new FloatArrays();

    /** Lean layers are for oneDNN and for arrays in Java's reach. */
    private final boolean onProcessor = OneDnn.isAvailable();

    private Tuning() {}

    /** Changes the configuration of a network that is yet to be made; the network computes the same but for rounding. */
    static MultiLayerConfiguration tuned(MultiLayerConfiguration chain) {
        Tuning tuning = new Tuning();
        for (int i = 0; i < chain.getConfs().size(); i++) {
            tuning.apply(chain.getConf(i), i == 0);
        }
        return chain;
    }

    /** As {@link #tuned(MultiLayerConfiguration)}. */
    static ComputationGraphConfiguration tuned(ComputationGraphConfiguration graph) {
        Tuning tuning = new Tuning();
        for (var vertex : graph.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                tuning.apply(layer.getLayerConf(), false);
            }
        }
        return graph;
    }

    private void apply(NeuralNetConfiguration configuration, boolean first) {
        configuration.setMiniBatch(true); // the loss is a mean
        if (onProcessor) {
            configuration.setLayer(lean(configuration.getLayer(), first));
        }
        var layer = configuration.getLayer();
        if (layer instanceof BaseLayer penalised) {
            // The loss is that of the data; what else is to be small, the parameter server knows.
            penalised.setRegularization(List.of());
            penalised.setRegularizationBias(List.of());
        }
        // A fallback in mid-run would change the gradient's bits without a word; better an
        // exception.
        if (layer instanceof ConvolutionLayer convolution) {
            convolution.setCudnnAllowFallback(false);
        } else if (layer instanceof SubsamplingLayer pool) {
            pool.setCudnnAllowFallback(false);
        } else if (layer instanceof BatchNormalization normalisation) {
            normalisation.setCudnnAllowFallback(false);
        } else if (layer instanceof BaseOutputLayer output) {
            exactLoss(output);
        }
    }

    private org.deeplearning4j.nn.conf.layers.Layer lean(
            org.deeplearning4j.nn.conf.layers.Layer layer, boolean first) {
        if (layer instanceof ConvolutionLayer convolution) {
            return LeanConvolution.of(convolution, first, arrays);
        }
        if (layer instanceof DenseLayer dense) {
            return LeanDense.of(dense, first);
        }
        if (layer instanceof BatchNormalization normalisation) {
            return LeanNormalisation.of(normalisation, arrays);
        }
        return layer instanceof ActivationLayer activation ? LeanRelu.of(activation) : layer;
    }

    private static void exactLoss(BaseOutputLayer output) {
        if (output.getNOut() == 1
                && output.getLossFn() instanceof LossBinaryXENT loss
                && loss.getWeights() == null
                && output.getActivationFn() instanceof ActivationSigmoid) {
            output.setLossFn(new LogisticLoss());
        }
    }

    /** What every layer with parameters must know: its name, and where its parameters would start. */
    static void copyStart(BaseLayer from, BaseLayer to) {
        to.setLayerName(from.getLayerName());
        to.setActivationFn(from.getActivationFn());
        to.setWeightInitFn(from.getWeightInitFn());
        to.setBiasInit(from.getBiasInit());
        to.setIUpdater(from.getIUpdater());
        to.setBiasUpdater(from.getBiasUpdater());
    }

    /** As Deeplearning4j's layers are connected when they are made. */
    static Layer wired(
            AbstractLayer<?> layer,
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            Map<String, INDArray> table,
            INDArray parameters) {
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(table);
        layer.setConf(configuration);
        return layer;
    }
}
