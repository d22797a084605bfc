package org.draco.bin.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.draco.codec.attack.AdversarySchedule;

/**
 * One run of others, and our command line for it.
 *
 * @param json as it stands in the file
 */
public record PublishedRun(JsonNode json) {

    private static final Map<String, String> RULES =
            Map.of(
                    "average", "average",
                    "krum", "multi-krum neighbours=n-s-1,distance=plain,m=n-s-2",
                    "median", "median even=lower",
                    "trmean", "trimmed-mean",
                    "brute", "mda ties=earlier",
                    "bulyan",
                            "bulyan distance=plain,m=n-s-2,selected=n-2s-2,scores=fixed,even=lower",
                    "cge", "cge",
                    "meamed", "meamed even=lower",
                    "aksel", "aksel rows=n-s,even=lower");

    private static final Map<String, String> ATTACKS =
            Map.of(
                    "little [factor:1.5, negative:True]", "factor=1.5,negative=true",
                    "little [factor:-16]", "factor=search",
                    "empire [factor:1.1]", "factor=1.1",
                    "empire-strict [epsilon:2]", "epsilon=2",
                    "bulyan [factor:2.0, target_idx:all]", "factor=2.0,coordinate=all",
                    "nan []", "");

    /** All of them. */
    public static List<PublishedRun> all() throws IOException {
        List<PublishedRun> runs = new ArrayList<>();
        read("published-runs").get("runs").forEach(run -> runs.add(new PublishedRun(run)));
        return runs;
    }

    /** One of the files. */
    public static JsonNode read(String name) throws IOException {
        try (InputStream in = PublishedRun.class.getResourceAsStream(name + ".json.gz")) {
            return new ObjectMapper().readTree(new GZIPInputStream(in));
        }
    }

    /** What it is called. */
    public String name() {
        return json.get("name").textValue();
    }

    /** One of its arguments; a missing node if it was not given. */
    public JsonNode argument(String name) {
        return json.get("args").path(name);
    }

    /** Which batches a step uses up: all that are sampled, the honest workers' first. */
    private int batchesPerStep() {
        int honest = argument("nb-workers").intValue() - argument("nb-real-byz").intValue();
        return Math.max(honest, argument("nb-for-study").intValue());
    }

    /** In that code the liars are the last workers: a seed with which they are ours too. */
    private long seed() {
        int workers = argument("nb-workers").intValue();
        int liars = argument("nb-real-byz").intValue();
        Set<Integer> last =
                new TreeSet<>(IntStream.range(workers - liars, workers).boxed().toList());
        return LongStream.range(0, 1_000_000)
                .filter(
                        seed ->
                                new AdversarySchedule(workers, liars, seed, true)
                                        .liarsOf(0)
                                        .equals(last))
                .findFirst()
                .orElseThrow();
    }

    /** What describes the same run to {@code draco simulate}, its data set and initial parameters excepted. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of("--network", "logistic"));
        words.addAll(List.of("--approach", "baseline", "--fixed-liars", "--order", "stored"));
        words.addAll(List.of("--seed", "" + seed(), "--lr-schedule", "hyperbolic"));
        words.addAll(
                List.of(
                        "--lr-args",
                        "half=%s,delta=%s"
                                .formatted(
                                        argument("learning-rate-decay"),
                                        argument("learning-rate-decay-delta"))));
        words.addAll(List.of("--batches-per-step", "" + batchesPerStep()));
        words.addAll(List.of("--metrics", "full", "--study-batches", "" + batchesPerStep()));
        pass(words, "nb-workers", "--workers");
        pass(words, "nb-decl-byz", "--declared-byz");
        pass(words, "nb-real-byz", "--worker-fail");
        pass(words, "nb-steps", "--max-steps");
        pass(words, "batch-size", "--batch-size");
        pass(words, "batch-size-test", "--eval-batch-size");
        pass(words, "learning-rate", "--lr");
        pass(words, "momentum", "--momentum");
        pass(words, "momentum-at", "--momentum-at");
        pass(words, "dampening", "--dampening");
        pass(words, "gradient-clip", "--gradient-clip");
        pass(words, "nb-for-study-past", "--study-past");
        if (argument("momentum-nesterov").asBoolean()) {
            words.add("--nesterov");
        }
        // That code squares the factors.
        for (String norm : List.of("l1", "l2")) {
            double factor = argument(norm + "-regularize").asDouble(0);
            words.addAll(List.of("--" + norm, "" + factor * factor));
        }
        String[] rule = RULES.get(argument("gar").textValue()).split(" ");
        words.addAll(List.of("--mode", rule[0], "--mode-args", rule.length > 1 ? rule[1] : ""));
        words.addAll(attack());
        return words;
    }

    private List<String> attack() {
        List<String> arguments = new ArrayList<>();
        argument("attack-args").forEach(each -> arguments.add(each.textValue()));
        String attack = argument("attack").textValue();
        return List.of("--err-mode", attack, "--err-args", ATTACKS.get(attack + " " + arguments));
    }

    private void pass(List<String> words, String theirs, String ours) {
        if (json.get("args").has(theirs)) {
            words.addAll(List.of(ours, argument(theirs).asText()));
        }
    }

    /** The rows of one of its files, the header first. */
    public List<String[]> table(String file) {
        return Arrays.stream(json.get(file).textValue().substring(2).split("\n"))
                .map(line -> line.split("\t"))
                .toList();
    }

    /** The weights and then the bias after so many steps. */
    public float[] parameters(int step) {
        JsonNode parameters = json.get("params_by_step").get(step).get("params");
        List<Double> all = new ArrayList<>();
        parameters.get("_linear.weight").forEach(value -> all.add(value.doubleValue()));
        parameters.get("_linear.bias").forEach(value -> all.add(value.doubleValue()));
        float[] floats = new float[all.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = all.get(i).floatValue();
        }
        return floats;
    }

    /** How many steps it made. */
    public int steps() {
        return argument("nb-steps").intValue();
    }

    @Override
    public String toString() {
        return name();
    }
}
