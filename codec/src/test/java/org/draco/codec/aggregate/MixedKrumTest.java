package org.draco.codec.aggregate;

/** Nearest-neighbour mixing before a geometric rule. */
class MixedKrumTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("nnm+multi-krum").orElseThrow();
    }
}
