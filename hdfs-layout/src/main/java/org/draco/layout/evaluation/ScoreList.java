package org.draco.layout.evaluation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.file.PlainFileSystem;

/** The scores of an evaluation, whoever has found them; each is read once. Not thread-safe. */
public final class ScoreList {

    private final FileSystem fs;
    private final EvaluationLayout layout;
    private final PatientStorage storage;
    private final NavigableMap<Long, CheckpointScore> scores = new TreeMap<>();

    /** Nothing is read yet. */
    public ScoreList(FileSystem fs, EvaluationLayout layout, PatientStorage storage) {
        this.fs = PlainFileSystem.of(fs);
        this.layout = layout;
        this.storage = storage;
    }

    /**
     * Reads those that have come since the last call.
     *
     * @return them, in the order of steps
     * @throws org.draco.layout.DamagedFileException if one is not what was written
     */
    public List<CheckpointScore> refresh() throws IOException {
        List<CheckpointScore> fresh = new ArrayList<>();
        for (long step : steps(layout.scores())) {
            if (!scores.containsKey(step)) {
                fresh.add(
                        storage.read(
                                "the score of step " + step,
                                () -> CheckpointScore.read(fs, layout, step)));
            }
        }
        fresh.forEach(score -> scores.put(score.step(), score));
        return fresh;
    }

    /** What was passed over and has no score that was read, in the order of steps; reads it all. */
    public List<PassedOver> passedOver() throws IOException {
        List<PassedOver> all = new ArrayList<>();
        for (long step : steps(layout.passedOver())) {
            if (!scores.containsKey(step)) {
                all.add(
                        storage.read(
                                "what was passed over", () -> PassedOver.read(fs, layout, step)));
            }
        }
        return all;
    }

    private List<Long> steps(Path dir) throws IOException {
        List<Long> steps = new ArrayList<>();
        try {
            for (FileStatus status :
                    storage.read("the directory " + dir, () -> fs.listStatus(dir))) {
                EvaluationLayout.step(status.getPath().getName()).ifPresent(steps::add);
            }
        } catch (FileNotFoundException none) {
            return List.of();
        }
        Collections.sort(steps);
        return steps;
    }

    /** Whether a step's score was read. */
    public boolean contains(long step) {
        return scores.containsKey(step);
    }

    /** All that were read, in the order of steps; a view. */
    public Collection<CheckpointScore> all() {
        return Collections.unmodifiableCollection(scores.values());
    }

    /** The best of those that were read; empty while there is none. */
    public Optional<CheckpointScore> best() {
        return scores.values().stream().max(CheckpointScore.QUALITY);
    }
}
