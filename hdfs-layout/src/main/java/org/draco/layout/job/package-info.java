/**
 * What is asked of a job and how it ended: {@code job.json} and {@code outcome.json}.
 *
 * <p>Not allowed to know which networks, codes, rules, attacks exist: their owners check the names. {@link
 * org.draco.layout.job.JobSpec} itself knows no Hadoop type, so a specification can be built and judged anywhere.
 */
package org.draco.layout.job;
