package org.draco.bin.simulate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.draco.am.optimizer.AnswerMomentum;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.optimizer.Weights;
import org.draco.bin.study.GradientStudy;
import org.draco.codec.Parallelism;
import org.draco.layout.metrics.StudyColumn;

/** Another optimizer, which before each of its updates has the step's gradients studied. Used by one thread. */
final class StudiedOptimizer implements Optimizer {

    private final Optimizer optimizer;
    private final StepWitness witness;
    private final GradientStudy study;
    private final Map<Long, Map<StudyColumn, Double>> studies = new HashMap<>();
    private float[] broadcast;

    StudiedOptimizer(Optimizer optimizer, StepWitness witness, GradientStudy study) {
        this.optimizer = optimizer;
        this.witness = witness;
        this.study = study;
    }

    /** The study of a step whose update is done; it is forgotten here. */
    Map<StudyColumn, Double> take(long step) {
        return studies.remove(step);
    }

    @Override
    public int memory(int dimension) {
        return optimizer.memory(dimension);
    }

    @Override
    public float[] lookAhead(long step, Weights weights) {
        broadcast = optimizer.lookAhead(step, weights);
        return broadcast;
    }

    @Override
    public Optional<AnswerMomentum> ofAnswers() {
        return optimizer.ofAnswers();
    }

    @Override
    public double learningRate(long step) {
        return optimizer.learningRate(step);
    }

    @Override
    public void update(long step, Weights weights, float[] gradient, Parallelism threads) {
        studies.put(
                step,
                study.of(
                        witness.observe(
                                step, weights, broadcast, gradient, optimizer.ofAnswers())));
        optimizer.update(step, weights, gradient, threads);
    }
}
