/**
 * The way in from IDX, the file format of MNIST and its relatives, plain or gzip.
 *
 * <p>Bytes in these files are hostile: counts are believed only as far as data follows, and what is held is one picture.
 * Not allowed to know how a data set lies on HDFS; it hands samples to {@link org.draco.layout.dataset.DatasetWriter}.
 */
package org.draco.layout.idx;
