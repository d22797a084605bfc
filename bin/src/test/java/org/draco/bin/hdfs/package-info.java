/** What {@code hdfs-layout} promises, on a real HDFS in this JVM, and what becomes of it when that HDFS has trouble. */
package org.draco.bin.hdfs;
