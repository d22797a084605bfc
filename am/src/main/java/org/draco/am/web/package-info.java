/**
 * The job's page, which the ApplicationMaster serves behind YARN's proxy, and the JSON API below it. Start at {@link
 * org.draco.am.web.JobServer}; {@code docs/page.md} describes the API.
 *
 * <pre>
 *   training thread --rows, notices--&gt; {@link org.draco.am.web.JobView} --+
 *                                                                   +--&gt; {@link org.draco.am.web.JobApi} --&gt; {@link org.draco.am.web.JobServer} --&gt; browser
 *   job's directory &lt;--when asked--- {@link org.draco.am.web.JobFiles} --+              \--at the end--&gt; {@link org.draco.am.web.StaticPage} --&gt; HDFS
 * </pre>
 *
 * The training thread only puts into {@link org.draco.am.web.JobView}, which holds its lock for a copy at most: whoever looks at the page,
 * and however slowly, training does not wait for him.
 *
 * <p>Not allowed to know: YARN's types (hosts, containers and who may look come in as words), the step loop but for its reports.
 */
package org.draco.am.web;
