package org.draco.am.step;

import java.io.IOException;

/** Where checkpoints go. */
public interface CheckpointSink {

    /**
     * Makes the model durable; returns when it is.
     *
     * @param state only read, and only until this returns
     * @throws IOException if it cannot; the training ends
     */
    void save(ModelState state) throws IOException;
}
