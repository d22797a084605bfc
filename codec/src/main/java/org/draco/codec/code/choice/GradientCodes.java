package org.draco.codec.code.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.draco.codec.Description;
import org.draco.codec.Parallelism;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.DetoxCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;

/** Every code there is, by name. */
public final class GradientCodes {

    private static final List<CodeKind> KINDS =
            List.of(
                    new UncodedKind(),
                    new RepetitionKind(),
                    new CyclicKind(),
                    new ReactiveKind(),
                    new DetoxKind());

    private static final List<String> ENDING_IN_A_RULE = List.of(UncodedCode.NAME, DetoxCode.NAME);

    /** P at the most: one in fixed point has no bits left beyond it, and nobody has so many workers. */
    private static final int MOST_WORKERS = 1 << 20;

    private GradientCodes() {}

    /** The names, in the order in which help texts list them. */
    public static List<String> names() {
        return KINDS.stream().map(CodeKind::name).toList();
    }

    /** What lists say of each code, by name, in the order of {@link #names}. */
    public static Map<String, Description> descriptions() {
        Map<String, Description> descriptions = new LinkedHashMap<>();
        KINDS.forEach(kind -> descriptions.put(kind.name(), kind.description()));
        return descriptions;
    }

    private static Optional<CodeKind> kind(String approach) {
        return KINDS.stream().filter(kind -> kind.name().equals(approach)).findFirst();
    }

    /**
     * The choice with what it leaves to the code filled in: the arithmetic, and the most adversaries that the code bears. A
     * choice that names no code stays as it is.
     */
    public static CodeChoice completed(CodeChoice choice) {
        Optional<CodeKind> kind = kind(choice.approach());
        if (kind.isEmpty()) {
            return choice;
        }
        CodeChoice completed = choice;
        if (choice.arithmetic().isEmpty()) {
            completed = completed.withArithmetic(kind.get().arithmetics().get(0));
        }
        if (choice.adversaries() == CodeChoice.UNDECLARED) {
            completed = completed.withAdversaries(kind.get().defaultAdversaries(choice));
        }
        return completed;
    }

    /**
     * All that is wrong with a choice, completed; empty when {@link #create} will take it.
     *
     * @return sentences that name the option, what was expected and what was found
     */
    public static List<String> faults(CodeChoice incomplete) {
        CodeChoice choice = completed(incomplete);
        Faults faults = new Faults();
        Optional<CodeKind> kind = kind(choice.approach());
        if (kind.isEmpty()) {
            faults.oneOf("approach", names(), choice.approach());
            return faults.sentences();
        }
        int workers = choice.workers();
        int adversaries = choice.adversaries();
        faults.require(workers >= 1, "workers", "at least 1", workers);
        if (workers > MOST_WORKERS) {
            faults.require(false, "workers", "at most " + MOST_WORKERS, workers);
            return faults.sentences();
        }
        if (adversaries == CodeChoice.UNDECLARED) {
            faults.require(
                    false,
                    "declared-byz",
                    "to be told how many may lie with approach \"" + choice.approach() + '"',
                    "nothing");
            return faults.sentences();
        }
        faults.require(
                adversaries >= 0 && (workers < 1 || 2L * adversaries < workers),
                "declared-byz",
                "at least 0, and 2s < P = " + workers,
                adversaries);
        faults.oneOf("arithmetic", kind.get().arithmetics(), choice.arithmetic());
        kind.get().judge(choice, faults);
        judgeWhatIsOfNoUse(choice, faults);
        return faults.sentences();
    }

    /** An option that the code does not know would promise something that does not happen. */
    private static void judgeWhatIsOfNoUse(CodeChoice choice, Faults faults) {
        String approach = choice.approach();
        faults.require(
                choice.vote().equals(CodeChoice.VOTE_DIGEST)
                        || approach.equals(RepetitionCode.NAME),
                "vote",
                CodeChoice.VOTE_DIGEST + " with approach \"" + approach + '"',
                '"' + choice.vote() + '"');
        faults.require(
                choice.voteGroups() == 0 || approach.equals(DetoxCode.NAME),
                "vote-groups",
                "none with approach \"" + approach + '"',
                choice.voteGroups());
        String mean = AggregationRules.average().name();
        faults.require(
                choice.mode().equals(mean) || ENDING_IN_A_RULE.contains(approach),
                "mode",
                '"'
                        + mean
                        + "\" with approach \""
                        + approach
                        + "\", which ends in no rule as "
                        + inARule(),
                '"' + choice.mode() + '"');
        faults.require(
                choice.modeArgs().isBlank() || ENDING_IN_A_RULE.contains(approach),
                "mode-args",
                "none with approach \"" + approach + "\", which ends in no rule as " + inARule(),
                '"' + choice.modeArgs() + '"');
        boolean floats =
                approach.equals(CyclicCode.NAME)
                        && !choice.arithmetic().equals(ExactArithmetic.NAME);
        faults.require(
                floats || choice.numbers().equals(CodeChoice.FLOAT32),
                "wire",
                CodeChoice.FLOAT32 + ", for only float and complex cyclic answers know another",
                '"' + choice.numbers() + '"');
    }

    private static String inARule() {
        return String.join(" and ", ENDING_IN_A_RULE) + " do";
    }

    /** The code that was chosen, which takes no other thread than its caller's. */
    public static GradientCode create(CodeChoice incomplete) {
        return create(incomplete, Parallelism.NONE);
    }

    /**
     * The code that was chosen.
     *
     * @param parallelism who works on what is large enough for it; no result depends on it
     * @throws IllegalArgumentException with all {@link #faults}
     */
    public static GradientCode create(CodeChoice incomplete, Parallelism parallelism) {
        List<String> faults = faults(incomplete);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        CodeChoice choice = completed(incomplete);
        return kind(choice.approach()).orElseThrow().create(choice, parallelism);
    }

    /** The arithmetic of a code that adds up whole gradients. */
    static Arithmetic arithmetic(CodeChoice choice, int batches, Parallelism parallelism) {
        return choice.arithmetic().equals(ExactArithmetic.NAME)
                ? new ExactArithmetic(batches, parallelism)
                : new FloatArithmetic(parallelism);
    }
}
