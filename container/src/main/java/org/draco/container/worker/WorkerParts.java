package org.draco.container.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.codec.attack.AttackChoice;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.schedule.LearningRate;
import org.draco.codec.schedule.LearningRates;
import org.draco.codec.wire.Compression;
import org.draco.container.data.Augmentation;
import org.draco.container.data.Augmentations;
import org.draco.container.data.BatchReader;
import org.draco.container.data.BatchSampler;
import org.draco.container.job.JobNetwork;
import org.draco.layout.DatasetLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Split;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.LocalTraining;
import org.draco.layout.job.Optimization;
import org.draco.layout.job.Wire;

/** What a job's specification means to a worker. */
public final class WorkerParts {

    private WorkerParts() {}

    /**
     * What is wrong with a job that only those can tell who know the networks: an unknown name, or a data set that is not
     * what the network takes or the partition can deal out.
     *
     * @param dataset the data set's manifest, if there is one
     * @return sentences that name the option, what was expected and what was found
     */
    public static List<String> faults(JobSpec spec, Optional<DatasetManifest> dataset) {
        List<String> faults = new ArrayList<>(JobNetwork.faults(spec, dataset));
        faults.addAll(JobSamples.faults(spec, dataset));
        dataset.ifPresent(set -> augmentationFault(spec, set).ifPresent(faults::add));
        return faults;
    }

    /** The job's code. */
    public static GradientCode code(JobSpec spec) {
        return GradientCodes.create(codeChoice(spec));
    }

    private static CodeChoice codeChoice(JobSpec spec) {
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

    /** How vectors travel. */
    public static Compression compression(JobSpec spec) {
        Wire wire = spec.wire();
        return new Compression(wire.codec(), wire.level(), wire.shuffle(), wire.chunkFloats());
    }

    /**
     * The job's network on the job's training set, whose samples are copied to the local disk once.
     *
     * @param cache a local directory for the copy; may be shared with other workers
     * @throws IOException if the data set is missing or damaged
     */
    public static ModelGradients gradients(JobSpec spec, Configuration conf, Path cache)
            throws IOException {
        return gradients(spec, conf, cache, 1).get(0);
    }

    /**
     * As {@link #gradients(JobSpec, Configuration, Path)}, for several threads: each has a network of its own, and all read the same
     * samples in the same order.
     *
     * @param networks how many
     */
    public static List<ModelGradients> gradients(
            JobSpec spec, Configuration conf, Path cache, int networks) throws IOException {
        var uri = new org.apache.hadoop.fs.Path(spec.data().uri());
        FileSystem fs = uri.getFileSystem(conf);
        DatasetLayout set = new DatasetLayout(uri);
        DatasetManifest manifest = DatasetManifest.read(fs, set);
        LocalSamples samples = LocalSamples.open(fs, set, Split.TRAIN, cache);
        BatchReader plain = BatchReader.of(samples, manifest);
        BatchReader reader =
                augmentation(spec, manifest)
                        .map(by -> plain.augmented(by, spec.training().seed()))
                        .orElse(plain);
        BatchSampler sampler = JobSamples.sampler(spec, samples);
        List<ModelGradients> gradients = new ArrayList<>();
        for (int i = 0; i < networks; i++) {
            gradients.add(
                    new ModelGradients(
                            spec.training().seed(),
                            JobNetwork.model(spec, manifest),
                            sampler,
                            reader,
                            localSteps(spec),
                            System::nanoTime));
        }
        return gradients;
    }

    private static Optional<Augmentation> augmentation(JobSpec spec, DatasetManifest dataset) {
        return spec.data().augment().equals(JobSpec.Data.NONE)
                ? Optional.empty()
                : Augmentations.byName(Augmentations.defaultFor(dataset.name()));
    }

    /** A data set under the name of another, of samples that cannot be varied as those are. */
    private static Optional<String> augmentationFault(JobSpec spec, DatasetManifest set) {
        return augmentation(spec, set)
                .flatMap(
                        by ->
                                Optional.ofNullable(
                                        by.fault(
                                                set.values(),
                                                set.channels(),
                                                set.height(),
                                                set.width())))
                .map(
                        why ->
                                "augment: %s is varied by default: %s; give --augment none"
                                        .formatted(set.name(), why));
    }

    private static LocalSteps localSteps(JobSpec spec) {
        LocalTraining local = spec.training().local();
        return new LocalSteps(
                local.steps(),
                new GradientShape(local.l1(), local.l2(), local.gradientClip()),
                learningRate(spec));
    }

    private static LearningRate learningRate(JobSpec spec) {
        Optimization optimization = spec.training().optimization();
        return LearningRates.create(
                optimization.schedule(), optimization.scheduleArgs(), optimization.learningRate());
    }

    /**
     * What workers send of their gradients: with a momentum, if the job places it at them.
     *
     * @param gradients without momentum
     * @param trained how many components are trained, the first
     * @param fs where the job's directory is
     * @param job its layout, for velocities that outlive a process
     * @param owned the batches whose velocities this process keeps there
     */
    public static BatchGradients withMomentum(
            JobSpec spec,
            BatchGradients gradients,
            int trained,
            FileSystem fs,
            JobLayout job,
            IntPredicate owned) {
        Optimization.Momentum momentum = spec.training().optimization().momentum();
        if (!momentum.at().equals(Optimization.Momentum.WORKER)) {
            return gradients;
        }
        return new WorkerMomentum(
                gradients,
                new WorkerMomentum.Law(
                        (float) momentum.share(),
                        (float) momentum.dampening(),
                        momentum.nesterov(),
                        learningRate(spec),
                        trained),
                new KeptVelocities(
                        fs,
                        job,
                        spec.digest(),
                        spec.training().evalFreq(),
                        spec.training().maxSteps(),
                        owned,
                        spec.timeouts().storageSeconds()));
    }

    /** The adversary of the job's experiment, to be shared by all workers of a process. */
    public static Adversary adversary(JobSpec spec, GradientCode code, BatchGradients gradients) {
        JobSpec.Experiment experiment = spec.experiment();
        return new Adversary(
                new AttackChoice(experiment.errMode(), experiment.errArgs()).create(),
                new AdversarySchedule(
                        spec.resilience().workers(),
                        experiment.workerFail(),
                        spec.training().seed(),
                        experiment.fixedLiars()),
                code,
                gradients);
    }
}
