/** One worker, its session and its driver; start at {@link org.draco.container.worker.WorkerDriver}. Nothing here knows the decoder. */
package org.draco.container.worker;
