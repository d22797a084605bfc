/**
 * The state of a training on HDFS, from which it continues bit for bit.
 *
 * <p>Not allowed to know networks or optimizers: a model is a flat vector, its optimizer's memory another.
 */
package org.draco.layout.checkpoint;
