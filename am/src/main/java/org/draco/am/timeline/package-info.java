/**
 * A job in the cluster's timeline service, version 2: one entity, kept up to date while the job runs.
 *
 * <pre>
 *   steps, checkpoints, losses --&gt; {@link org.draco.am.timeline.JobTimeline} --every ten seconds--&gt; {@link org.draco.am.timeline.TimelinePublisher} --&gt; {@link org.draco.am.timeline.Collector}
 * </pre>
 *
 * It knows no YARN: where the collector listens comes in from {@code am.yarn}.
 */
package org.draco.am.timeline;
