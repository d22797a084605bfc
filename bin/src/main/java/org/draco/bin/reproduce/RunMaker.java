package org.draco.bin.reproduce;

import java.io.IOException;

/** A way to make a study's runs. Called by several threads, for different runs. */
public interface RunMaker {

    /**
     * Makes a run, from its last checkpoint where it was interrupted. When this returns, its results lie in the store, well or not.
     *
     * @param run that can be
     * @param listener told of steps and of what a person should know; not of the end
     * @throws IOException if it could not be made, for reasons that are not its own: nothing is kept, and it may be tried again
     * @throws InterruptedException if this thread is interrupted
     */
    void make(PlannedRun run, StudyRunner.Listener listener)
            throws IOException, InterruptedException;
}
