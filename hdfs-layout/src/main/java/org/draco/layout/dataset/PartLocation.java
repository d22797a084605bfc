package org.draco.layout.dataset;

import org.apache.hadoop.fs.Path;

/**
 * One part of a data set: where it lies and what it must be.
 *
 * @param file on HDFS
 * @param split that it belongs to
 * @param index in its split
 * @param part its entry in the manifest
 * @param format of its bytes
 */
record PartLocation(
        Path file, Split split, int index, DatasetManifest.Part part, PartFormat format) {}
