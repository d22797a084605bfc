/**
 * Aggregation rules: one update direction from one gradient per worker.
 *
 * <p>Start at {@link org.draco.codec.aggregate.AggregationRule}; {@link org.draco.codec.aggregate.AggregationRules} lists
 * them all. Rules know nothing of attacks, of codes, or of where the rows come from.
 *
 * <pre>
 *   Gradients --ScreenedRule: rows with NaN go, s shrinks--> Points
 *   Points --Gram--> PreAggregator: weights --> Points           n x n arithmetic, any number of times
 *   Points --Gram--> GeometricRule: weights --> weighted sum     Krum, geometric median, ...
 *   Points --blocks of columns, SortingNetwork--> ColumnRule     median, trimmed mean, ...
 * </pre>
 */
package org.draco.codec.aggregate;
