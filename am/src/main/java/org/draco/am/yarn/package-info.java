/**
 * The ApplicationMaster's life on YARN: it asks for containers, starts one process in each, knows how each of them
 * fares, and unregisters with a diagnosis. Start at {@link org.draco.am.yarn.TrainingAttempt}.
 * <pre>
 *   ResourceManager --allocated, completed--> ResourceManagerEvents --+
 *                                                                     +--> YarnContainers --> ContainerFleet (all state)
 *   NodeManagers  --started, start failed---> NodeManagerEvents ------+        |                    ^
 *                                                                              | worker lost        | hopeless? describe
 *                                                                              +----> TrainingRun --+
 * </pre>
 * An application whose ApplicationMaster does all the work itself is a {@link org.draco.am.yarn.SoloAttempt}: the same lines to YARN, and
 * a fleet of nobody.
 *
 * <p>Threads: YARN's callback threads and the training thread meet in {@link org.draco.am.yarn.ContainerFleet} alone, which
 * is synchronized and calls nobody.
 *
 * <p>Not allowed to know: steps, gradients, codes and frames (org.draco.am.train keeps those), the client
 * (org.draco.am.client), Deeplearning4j. This package and org.draco.am.client are the only ones that name YARN types.
 */
package org.draco.am.yarn;
