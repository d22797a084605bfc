package org.draco.am.yarn;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;

/**
 * What the client tells the ApplicationMaster on its command line; everything else stands in the job's files.
 *
 * @param evaluation whether it is an evaluation that it runs, not a training
 * @param dir the job's directory, or the evaluation's, fully qualified
 * @param archive the distribution, fully qualified
 * @param javaHome the Java to use on every node; empty for each node's own
 * @param principal whose keytab lies in the working directory; empty if there is none. An attempt that starts after its tokens
 *     are over cannot read it elsewhere
 */
public record MasterArguments(
        boolean evaluation,
        URI dir,
        URI archive,
        Optional<String> javaHome,
        Optional<String> principal) {

    private static final String JOB_DIR = "--job-dir";

    private static final String EVALUATION_DIR = "--evaluation-dir";

    private static final Set<String> OPTIONS =
            Set.of(JOB_DIR, EVALUATION_DIR, "--archive", "--java-home", "--principal");

    /**
     * Reads what {@link #words} writes.
     *
     * @throws IllegalArgumentException if a word is unknown, or one that is needed is missing
     */
    static MasterArguments parse(List<String> words) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!OPTIONS.contains(words.get(i)) || i + 1 == words.size()) {
                throw new IllegalArgumentException(
                        "expected --job-dir URI (or --evaluation-dir URI) --archive URI [--java-home DIR] [--principal NAME], found "
                                + String.join(" ", words));
            }
            values.put(words.get(i), words.get(i + 1));
        }
        boolean evaluation = values.containsKey(EVALUATION_DIR);
        return new MasterArguments(
                evaluation,
                required(values, evaluation ? EVALUATION_DIR : JOB_DIR),
                required(values, "--archive"),
                Optional.ofNullable(values.get("--java-home")),
                Optional.ofNullable(values.get("--principal")));
    }

    private static URI required(Map<String, String> values, String option) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException(option + " URI: expected, found nothing");
        }
        return new Path(value).toUri();
    }

    /** The directory, as that of what runs. */
    ApplicationLayout layout() {
        return evaluation ? new EvaluationLayout(new Path(dir)) : new JobLayout(new Path(dir));
    }

    /** As words of a command line, unquoted. */
    public List<String> words() {
        // A path's text, not the URI's: Hadoop's Path takes characters as they are and knows no
        // %20.
        List<String> words = new ArrayList<>();
        words.addAll(
                List.of(
                        evaluation ? EVALUATION_DIR : JOB_DIR,
                        new Path(dir).toString(),
                        "--archive",
                        new Path(archive).toString()));
        javaHome.ifPresent(home -> words.addAll(List.of("--java-home", home)));
        principal.ifPresent(name -> words.addAll(List.of("--principal", name)));
        return words;
    }
}
