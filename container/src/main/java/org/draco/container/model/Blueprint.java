package org.draco.container.model;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * A configuration of Deeplearning4j's as text, since Deeplearning4j changes the objects that it builds networks from.
 *
 * @param json as {@code toJson} gives it
 * @param graph whether it is that of a {@link ComputationGraphConfiguration}; else of a {@link MultiLayerConfiguration}
 */
record Blueprint(String json, boolean graph) {

    /**
     * A new network, its parameters drawn as the configuration says.
     *
     * @throws RuntimeException of Deeplearning4j's kinds, if the configuration makes no sense
     */
    Computation build(long seed, Purpose purpose) {
        if (graph) {
            ComputationGraphConfiguration configuration = graphConfiguration();
            configuration.getDefaultConfiguration().setSeed(seed);
            return new LayerGraph(configuration, purpose);
        }
        MultiLayerConfiguration configuration = chainConfiguration();
        configuration.getConf(0).setSeed(seed);
        return new LayerChain(configuration, purpose);
    }

    /** How many parameters the network would have; builds none, which might need more memory than there is. */
    long parameters() {
        if (graph) {
            return graphConfiguration().getVertices().values().stream()
                    .mapToLong(vertex -> vertex.numParams(true))
                    .reduce(0, Math::addExact);
        }
        MultiLayerConfiguration configuration = chainConfiguration();
        return IntStream.range(0, configuration.getConfs().size())
                .mapToObj(configuration::getConf)
                .mapToLong(layer -> layer.getLayer().initializer().numParams(layer))
                .reduce(0, Math::addExact);
    }

    private ComputationGraphConfiguration graphConfiguration() {
        return ComputationGraphConfiguration.fromJson(json);
    }

    private MultiLayerConfiguration chainConfiguration() {
        return MultiLayerConfiguration.fromJson(json);
    }
}
