/**
 * What a data set is made from: files wherever they lie, read as a stream, with every fault told by file and offset.
 *
 * <p>Sources are strangers: nothing is allocated by a number that they name, and nothing that they contain is believed
 * before it has been checked. This package is not allowed to know what is in the files; the readers beside it do.
 */
package org.draco.layout.source;
