/**
 * The process that decides: the ApplicationMaster, which is the parameter server, and the client that submits it.
 *
 * <p>Parameters here are a flat {@code float[]}; nothing in here knows Deeplearning4j, nor the module {@code container}:
 * the two meet in {@code codec} (on the wire) and in {@code hdfs-layout} (on HDFS) only.
 */
package org.draco.am;
