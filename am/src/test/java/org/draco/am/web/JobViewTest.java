package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.draco.am.yarn.Jobs;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;

/** What the page knows of a job. */
class JobViewTest {

    private final HandClock clock = new HandClock();
    private final JobView view =
            new JobView(
                    new JobFacts(
                            "application_1_0001", 2, "ada", "/jobs/trial", Jobs.withWorkers(3)),
                    () ->
                            List.of(
                                    place("evaluator", 0),
                                    place("worker", 0),
                                    place("worker", 1),
                                    place("worker", 2)),
                    clock);

    private static ProcessPlace place(String role, int rank) {
        return new ProcessPlace(role, rank, 1, "running", "node", "container", "http://log", "");
    }

    private void step(long step, Set<Integer> answered, Integer... suspects) {
        StepRow row = Rows.row(step, 1.0 / step, List.of(suspects));
        view.stepEnded(Rows.report(row, answered), row);
    }

    private List<List<Long>> counts() {
        return view.workers().workers().stream()
                .map(row -> List.of(row.answered(), row.late(), row.caught()))
                .toList();
    }

    @Test
    void countsWhatEachWorkerDid() {
        step(1, Set.of(0, 1, 2), 1);
        step(2, Set.of(0, 1), 1);
        step(3, Set.of(0), 0);
        assertEquals(
                List.of(
                        List.of(0L, 0L, 0L),
                        List.of(3L, 0L, 1L),
                        List.of(2L, 1L, 2L),
                        List.of(1L, 2L, 0L)),
                counts());
    }

    @Test
    void whatWasBeforeThisProcessCountsForTheCurvesAndTheCaught() {
        view.stepFound(Rows.row(1, 2, List.of(2)));
        view.stepFound(Rows.row(2, 1, List.of(2)));
        assertEquals(JobDocuments.State.STARTING, view.job().state());
        assertEquals(2, view.job().step());
        assertEquals(2, view.steps(0).columns().get("step").length);
        assertEquals(List.of(0L, 0L, 2L), counts().get(3));
        assertEquals(3000, view.job().bytesIn());
    }

    @Test
    void saysHowLongItWillTake() {
        assertTrue(Double.isNaN(view.job().secondsLeft()));
        assertTrue(Double.isNaN(view.job().trainLoss()));
        clock.pass(5000);
        step(1, Set.of());
        assertTrue(Double.isNaN(view.job().secondsLeft()), "of one step nothing is known");
        clock.pass(2000);
        step(2, Set.of());
        clock.pass(4000);
        step(3, Set.of());
        JobDocuments.Job job = view.job();
        assertEquals(JobDocuments.State.TRAINING, job.state());
        assertEquals(11, job.seconds());
        assertEquals((30 - 3) * 3, job.secondsLeft(), "three seconds a step");
        assertEquals(1.0 / 3, job.trainLoss());
    }

    @Test
    void aTrainedJobWaitsForItsEvaluatorAndAFailedOneForNobody() {
        view.trained(new Outcome(true, 30, "", "00", 1, 0, 0, Map.of()));
        assertEquals(JobDocuments.State.EVALUATING, view.job().state());
        assertEquals(0, view.job().secondsLeft());
        view.finished("");
        assertEquals(JobDocuments.State.SUCCEEDED, view.job().state());
        view.trained(new Outcome(false, 3, "no majority", "", 1, 0, 0, Map.of()));
        view.finished("no majority");
        assertEquals(JobDocuments.State.FAILED, view.job().state());
        assertEquals("no majority", view.notices().notices().get(0).text());
    }

    @Test
    void keepsTheNewestNoticesAndNoneThatIsLong() {
        for (int i = 1; i <= 1000; i++) {
            view.notice("notice " + i);
        }
        view.notice("x".repeat(1_000_000));
        JobDocuments.Notices notices = view.notices();
        assertEquals(1001, notices.total());
        assertEquals(JobView.NOTICES, notices.notices().size());
        assertEquals("notice 802", notices.notices().get(0).text());
        assertTrue(notices.notices().get(199).text().length() < JobView.NOTICE_CHARACTERS + 10);
    }

    /** A rank from a file of another job is nobody's. */
    @Test
    void aRankThatIsNotThereIsNotCounted() {
        view.stepFound(Rows.row(1, 1, List.of(-1, 3, 2)));
        assertEquals(1, counts().stream().mapToLong(row -> row.get(2)).sum());
    }
}
