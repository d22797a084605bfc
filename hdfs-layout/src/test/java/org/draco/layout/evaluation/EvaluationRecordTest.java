package org.draco.layout.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.CheckpointScore.ClassScore;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PatientStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationRecordTest {

    private static final List<String> LABELS = List.of("cat", "dog, \"wild\"");

    @TempDir private java.nio.file.Path directory;

    private FileSystem fs;
    private EvaluationLayout layout;
    private PatientStorage storage;

    @BeforeEach
    void makeADirectory() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        layout = new EvaluationLayout(new Path(directory.toUri()));
        storage = PatientStorage.ofSeconds(0, notice -> {});
    }

    private EvaluationRecord record() {
        return new EvaluationRecord(fs, layout, LABELS, storage);
    }

    /** As an evaluator does that finds it to be the best so far. */
    private void found(long step, int correct, double loss) throws IOException {
        AsideFile.write(fs, layout.candidate(step), "model " + step);
        score(step, correct, loss);
    }

    private void score(long step, int correct, double loss) throws IOException {
        new CheckpointScore(
                        step,
                        loss,
                        4,
                        correct,
                        2,
                        4,
                        0.5,
                        List.of(
                                new ClassScore(4, correct, correct),
                                new ClassScore(0, 0, 4 - correct)))
                .write(fs, layout);
    }

    private String text(Path file) throws IOException {
        return Files.readString(java.nio.file.Path.of(file.toUri()));
    }

    private void assertBest(long step) throws IOException {
        assertEquals("model " + step, text(layout.best()));
        assertEquals(step, BestModel.readIfPresent(fs, layout).orElseThrow().step());
        assertEquals(0, fs.listStatus(layout.candidates()).length, "worse models are gone");
    }

    @Test
    void putsWhatComesOutOfOrderInOrder() throws IOException {
        EvaluationRecord record = record();
        assertEquals(List.of(), record.refresh());
        assertEquals(
                "step,loss,top1,top5,samples,correct,correct_top5,seconds\n",
                text(layout.evaluationCsv()));
        found(20, 1, 0.25);
        assertEquals(20, record.refresh().get(0).step());
        found(10, 2, 0.75);
        assertEquals(1, record.refresh().size());
        assertEquals(List.of(), record.refresh());
        assertEquals(
                "step,loss,top1,top5,samples,correct,correct_top5,seconds\n"
                        + "10,0.75,0.5,1.0,4,2,4,0.5\n20,0.25,0.25,1.0,4,1,4,0.5\n",
                text(layout.evaluationCsv()));
        assertEquals(
                "step,label,class,samples,correct,predicted,recall,precision\n"
                        + "10,0,cat,4,2,2,0.5,1.0\n10,1,\"dog, \"\"wild\"\"\",0,0,2,,0.0\n"
                        + "20,0,cat,4,1,1,0.25,1.0\n20,1,\"dog, \"\"wild\"\"\",0,0,3,,0.0\n",
                text(layout.classesCsv()));
        assertBest(10);
    }

    @Test
    void theBestIsThatOfTheLowerLossThenOfTheEarlierStep() throws IOException {
        EvaluationRecord record = record();
        found(30, 3, Double.NaN);
        record.refresh();
        assertBest(30);
        assertEquals("NaN", BestModel.readIfPresent(fs, layout).orElseThrow().loss());
        found(40, 3, 2);
        record.refresh();
        assertBest(40);
        found(20, 3, 2);
        record.refresh();
        assertBest(20);
        score(50, 3, 2);
        score(10, 2, 0.1);
        record.refresh();
        assertBest(20);
    }

    @Test
    void goesOnAfterWhatIsThere() throws IOException {
        found(10, 2, 1);
        record().refresh();
        found(20, 3, 1);
        EvaluationRecord next = record();
        assertEquals(2, next.refresh().size());
        assertBest(20);
        // Killed between the model and its figures.
        Files.delete(java.nio.file.Path.of(layout.bestFigures().toUri()));
        record().refresh();
        assertBest(20);
    }

    @Test
    void theOutcomeSaysWhatWasPassedOver() throws IOException {
        EvaluationRecord record = record();
        new PassedOver(7, "it is damaged").write(fs, layout);
        new PassedOver(10, "it was damaged, and was written again").write(fs, layout);
        assertFalse(record.finish(true, 1).succeeded(), "nothing was evaluated");
        found(10, 2, 1);
        EvaluationOutcome outcome = record.finish(false, 3);
        assertTrue(outcome.succeeded());
        assertEquals("passed over: step 7 (it is damaged)", outcome.diagnosis());
        assertEquals(outcome, EvaluationOutcome.readIfPresent(fs, layout).orElseThrow());
        assertEquals(1, outcome.evaluated());
        assertEquals(1, outcome.passedOver());
    }

    @Test
    void theConfusionMatrixNamesItsClasses() throws IOException {
        ScoreTables.writeConfusion(fs, layout, 3, LABELS, new int[][] {{1, 2, 3}, {4, 5, 6}});
        assertEquals(
                "class,cat,\"dog, \"\"wild\"\"\",(none)\ncat,1,2,3\n\"dog, \"\"wild\"\"\",4,5,6\n",
                text(layout.confusion(3)));
    }
}
