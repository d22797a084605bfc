/**
 * The rows that a running job leaves behind, one per step and one per evaluation, and how others follow them.
 *
 * <p>Plain CSV in UTF-8 with a header and no quoting, so that any tool reads it. Not allowed to know what is done with the
 * rows, nor when: there is no clock and no thread in here.
 */
package org.draco.layout.metrics;
