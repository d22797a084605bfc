/**
 * Aggregation rules: one update direction from one gradient per worker.
 *
 * <p>Start at {@link org.draco.codec.aggregate.AggregationRule}; {@link org.draco.codec.aggregate.AggregationRules} lists
 * them all. Rules know nothing of attacks, of codes, or of where the rows come from.
 */
package org.draco.codec.aggregate;
