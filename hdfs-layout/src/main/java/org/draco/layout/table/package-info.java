/**
 * Tables as data sets: a row is a sample of float32 values and a class.
 *
 * <pre>
 *   {@link org.draco.layout.table.CsvFormat}      7.5,"0,1",versicolor       a row a line, the class in one column
 *   {@link org.draco.layout.table.LibsvmFormat}   -1 3:0.5 17:1              the class, then what is not zero
 * </pre>
 *
 * <p>Start at {@link org.draco.layout.table.TableDataset}. Not allowed to know where the files lie ({@code source} does)
 * or how samples are stored ({@code dataset} does).
 */
package org.draco.layout.table;
