package org.draco.am.train;

import java.util.Optional;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.group.DetoxCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.layout.job.JobSpec;

/** Whether a job tells who lied: a code proves it, a rule bears lies without telling whose they are. */
public final class UntoldLies {

    private UntoldLies() {}

    /**
     * Why a job that names no liar may have had some, although no more than it bears.
     *
     * @return half a sentence; empty if the code proves each lie
     */
    public static Optional<String> reason(JobSpec.Resilience job) {
        int liars = job.declaredByz();
        return switch (job.approach()) {
            case UncodedCode.NAME -> Optional.of(ofRule(job.mode(), liars));
            case DetoxCode.NAME ->
                    DetoxCode.majoritiesAreHonest(job.groupSize(), liars)
                            ? Optional.empty()
                            : Optional.of(
                                    "%d liars may be the majority of a group of %d, and --mode %s does not tell who lied"
                                            .formatted(liars, job.groupSize(), job.mode()));
            default -> Optional.empty();
        };
    }

    private static String ofRule(String mode, int liars) {
        if (mode.equals(AggregationRules.average().name())) {
            return "--mode average bears no liar, and does not tell who lied";
        }
        return liars == 0
                ? "--mode %s does not tell who lied".formatted(mode)
                : "--mode %s bears %d liar%s without telling who lied"
                        .formatted(mode, liars, liars == 1 ? "" : "s");
    }
}
