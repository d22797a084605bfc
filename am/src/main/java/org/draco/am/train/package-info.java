/**
 * A job's training, wired: the step loop with the link, HDFS and a real clock.
 *
 * <pre>
 *   job.json --&gt; {@link org.draco.am.train.JobParts} --+
 *   checkpoint 0 (from the evaluator) ----------------+--&gt; {@link org.draco.am.train.TrainingRun} --&gt; checkpoints, steps.csv, outcome.json
 *   workers --&gt; {@code am.link} ----------------------+
 * </pre>
 *
 * This package knows HDFS and the link; it does not know YARN, which comes in as {@link
 * org.draco.am.train.TrainingRun.Fleet}.
 */
package org.draco.am.train;
