package org.draco.am.step.simulation;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.NumberVector;

/** The code's own decoder of one try of a step, and beside it all that was told to it. */
final class WitnessedDecoder implements StepDecoder {

    private final Judge judge;
    private final StepDecoder decoder;
    private final Assignment assignment;
    private final Set<Integer> expelledBefore;
    private final Set<Integer> liars = new TreeSet<>();
    private final Set<Integer> missing = new TreeSet<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final Map<Integer, Map<Integer, Digest>> votes = new HashMap<>();
    private final Map<Request, Long> openRequests = new HashMap<>();
    private final Set<Integer> didOwnTask = new TreeSet<>();
    private Truth truth;
    private long beganNanos;
    private Decoding.Decoded decoded;
    private float[] gradient;
    private boolean soundWhenDecoded;

    WitnessedDecoder(
            Judge judge, StepDecoder decoder, Assignment assignment, Set<Integer> expelledBefore) {
        this.judge = judge;
        this.decoder = decoder;
        this.assignment = assignment;
        this.expelledBefore = Set.copyOf(expelledBefore);
        for (int worker = 0; worker < assignment.workers(); worker++) {
            missing.add(worker);
            vote(assignment.taskOf(worker)).put(worker, null);
        }
    }

    private Map<Integer, Digest> vote(int task) {
        return votes.computeIfAbsent(task, t -> new HashMap<>());
    }

    /** The parameters of the step are on their way. */
    void begin(Truth ofTheStep) {
        truth = ofTheStep;
        beganNanos = judge.elapsedNanos();
    }

    Set<Integer> lost() {
        return lost;
    }

    /** What was asked of whom and has not come. */
    Set<Request> openRequests() {
        return openRequests.keySet();
    }

    Truth truth() {
        return truth;
    }

    /** Who has said anything false about this step in this try. */
    Set<Integer> liars() {
        return liars;
    }

    boolean isDecoded() {
        return decoded != null;
    }

    /** What was decoded, as it was then. */
    float[] gradient() {
        return gradient;
    }

    /** Whether it was decoded from no more lies and losses than the code bears. */
    boolean soundWhenDecoded() {
        return soundWhenDecoded;
    }

    /** Whether what has been said until now is what the code bears. */
    boolean isSound() {
        return judge.subject().sound().test(liars, missing);
    }

    /** The most members of one group that have said something else than most of them. */
    int mostThatDisagree() {
        return votes.values().stream().mapToInt(WitnessedDecoder::disagreeing).max().orElse(0);
    }

    private static int disagreeing(Map<Integer, Digest> vote) {
        List<Digest> said = vote.values().stream().filter(digest -> digest != null).toList();
        int most = said.stream().mapToInt(d -> Collections.frequency(said, d)).max().orElse(0);
        return said.size() - most;
    }

    @Override
    public void onDigest(int worker, int task, Digest digest) {
        requireOfTheStep(worker, task, digest);
        if (!truth.is(task, digest)) {
            liars.add(worker);
        }
        missing.remove(worker);
        openRequests.remove(new Request.Compute(worker, task));
        did(worker, task);
        Map<Integer, Digest> vote = votes.getOrDefault(task, Map.of());
        if (vote.containsKey(worker) && !lost.contains(worker)) {
            vote.putIfAbsent(worker, digest);
        }
        decoder.onDigest(worker, task, digest);
    }

    @Override
    public void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest) {
        requireOfTheStep(worker, task, answer);
        if (!truth.is(task, answer)) {
            liars.add(worker);
        }
        if (!lost.contains(worker)) {
            missing.remove(worker);
        }
        openRequests.remove(new Request.SendVector(worker, task));
        did(worker, task);
        decoder.onVector(worker, task, answer, digest);
    }

    private void requireOfTheStep(int worker, int task, Object said) {
        WorkerEvent label = judge.labelOf(said);
        boolean fits =
                label instanceof WorkerEvent.Answered answer
                                && answer.step() == truth.step()
                                && answer.task() == task
                                && answer.worker() == worker
                        || label instanceof WorkerEvent.VectorArrived arrival
                                && arrival.step() == truth.step()
                                && arrival.task() == task
                                && arrival.worker() == worker;
        Invariant.ANSWERS_ARE_OF_THE_STEP.require(
                fits,
                "step %d, worker %d, task %d was given %s",
                truth.step(),
                worker,
                task,
                label);
        Invariant.EXPELLED_ARE_NOT_HEARD.require(
                !expelledBefore.contains(worker),
                "worker %d, expelled before step %d, was heard: %s",
                worker,
                truth.step(),
                label);
    }

    private void did(int worker, int task) {
        if (task == assignment.taskOf(worker)) {
            didOwnTask.add(worker);
        }
    }

    @Override
    public void onLost(int worker) {
        boolean late = truth != null && !judge.attendance().isGone(worker);
        if (late) {
            Invariant.EVERY_ASK_HAS_ITS_TIME.require(
                    judge.elapsedNanos() - oldestAskNanos(worker) >= Schedule.STEP_NANOS,
                    "worker %d of step %d, asked %d ms ago",
                    worker,
                    truth.step(),
                    (judge.elapsedNanos() - oldestAskNanos(worker)) / 1_000_000);
        }
        openRequests.keySet().removeIf(request -> request.worker() == worker);
        lost.add(worker);
        decoder.onLost(worker);
    }

    /** Of what has not come. */
    private long oldestAskNanos(int worker) {
        if (!didOwnTask.contains(worker)) {
            return beganNanos;
        }
        return openRequests.entrySet().stream()
                .filter(open -> open.getKey().worker() == worker)
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(beganNanos);
    }

    @Override
    public List<Request> takeRequests() {
        List<Request> requests = decoder.takeRequests();
        for (Request request : requests) {
            openRequests.put(request, judge.elapsedNanos());
            if (request instanceof Request.Compute) {
                vote(request.task()).putIfAbsent(request.worker(), null);
            }
        }
        return requests;
    }

    @Override
    public Decoding decoding() {
        Decoding now = decoder.decoding();
        if (decoded == null && now instanceof Decoding.Decoded first) {
            decoded = first;
            gradient = first.gradient().clone();
            soundWhenDecoded = isSound();
        }
        return now;
    }

    @Override
    public Set<Integer> suspects() {
        return decoder.suspects();
    }

    @Override
    public Set<Integer> unanswered() {
        return decoder.unanswered();
    }

    @Override
    public boolean letGo() {
        return decoder.letGo();
    }
}
