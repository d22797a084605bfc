package org.draco.bin.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.draco.am.step.WorkerEvent;
import org.draco.am.step.WorkerLink;
import org.draco.codec.code.Digest;
import org.draco.container.worker.GradientWorker;
import org.draco.container.worker.WorkerAnswer;

/** Workers that are objects: they answer when they are polled, in the order of their ranks. Used by one thread. */
final class InProcessWorkers implements WorkerLink {

    private final List<GradientWorker> workers;
    private final StepGradients gradients;
    private final Queue<WorkerEvent> events = new ArrayDeque<>();
    private final List<WorkerAnswer> answers = new ArrayList<>();
    private boolean unanswered;
    private float[] parameters;
    private long step;

    InProcessWorkers(List<GradientWorker> workers, StepGradients gradients, Digest reference) {
        this.workers = List.copyOf(workers);
        this.gradients = gradients;
        for (int rank = 0; rank < workers.size(); rank++) {
            events.add(new WorkerEvent.Joined(rank, reference));
            answers.add(null);
        }
    }

    @Override
    public void broadcast(long newStep, float[] newParameters) {
        step = newStep;
        parameters = newParameters;
        unanswered = true;
    }

    @Override
    public void requestGradient(int worker, long ofStep) {
        events.add(new WorkerEvent.GradientArrived(worker, ofStep, answers.get(worker).gradient()));
    }

    @Override
    public WorkerEvent poll(long maxWaitNanos) throws InterruptedException {
        if (unanswered) {
            unanswered = false;
            gradients.compute(step, parameters);
            for (int rank = 0; rank < workers.size(); rank++) {
                answer(rank);
            }
        }
        return events.poll();
    }

    private void answer(int rank) {
        WorkerAnswer answer = workers.get(rank).answer(step, parameters);
        answers.set(rank, answer);
        events.add(
                new WorkerEvent.Answered(
                        rank, step, answer.loss(), answer.computeNanos(), answer.digest()));
        if (answer.digest().isEmpty()) {
            events.add(new WorkerEvent.GradientArrived(rank, step, answer.gradient()));
        }
    }

    /** Nothing travels. */
    @Override
    public long bytesIn() {
        return 0;
    }

    /** Nothing travels. */
    @Override
    public long bytesOut() {
        return 0;
    }
}
