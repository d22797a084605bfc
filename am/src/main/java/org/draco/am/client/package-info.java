/**
 * The person's side of a training job: refuse what the cluster can never run, submit the rest, follow it to its end and
 * say how it ended. Start at {@link org.draco.am.client.TrainingClient}.
 * <pre>
 *   TrainingClient.submit --refused--> SubmissionRefusedException          (exit code 2)
 *        |
 *        +--> RunningTraining.follow --rows, states--> TrainingListener
 *                    +--> TrainingReport                                   (exit code 0 or 1)
 * </pre>
 *
 * Not allowed to know: the step loop and the wire (org.draco.am.step, org.draco.am.link), how a command line looks, how
 * things are shown. It hands out plain values; YARN types stay in here and in org.draco.am.yarn.
 */
package org.draco.am.client;
