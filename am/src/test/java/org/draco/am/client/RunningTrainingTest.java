package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.client.Application.Status;
import org.draco.am.yarn.Jobs;
import org.draco.layout.JobLayout;
import org.draco.layout.file.PlainFileSystem;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTrainingTest {

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private JobLayout layout;
    private long nowNanos = 100;
    private final FakeApplication application = new FakeApplication();
    private final List<String> heard = new ArrayList<>();
    private final TrainingListener listener =
            new TrainingListener() {
                @Override
                public void state(TrainingState state, String detail) {
                    heard.add(state + " " + detail);
                }

                @Override
                public void evaluation(EvaluationRow row) {
                    heard.add("evaluated " + row.step());
                }
            };
    private RunningTraining running;

    @BeforeEach
    void submitted() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        layout = new JobLayout(new Path(dir.toUri()));
        running = runningOn(fs);
    }

    private RunningTraining runningOn(FileSystem storage) {
        return new RunningTraining(
                new RunningTraining.Sources(
                        application, storage, layout, () -> nowNanos, nanos -> nowNanos += nanos),
                Jobs.withWorkers(3),
                new QueueTurns(() -> nowNanos));
    }

    /** A storage from which the outcome cannot be read for some time. */
    private FileSystem awayFor(long nanos) {
        return new FilterFileSystem(PlainFileSystem.of(fs)) {
            @Override
            public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
                if (path.equals(layout.outcome()) && nowNanos < nanos) {
                    throw new ConnectException("refused");
                }
                return super.open(path, bufferBytes);
            }
        };
    }

    @Test
    void theOutcomeOfASuccessIsWaitedFor() throws Exception {
        application.script(TrainingState.SUCCEEDED);
        Outcome outcome = new Outcome(true, 30, "", "ab", 12, 3, 4, Map.of());
        outcome.write(fs, layout);
        TrainingReport report =
                runningOn(awayFor(nowNanos + TimeUnit.MINUTES.toNanos(2))).follow(listener);
        assertEquals(Optional.of(outcome), report.outcome());
    }

    /** The storage may be what the job has failed for. */
    @Test
    void aFailureIsToldWithoutTheStorage() throws Exception {
        application.script(TrainingState.FAILED);
        TrainingReport report = runningOn(awayFor(Long.MAX_VALUE)).follow(listener);
        assertEquals(Optional.empty(), report.outcome());
        assertTrue(report.failure().orElseThrow().contains("because"), report::toString);
        assertEquals(0, report.seconds(), 1e-9);
    }

    @Test
    void tellsEachStateOnceAndReportsTheOutcome() throws Exception {
        application.script(
                TrainingState.ACCEPTED,
                TrainingState.ACCEPTED,
                TrainingState.RUNNING,
                TrainingState.SUCCEEDED);
        Outcome outcome = new Outcome(true, 30, "", "ab", 12, 3, 4, Map.of(2, 7L));
        outcome.write(fs, layout);
        TrainingReport report = running.follow(listener);
        assertEquals(List.of("ACCEPTED because", "RUNNING because", "SUCCEEDED because"), heard);
        assertEquals(Optional.of(outcome), report.outcome());
        assertTrue(report.succeeded());
        assertEquals(Optional.empty(), report.failure());
        assertEquals(1.5, report.seconds(), 1e-9, "three looks, half a second apart");
        running.close();
        assertEquals(List.of(), application.kills);
    }

    @Test
    void tellsWhatTheApplicationMasterTellsYarn() throws Exception {
        application.script(
                TrainingState.ACCEPTED,
                TrainingState.RUNNING,
                TrainingState.RUNNING,
                TrainingState.FAILED);
        List<Double> shares = new ArrayList<>();
        running.follow(
                new TrainingListener() {
                    @Override
                    public void progress(double share) {
                        shares.add(share);
                    }
                });
        assertEquals(List.of(0.25, 0.25), shares);
    }

    @Test
    void thePageIsNamedOnceItIsThere() throws Exception {
        application.script(
                TrainingState.ACCEPTED,
                TrainingState.RUNNING,
                TrainingState.RUNNING,
                TrainingState.FAILED);
        List<String> pages = new ArrayList<>();
        running.follow(
                new TrainingListener() {
                    @Override
                    public void page(String url) {
                        pages.add(url);
                    }
                });
        assertEquals(List.of("http://rm/app"), pages);
    }

    @Test
    void passesRowsOnAlsoThoseThatComeWithTheEnd() throws Exception {
        Files.createDirectories(dir.resolve("metrics"));
        EvaluationRow last = new EvaluationRow(10, 0.5, 0.9, 100, 1);
        application.script(TrainingState.RUNNING, TrainingState.SUCCEEDED);
        application.beforeTheEnd =
                () ->
                        Files.writeString(
                                dir.resolve("metrics/evaluation.csv"),
                                EvaluationRow.header() + "\n" + last.toCsv() + "\n");
        TrainingReport report = running.follow(listener);
        assertTrue(heard.contains("evaluated 10"), heard.toString());
        assertEquals(Optional.of(last), report.lastEvaluation());
    }

    @Test
    void anApplicationThatSucceededWithoutAnOutcomeIsNoSuccess() throws Exception {
        application.script(TrainingState.SUCCEEDED);
        assertFalse(running.follow(listener).succeeded());
    }

    @Test
    void aFailureNamesTheApplicationTheDiagnosisAndThePlaceOfTheLogs() throws Exception {
        application.script(TrainingState.RUNNING, TrainingState.FAILED);
        String failure = running.follow(listener).failure().orElseThrow();
        assertTrue(failure.startsWith("application_1_0001 failed after 1 s: because"), failure);
        assertTrue(failure.contains("yarn logs -applicationId application_1_0001"), failure);
    }

    @Test
    void aMasterThatDiedWithoutAWordIsNamedWithWhatToDo() throws Exception {
        application.script(TrainingState.RUNNING, TrainingState.FAILED);
        application.detail =
                "failed 1 times due to AM Container for appattempt_1_0001_000001 exited with  exitCode: 3";
        String failure = running.follow(listener).failure().orElseThrow();
        assertTrue(failure.contains("raise it: --master-memory"), failure);
        assertTrue(failure.contains("ApplicationMaster 1: container_7 on host node3"), failure);
    }

    @Test
    void aMasterThatHasSaidWhyIsNotSpokenFor() throws Exception {
        application.script(TrainingState.RUNNING, TrainingState.FAILED);
        new Outcome(false, 3, "step 4: no majority", "", 12, 3, 4, Map.of()).write(fs, layout);
        String failure = running.follow(listener).failure().orElseThrow();
        assertFalse(failure.contains("ApplicationMaster 1"), failure);
    }

    @Test
    void killsWhatIsNeverStartedAndSaysHowTheQueueStands() throws Exception {
        application.script(TrainingState.ACCEPTED);
        TrainingReport report = running.follow(listener);
        assertEquals(TrainingState.KILLED, report.state());
        assertEquals(60, report.seconds(), 1e-9);
        assertEquals(1, application.kills.size());
        String failure = report.failure().orElseThrow();
        assertTrue(
                failure.contains("within 60 s") && failure.contains("queue research: full"),
                failure);
        running.close();
        assertEquals(1, application.kills.size());
    }

    /** A small queue gives room to one after the other; each of them may take long. */
    @Test
    void whoWaitsWhileAnotherOfTheClientRunsIsNotKilled() throws Exception {
        QueueTurns turns = new QueueTurns(() -> nowNanos);
        RunningTraining waiting =
                new RunningTraining(
                        new RunningTraining.Sources(
                                application,
                                fs,
                                layout,
                                () -> nowNanos,
                                nanos -> {
                                    nowNanos += nanos;
                                    if (nowNanos > TimeUnit.SECONDS.toNanos(600)) {
                                        turns.runsNot("another");
                                    }
                                }),
                        Jobs.withWorkers(3),
                        turns);
        turns.runs("another");
        application.script(TrainingState.ACCEPTED);
        TrainingReport report = waiting.follow(listener);
        assertEquals(TrainingState.KILLED, report.state());
        assertEquals(660, report.seconds(), 1, "60 s after the other has left room");
    }

    /** 60 s for the first ApplicationMaster, and 60 s for the next: half a second a look. */
    @Test
    void aNextApplicationMasterHasAsMuchTimeToStartAsTheFirst() throws Exception {
        TrainingState[] states = new TrainingState[202];
        Arrays.fill(states, 0, 100, TrainingState.ACCEPTED);
        states[100] = TrainingState.RUNNING;
        Arrays.fill(states, 101, 201, TrainingState.ACCEPTED);
        states[201] = TrainingState.FAILED;
        application.script(states);
        assertEquals(TrainingState.FAILED, running.follow(listener).state());
        assertEquals(List.of(), application.kills);
    }

    @Test
    void closingKillsWhatIsNotOverOnce() throws IOException {
        running.close();
        running.close();
        assertEquals(1, application.kills.size());
    }

    @Test
    void closingSparesWhatWasDetached() throws IOException {
        running.detach();
        running.close();
        assertEquals(List.of(), application.kills);
    }

    /** Goes through the states it was given, one at each look; stays in the last. */
    private static final class FakeApplication implements Application {

        private final Deque<TrainingState> states = new ArrayDeque<>();
        private final List<String> kills = new ArrayList<>();
        private Callable<?> beforeTheEnd = () -> null;
        private String detail = "because";

        void script(TrainingState... all) {
            states.addAll(List.of(all));
        }

        @Override
        public String id() {
            return "application_1_0001";
        }

        @Override
        public Status status() throws IOException {
            TrainingState state = states.size() > 1 ? states.poll() : states.peek();
            if (state.isEnd()) {
                runBeforeTheEnd();
            }
            return new Status(state, detail, "http://rm/app", 0.25);
        }

        private void runBeforeTheEnd() throws IOException {
            try {
                beforeTheEnd.call();
            } catch (Exception cause) {
                throw new IOException(cause);
            }
        }

        @Override
        public String surroundings() {
            return "queue research: full";
        }

        @Override
        public List<String> masters() {
            return List.of("ApplicationMaster 1: container_7 on host node3, failed");
        }

        @Override
        public void kill(String why) {
            kills.add(why);
            states.clear();
            states.add(TrainingState.KILLED);
        }
    }
}
