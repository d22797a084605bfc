package org.draco.am.web;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.draco.am.step.StepReport;
import org.draco.am.train.TrainingWatcher;
import org.draco.am.train.UntoldLies;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.StepRow;

/**
 * What is known of a job while it runs, in memory that does not grow with it.
 *
 * <p>Thread-safe: the training thread tells, those of the page ask. The lock is held for putting and copying alone; what is asked of
 * others (where the processes are) is asked outside of it.
 */
public final class JobView implements TrainingWatcher {

    static final int NOTICES = 200;
    static final int NOTICE_CHARACTERS = 2000;

    private final JobFacts facts;
    private final Supplier<List<ProcessPlace>> processes;
    private final Clock clock;
    private final long startedMillis;

    private final StepHistory history = new StepHistory();
    private final Deque<JobDocuments.Notice> notices = new ArrayDeque<>();
    private final long[] answered;
    private final long[] late;
    private final long[] caught;
    private long noticesInAll;
    private JobDocuments.State state = JobDocuments.State.STARTING;
    private Optional<Outcome> outcome = Optional.empty();
    private long step;
    private double trainLoss = Double.NaN;
    private long bytesIn;
    private long bytesOut;

    /** The first step that this process made, and when it was over; 0 before. */
    private long firstStep;

    private long firstMillis;
    private long lastMillis;

    /**
     * A job that begins now.
     *
     * @param processes where they are, the evaluator first, then the workers by rank; asked by the page's threads, answers at once
     * @param clock whose time notices carry
     */
    public JobView(JobFacts facts, Supplier<List<ProcessPlace>> processes, Clock clock) {
        this.facts = facts;
        this.processes = processes;
        this.clock = clock;
        this.startedMillis = clock.millis();
        int workers = facts.spec().resilience().workers();
        this.answered = new long[workers];
        this.late = new long[workers];
        this.caught = new long[workers];
    }

    @Override
    public synchronized void stepFound(StepRow row) {
        take(row);
    }

    @Override
    public synchronized void stepEnded(StepReport report, StepRow row) {
        take(row);
        for (int worker = 0; worker < answered.length; worker++) {
            if (report.answered().contains(worker)) {
                answered[worker]++;
            } else {
                late[worker]++;
            }
        }
        lastMillis = clock.millis();
        if (firstStep == 0) {
            firstStep = row.step();
            firstMillis = lastMillis;
        }
        if (state == JobDocuments.State.STARTING) {
            state = JobDocuments.State.TRAINING;
        }
    }

    private void take(StepRow row) {
        history.add(row);
        step = row.step();
        trainLoss = row.trainLoss();
        bytesIn += row.bytesIn();
        bytesOut += row.bytesOut();
        row.suspects().stream()
                .filter(worker -> worker >= 0 && worker < caught.length)
                .forEach(worker -> caught[worker]++);
    }

    @Override
    public synchronized void notice(String message) {
        String text =
                message.length() > NOTICE_CHARACTERS
                        ? message.substring(0, NOTICE_CHARACTERS) + " ..."
                        : message;
        notices.addLast(new JobDocuments.Notice(clock.millis(), text));
        noticesInAll++;
        if (notices.size() > NOTICES) {
            notices.removeFirst();
        }
    }

    /** The training is over; of one that has succeeded, the evaluator is still waited for. */
    public synchronized void trained(Outcome how) {
        outcome = Optional.of(how);
        state = how.succeeded() ? JobDocuments.State.EVALUATING : JobDocuments.State.FAILED;
    }

    /**
     * Nobody is waited for any more.
     *
     * @param diagnosis what there is to say of it; empty for nothing
     */
    public synchronized void finished(String diagnosis) {
        if (state == JobDocuments.State.EVALUATING) {
            state = JobDocuments.State.SUCCEEDED;
        }
        if (!diagnosis.isEmpty()) {
            notice(diagnosis);
        }
    }

    /** The share of the steps that are made, 0 to 1. */
    public synchronized double progress() {
        return (double) step / facts.spec().training().maxSteps();
    }

    synchronized JobDocuments.Job job() {
        var spec = facts.spec();
        return new JobDocuments.Job(
                spec.job(),
                facts.application(),
                facts.attempt(),
                facts.user(),
                facts.directory(),
                spec.network(),
                spec.data().dataset(),
                spec.resilience().approach(),
                UntoldLies.reason(spec.resilience()).orElse(""),
                state,
                step,
                spec.training().maxSteps(),
                (clock.millis() - startedMillis) / 1e3,
                secondsLeft(),
                trainLoss,
                bytesIn,
                bytesOut,
                outcome,
                spec);
    }

    private double secondsLeft() {
        if (state != JobDocuments.State.TRAINING || step == firstStep) {
            return state.compareTo(JobDocuments.State.TRAINING) > 0 ? 0 : Double.NaN;
        }
        double ofStep = (lastMillis - firstMillis) / 1e3 / (step - firstStep);
        return ofStep * (facts.spec().training().maxSteps() - step);
    }

    /** The points of the history whose last step is after this one. */
    synchronized JobDocuments.Steps steps(long after) {
        return history.after(after);
    }

    JobDocuments.Workers workers() {
        List<ProcessPlace> places = processes.get();
        List<JobDocuments.Process> rows = new ArrayList<>();
        synchronized (this) {
            for (ProcessPlace place : places) {
                boolean counted = place.role().equals("worker") && place.rank() < answered.length;
                int rank = place.rank();
                rows.add(
                        new JobDocuments.Process(
                                place,
                                counted ? answered[rank] : 0,
                                counted ? late[rank] : 0,
                                counted ? caught[rank] : 0));
            }
        }
        return new JobDocuments.Workers(rows);
    }

    synchronized JobDocuments.Notices notices() {
        return new JobDocuments.Notices(noticesInAll, List.copyOf(notices));
    }
}
