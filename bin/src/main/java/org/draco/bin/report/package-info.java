/**
 * What recorded runs were like, for people: plots as SVG and PNG, and one page that holds them all and needs nothing else.
 *
 * <pre>
 *   directory of a run --{@link org.draco.bin.report.RecordedRun}--&gt; numbers --Plots--&gt; charts --{@link org.draco.bin.report.Report}--&gt; index.html, *.svg, *.png
 * </pre>
 *
 * <p>Reads what a run has left, changes nothing of it, and is not allowed to know how anything in it was made.
 */
package org.draco.bin.report;
