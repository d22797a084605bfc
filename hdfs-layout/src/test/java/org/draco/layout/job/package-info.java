/** Tests of the specification and the outcome of a job. */
package org.draco.layout.job;
