package org.draco.codec.code.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.Request;
import org.draco.codec.vector.NumberVector;

/**
 * The votes of the repetition code, whose groups grow when they must.
 *
 * <pre>
 *   s + 1 members --all agree--> proven
 *       |  one is lost: one more is enlisted
 *       +--two disagree: members are enlisted until 2s + 1 can be heard, of which s + 1 are honest--> proven
 * </pre>
 *
 * When nobody alive is left, the lost are enlisted: they say nothing, but the vote then knows that it is they whom it lacks.
 */
final class ReactiveDecoder extends RepetitionDecoder {

    private final int workers;
    private final int adversaries;
    private final Set<Integer> lost = new TreeSet<>();
    private final Map<Integer, Integer> furtherTasks = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    ReactiveDecoder(FaultModel faults, Votes votes, Arithmetic arithmetic, int[] exponents) {
        super(votes, arithmetic, exponents);
        this.workers = faults.workers();
        this.adversaries = faults.adversaries();
    }

    @Override
    public void onDigest(int worker, int task, Digest digest) {
        super.onDigest(worker, task, digest);
        reinforce();
    }

    @Override
    public void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest) {
        super.onVector(worker, task, answer, digest);
        reinforce();
    }

    @Override
    public void onLost(int worker) {
        lost.add(worker);
        requests.removeIf(request -> request.worker() == worker);
        super.onLost(worker);
        reinforce();
    }

    private void reinforce() {
        for (GroupVote vote : votes().all()) {
            OptionalInt further = OptionalInt.of(0);
            while (further.isPresent() && needsMore(vote)) {
                further = furtherWorker(vote);
                further.ifPresent(worker -> enlist(worker, vote));
            }
        }
    }

    private boolean needsMore(GroupVote vote) {
        if (vote.isProven()) {
            return vote.lacksSource();
        }
        return vote.standing() < (vote.isContested() ? 2 * adversaries + 1 : adversaries + 1);
    }

    private void enlist(int worker, GroupVote vote) {
        vote.enlist(worker);
        if (lost.contains(worker)) {
            vote.onLost(worker);
            return;
        }
        furtherTasks.merge(worker, 1, Integer::sum);
        requests.add(new Request.Compute(worker, vote.task()));
    }

    /** One who is not of the group: the least busy of those whom nothing speaks against, else of the others, else of the lost. */
    private OptionalInt furtherWorker(GroupVote vote) {
        Set<Integer> suspects = suspects();
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < workers; i++) {
            // From the group on, so that groups that disagree at the same time ask different
            // workers.
            int worker = (i + vote.task() * (adversaries + 1)) % workers;
            if (vote.has(worker)) {
                continue;
            }
            long burden =
                    furtherTasks.getOrDefault(worker, 0)
                            + (suspects.contains(worker) ? (long) workers : 0)
                            + (lost.contains(worker) ? 3L * workers : 0);
            if (burden < least) {
                best = worker;
                least = burden;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    @Override
    public List<Request> takeRequests() {
        List<Request> taken = new ArrayList<>(requests);
        requests.clear();
        taken.addAll(super.takeRequests());
        return taken;
    }
}
