package org.draco.container.worker;

/** Gradients of a step's batches: a pure function of (parameters, step, batch). */
public interface BatchGradients {

    /**
     * The mean gradient over one batch.
     *
     * @param step from 0
     * @param batch from 0
     * @param parameters d components; only read
     * @return a result of its own, whose array nobody changes any more
     */
    BatchGradient of(long step, int batch, float[] parameters);

    /**
     * The same with flipped labels: of C classes, class c is taken for C - 1 - c. For liars; an honest worker never asks.
     *
     * @throws IllegalStateException if there are no labels to flip
     */
    default BatchGradient flipped(long step, int batch, float[] parameters) {
        throw new IllegalStateException("expected batches with labels, found gradients without");
    }

    /**
     * One batch's gradient.
     *
     * @param gradient d components
     * @param raw the same before any momentum of the worker's; the same array where there is none
     * @param loss the mean loss over the batch
     * @param computeNanos what it took
     */
    record BatchGradient(float[] gradient, float[] raw, float loss, long computeNanos) {

        /** Without momentum. */
        public BatchGradient(float[] gradient, float loss, long computeNanos) {
            this(gradient, gradient, loss, computeNanos);
        }
    }
}
