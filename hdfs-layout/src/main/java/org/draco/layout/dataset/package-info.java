/**
 * Data sets on HDFS: labelled samples of one shape, in parts that can be read from any index.
 *
 * <pre>
 *   {@link org.draco.layout.dataset.DatasetWriter} --samples--> parts, then the manifest --rename--> the set is there
 *   {@link org.draco.layout.dataset.LocalSamples}  &lt;--parts, checked-- a cache on the local disk, shared by its processes
 * </pre>
 *
 * <p>Not allowed to know where samples come from (that is {@code idx}'s business) or what is learned from them: a sample
 * is values and a label.
 */
package org.draco.layout.dataset;
