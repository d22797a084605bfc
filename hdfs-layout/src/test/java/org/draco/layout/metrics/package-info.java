/** Tests of the rows that a job leaves behind, and of following them. */
package org.draco.layout.metrics;
