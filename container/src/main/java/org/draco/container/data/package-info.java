/**
 * Which samples are in which batch, and how their bytes become what a network is shown.
 *
 * <p>Everything here is a pure function of the data set and of (seed, step, batch). This package is not allowed to know
 * networks, Deeplearning4j, HDFS or what a worker is; samples reach it through {@link
 * org.draco.layout.dataset.Samples}.
 */
package org.draco.container.data;
