package org.draco.am.yarn;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a job that the ApplicationMaster does itself, from its registration to its end: it has a fleet of nobody.
 *
 * <p>If it is told to end while it works, or dropped, it leaves without a word, so that YARN starts another one, which goes on from the
 * last checkpoint.
 *
 * <p>{@link #run} is called once; the thread that calls it does the work.
 */
final class SoloAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(SoloAttempt.class);

    /** Nobody comes to this ApplicationMaster. */
    private static final int NO_PORT = -1;

    private static final String NO_PAGE = "";

    /** What YARN is told of the end. */
    private record End(boolean succeeded, String diagnosis) {}

    private final SoloWork.Place place;
    private final MasterEnvironment environment;
    private final SoloWork work;
    private final FleetPlan plan;
    private final ContainerFleet fleet;
    private final Interruption interruption;
    private volatile double progress;

    SoloAttempt(SoloWork.Place place, MasterEnvironment environment, SoloWork work) {
        this.place = place;
        this.environment = environment;
        this.work = work;
        this.plan = FleetPlan.ofNobody(place.spec());
        this.fleet =
                new ContainerFleet(
                        plan,
                        MemberAttempt.first(environment.attempt()),
                        () -> true,
                        System::nanoTime);
        this.interruption = new Interruption(fleet);
    }

    /**
     * Works to the end, whatever that is.
     *
     * @return whether the job has succeeded
     */
    boolean run() throws IOException, YarnException {
        interruption.hearSignals();
        try (YarnContainers containers =
                new YarnContainers(
                        place.conf(),
                        plan,
                        fleet,
                        who -> {
                            throw new AssertionError("there is nobody to launch");
                        },
                        listener(),
                        () -> progress)) {
            containers.register(environment.host(), NO_PORT, NO_PAGE);
            Optional<String> owner = anotherApplication();
            if (owner.isPresent()) {
                containers.unregister(false, owner.get());
                return false;
            }
            Optional<End> end = work();
            if (end.isEmpty()) {
                LOG.warn("Whether another ApplicationMaster goes on is YARN's to say");
                return false;
            }
            containers.unregister(end.get().succeeded(), end.get().diagnosis());
            clearStaging();
            return end.get().succeeded();
        } finally {
            interruption.over();
        }
    }

    /** Two clients that submit at the same moment: whoever has written his application's id last has the directory. */
    private Optional<String> anotherApplication() throws IOException {
        return JobApplication.readIfPresent(place.fs(), place.layout())
                .filter(owner -> !owner.id().equals(environment.application()))
                .map(
                        owner ->
                                "%s: expected to be the directory of %s, found that %s works in it"
                                        .formatted(
                                                place.layout().dir(),
                                                environment.application(),
                                                owner.id()));
    }

    /** Nobody starts from it any more. */
    private void clearStaging() {
        try {
            place.fs().delete(place.layout().staging(), true);
        } catch (IOException cause) {
            LOG.warn("{} is left: {}", place.layout().staging(), cause.toString());
        }
    }

    /** Empty if it was broken off from outside. */
    private Optional<End> work() {
        interruption.trainingBegins();
        try {
            Outcome outcome = work.run(place, share -> progress = share);
            return Optional.of(new End(outcome.succeeded(), outcome.diagnosis()));
        } catch (InterruptedException | IOException | RuntimeException cause) {
            LOG.error("The work was broken off", cause);
            return fleet.abandoned().isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            new End(false, "the ApplicationMaster could not go on: " + cause));
        } finally {
            interruption.trainingEnds();
        }
    }

    private YarnContainers.Listener listener() {
        return new YarnContainers.Listener() {
            @Override
            public void workerLost(int rank, String why) {
                throw new AssertionError("there are no workers");
            }

            @Override
            public void workerAwaited(int rank, int attempt) {
                throw new AssertionError("there are no workers");
            }

            @Override
            public void notice(String what) {
                LOG.debug("{}", what);
            }

            @Override
            public void masterDropped(String why) {
                interruption.abandon(why);
            }
        };
    }
}
