package org.draco.bin.simulate;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.draco.am.optimizer.AnswerMomentum;
import org.draco.am.step.WorkerEvent;
import org.draco.am.step.WorkerLink;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.container.worker.Adversary;
import org.draco.container.worker.GradientWorker;
import org.draco.container.worker.WorkerAnswer;

/** Workers that are objects: they answer when they are polled, in the order of their ranks. Used by one thread. */
final class InProcessWorkers implements WorkerLink {

    private final List<GradientWorker> workers;
    private final StepGradients gradients;
    private final Adversary adversary;
    private final Queue<WorkerEvent> events = new ArrayDeque<>();
    private final Queue<Request> requested = new ArrayDeque<>();
    private final Map<Request, WorkerAnswer> answers = new HashMap<>();
    private final Set<Integer> expelled = new HashSet<>();
    private final SkippingClock clock;
    private boolean unanswered;
    private float[] parameters;
    private int[] exponents;
    private long step;

    InProcessWorkers(
            List<GradientWorker> workers,
            StepGradients gradients,
            Adversary adversary,
            Digest reference,
            SkippingClock clock) {
        this.workers = List.copyOf(workers);
        this.gradients = gradients;
        this.adversary = adversary;
        this.clock = clock;
        for (int rank = 0; rank < workers.size(); rank++) {
            events.add(new WorkerEvent.Joined(rank, reference));
        }
    }

    @Override
    public void broadcast(long newStep, float[] newParameters, int[] newExponents) {
        step = newStep;
        parameters = newParameters;
        exponents = newExponents;
        answers.clear();
        requested.clear();
        unanswered = true;
    }

    @Override
    public void knowMomentum(AnswerMomentum momentum, float[] memory) {
        adversary.knowServerMomentum(momentum.share(), momentum.kept(), memory);
    }

    @Override
    public void request(Request request, long ofStep) {
        requested.add(request);
    }

    @Override
    public void expel(int worker, String why) {
        expelled.add(worker);
    }

    @Override
    public WorkerEvent poll(long maxWaitNanos) throws InterruptedException {
        if (unanswered) {
            unanswered = false;
            gradients.compute(step, parameters);
            for (int rank = 0; rank < workers.size(); rank++) {
                if (!expelled.contains(rank)) {
                    answer(rank, workers.get(rank).ownTask());
                }
            }
        }
        while (!requested.isEmpty()) {
            grant(requested.remove());
        }
        WorkerEvent event = events.poll();
        if (event == null) {
            clock.skip(maxWaitNanos); // nobody will say anything: what would be waited for is over
        }
        return event;
    }

    private void grant(Request request) {
        if (request instanceof Request.SendVector) {
            events.add(vectorArrived(request.worker(), answers.get(request)));
        } else if (request instanceof Request.Compute) {
            answer(request.worker(), request.task());
        } else {
            throw new AssertionError(request);
        }
    }

    private void answer(int rank, int task) {
        Optional<WorkerAnswer> given = workers.get(rank).answer(step, task, parameters, exponents);
        if (given.isEmpty()) {
            return;
        }
        WorkerAnswer answer = given.get();
        answers.put(new Request.SendVector(rank, task), answer);
        events.add(
                new WorkerEvent.Answered(
                        rank,
                        step,
                        task,
                        answer.loss(),
                        answer.computeNanos(),
                        answer.saturated(),
                        answer.digest()));
        if (answer.digest().isEmpty()) {
            events.add(vectorArrived(rank, answer));
        }
    }

    private WorkerEvent vectorArrived(int rank, WorkerAnswer answer) {
        return new WorkerEvent.VectorArrived(rank, answer.step(), answer.task(), answer.vector());
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
