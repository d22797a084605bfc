package org.draco.am.train;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.draco.am.optimizer.Adam;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.am.step.ProvenLiarPolicy;
import org.draco.am.step.TrainingPlan;
import org.draco.codec.Arguments;
import org.draco.codec.Parallelism;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.schedule.LearningRate;
import org.draco.codec.schedule.LearningRates;
import org.draco.codec.wire.Compression;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Optimization;
import org.draco.layout.job.Wire;

/** What a job's specification means to the parameter server. */
public final class JobParts {

    private JobParts() {}

    /** The code and the rule that the job names. */
    public static CodeChoice codeChoice(JobSpec spec) {
        JobSpec.Resilience wanted = spec.resilience();
        return new CodeChoice(
                wanted.approach(),
                wanted.arithmetic(),
                wanted.workers(),
                wanted.groupSize(),
                wanted.voteGroups(),
                wanted.declaredByz(),
                wanted.mode(),
                wanted.modeArgs(),
                wanted.vote(),
                wanted.voteTolerance(),
                spec.wire().numbers(),
                wanted.errorTolerance());
    }

    /** The job's code, which takes no other thread than its caller's. */
    public static GradientCode code(JobSpec spec) {
        return code(spec, Parallelism.NONE);
    }

    /** The job's code, as the parameter server uses it. */
    public static GradientCode code(JobSpec spec, Parallelism parallelism) {
        return GradientCodes.create(codeChoice(spec), parallelism);
    }

    /** How vectors travel. */
    public static Compression compression(JobSpec spec) {
        Wire wire = spec.wire();
        return new Compression(wire.codec(), wire.level(), wire.shuffle(), wire.chunkFloats());
    }

    /**
     * How a gradient moves the model.
     *
     * @throws IllegalArgumentException naming what is wrong with the schedule, the optimizer or its arguments
     */
    public static Optimizer optimizer(JobSpec spec) {
        Optimization wanted = spec.training().optimization();
        LearningRate rate =
                LearningRates.create(
                        wanted.schedule(), wanted.scheduleArgs(), wanted.learningRate());
        Arguments arguments =
                new Arguments(
                        "optimizer-args: " + wanted.optimizer(),
                        Arguments.parse(wanted.optimizerArgs()));
        float weightDecay = (float) wanted.weightDecay();
        if (wanted.optimizer().equals(Optimization.ADAM)) {
            double beta1 = arguments.number("beta1", 0.9, 0);
            double beta2 = arguments.number("beta2", 0.999, 0);
            double epsilon = arguments.number("epsilon", 1e-8, 0);
            arguments.finish();
            return new Adam(rate, beta1, beta2, epsilon, weightDecay);
        }
        arguments.finish();
        Optimization.Momentum momentum = wanted.momentum();
        return new SgdMomentum(
                rate,
                new SgdMomentum.Momentum(
                        (float) momentum.share(),
                        (float) momentum.dampening(),
                        momentum.nesterov(),
                        SgdMomentum.Place.valueOf(momentum.at().toUpperCase(Locale.ROOT))),
                weightDecay);
    }

    /** How long to train and to wait. */
    public static TrainingPlan plan(JobSpec spec) {
        return new TrainingPlan(
                spec.training().maxSteps(),
                spec.training().evalFreq(),
                TimeUnit.SECONDS.toNanos(spec.timeouts().registrationSeconds()),
                TimeUnit.SECONDS.toNanos(spec.timeouts().stepSeconds()),
                JobAdmission.warning(spec).isEmpty(),
                ProvenLiarPolicy.valueOf(
                        spec.resilience()
                                .onProvenLiar()
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_')));
    }
}
