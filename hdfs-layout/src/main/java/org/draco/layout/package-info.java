/**
 * What lies on HDFS: how it is named, written, checked and read back.
 *
 * <pre>
 * &lt;root&gt;/archives/
 * &lt;root&gt;/datasets/&lt;name&gt;/  manifest.json   train/part-00000 ...   test/part-00000 ...
 * &lt;root&gt;/jobs/&lt;job&gt;/       job.json   outcome.json
 *                          checkpoints/step-000000100.ckpt ...
 *                          models/step-000000100.zip ...
 *                          metrics/steps.csv   metrics/evaluation.csv
 *                          report/
 * &lt;root&gt;/evaluations/&lt;name&gt;/ evaluation.json   outcome.json   evaluation.csv   classes.csv   confusion/ ...
 * </pre>
 *
 * <p>Every path is born in {@link org.draco.layout.DracoLayout} and the layouts that it hands out; no other
 * class joins file names. A file whose content is not what it should be ends in a {@link
 * org.draco.layout.DamagedFileException}.
 *
 * <p>Nothing under this package may know Deeplearning4j, YARN, the codec, or the network; {@code source} alone fetches a
 * file from the web when a person asks for it.
 */
package org.draco.layout;
