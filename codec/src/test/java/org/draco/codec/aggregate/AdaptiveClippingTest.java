package org.draco.codec.aggregate;

/** Two steps before a geometric rule. */
class AdaptiveClippingTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("arc+nnm+geometric-median").orElseThrow();
    }

    /** Norms are not distances. */
    @Override
    boolean isTranslationEquivariant() {
        return false;
    }
}
