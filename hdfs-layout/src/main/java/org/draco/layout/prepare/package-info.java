/**
 * From what a person names to a data set: where the source lies, what it is, who reads it.
 *
 * <pre>
 *   {@link org.draco.layout.prepare.SourceOpener}   directory, file, archive, address  ->  files by their names
 *   {@link org.draco.layout.prepare.SourceFormat}   files by their names               ->  a reader
 *   {@link org.draco.layout.prepare.KnownDataset}   names that need no source: addresses, checksums
 * </pre>
 *
 * <p>Not allowed to know how a format is read; the readers do.
 */
package org.draco.layout.prepare;
