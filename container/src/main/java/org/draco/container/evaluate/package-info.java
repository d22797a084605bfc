/**
 * The process that says how good the model is: it makes the first checkpoint, follows the others and judges each on the
 * test set. Start at {@link org.draco.container.evaluate.Evaluator}.
 *
 * <pre>
 *   evaluator -- checkpoint 0 --> HDFS -- checkpoint k --> evaluator -- evaluation.csv, models/ --> HDFS
 *                                  ^
 *                    parameter server (never spoken to: both only read and write the job's directory)
 * </pre>
 *
 * <p>This package is not allowed to know Deeplearning4j (a model is a {@link
 * org.draco.container.model.GradientModel}), the worker, the wire or codes.
 */
package org.draco.container.evaluate;
