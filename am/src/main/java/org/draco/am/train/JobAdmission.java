package org.draco.am.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.attack.AttackChoice;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.code.group.DetoxCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Optimization;

/** Whether a job can be, as far as the parameter server can tell before anything is started. */
public final class JobAdmission {

    private JobAdmission() {}

    /**
     * All that is wrong with a job: ranges, code, rule, attack, compression, users' jars. What only others can tell, such as whether the
     * network and the data set exist, is not in it.
     *
     * @return sentences that name the option, what was expected and what was found; empty if there is nothing wrong
     */
    public static List<String> faults(JobSpec spec) {
        List<String> faults = new ArrayList<>(spec.faults());
        merge(faults, GradientCodes.faults(JobParts.codeChoice(spec)));
        merge(faults, JobParts.compression(spec).faults());
        merge(faults, optimizerFaults(spec));
        merge(faults, attackFaults(spec));
        merge(faults, crewFaults(spec));
        merge(faults, AggregationRules.faults());
        merge(faults, Attacks.faults());
        return faults;
    }

    /** Workers that share a process live and die together. */
    private static List<String> crewFaults(JobSpec spec) {
        if (spec.containers().workersPerContainer() == 1) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        String policy = spec.resilience().onProvenLiar();
        if (!policy.equals(JobSpec.Resilience.KEEP)) {
            faults.add(
                    "workers-per-container: expected 1 with --on-proven-liar %s, which would end a liar's honest companions, found %d"
                            .formatted(policy, spec.containers().workersPerContainer()));
        }
        if (spec.containers().gpu()) {
            faults.add(
                    "workers-per-container: expected 1 with --enable-gpu, since each worker has a GPU of its own, found "
                            + spec.containers().workersPerContainer());
        }
        return faults;
    }

    private static List<String> attackFaults(JobSpec spec) {
        JobSpec.Experiment experiment = spec.experiment();
        AttackChoice attack = new AttackChoice(experiment.errMode(), experiment.errArgs());
        List<String> faults = attack.faults();
        String approach = spec.resilience().approach();
        if (!faults.isEmpty()
                || !attack.create().needsRule()
                || approach.equals(UncodedCode.NAME)) {
            return faults;
        }
        return List.of(
                "err-args: %s searches against an aggregation rule: expected approach \"%s\", found \"%s\""
                        .formatted(attack.mode(), UncodedCode.NAME, approach));
    }

    /** What the optimizer itself refuses, such as 1e-50, which is 0 as a float; and what does not go together. */
    private static List<String> optimizerFaults(JobSpec spec) {
        if (spec.faults().stream().anyMatch(fault -> fault.startsWith("training."))) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        try {
            JobParts.optimizer(spec);
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage());
        }
        Optimization optimization = spec.training().optimization();
        Optimization.Momentum momentum = optimization.momentum();
        boolean atWorker = momentum.at().equals(Optimization.Momentum.WORKER);
        if (optimization.optimizer().equals(Optimization.ADAM)
                && !atWorker
                && (momentum.share() > 0 || !momentum.at().equals(Optimization.Momentum.UPDATE))) {
            faults.add(
                    "momentum: adam has its own, beta1: expected --momentum 0 at the update, or a momentum at the worker; found %s at the %s"
                            .formatted(momentum.share(), momentum.at()));
        }
        if (!momentum.at().equals(Optimization.Momentum.UPDATE)
                && !spec.resilience().approach().equals(UncodedCode.NAME)) {
            faults.add(
                    "momentum-at: %s needs --approach %s, found %s; a code decodes the mean, for which the momentum at the update is the same"
                            .formatted(
                                    momentum.at(), UncodedCode.NAME, spec.resilience().approach()));
        }
        return faults;
    }

    private static void merge(List<String> faults, List<String> more) {
        more.stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
    }

    /**
     * What a person should know of a job that can be, but does not promise what it seems to: more workers are made to lie
     * than the code or the rule bears.
     */
    public static Optional<String> warning(JobSpec spec) {
        int liars = spec.experiment().workerFail();
        int borne = spec.resilience().declaredByz();
        boolean lying = !spec.experiment().errMode().equals(Attacks.honest().name());
        if (!lying || liars <= borne) {
            return Optional.empty();
        }
        return Optional.of(
                "--worker-fail %d (%s) is more than %s bears, which is %d: the model may be wrong without a sign of it"
                        .formatted(
                                liars,
                                spec.experiment().errMode(),
                                described(spec.resilience()),
                                borne));
    }

    private static String described(JobSpec.Resilience code) {
        return switch (code.approach()) {
            case UncodedCode.NAME -> "mode " + code.mode();
            case RepetitionCode.NAME, DetoxCode.NAME ->
                    code.approach() + " with groups of " + code.groupSize();
            default -> code.approach() + " with s = " + code.declaredByz();
        };
    }
}
