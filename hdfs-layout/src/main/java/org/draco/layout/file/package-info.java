/**
 * What all our files have in common: written aside and renamed, blocks with a checksum, JSON that is read strictly.
 *
 * <p>Not allowed to know what any file is about: no data set, job, checkpoint or metric is named here.
 */
package org.draco.layout.file;
