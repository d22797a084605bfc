package org.draco.codec.aggregate;

/** Nearest-neighbour mixing before a coordinate-wise rule. */
class NearestNeighbourMixingTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("nnm+trimmed-mean").orElseThrow();
    }
}
