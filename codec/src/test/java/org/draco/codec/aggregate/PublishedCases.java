package org.draco.codec.aggregate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Inputs and outputs of published implementations, from their own code in float32. The files' README says where they come
 * from and what their lines mean.
 */
final class PublishedCases {

    /** One input and what each project makes of it. */
    static final class Case {
        final String name;
        final int adversaries;
        final List<float[]> rows = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        final Map<String, List<float[]>> out = new LinkedHashMap<>();
        final Map<String, int[]> selected = new LinkedHashMap<>();
        final Map<String, double[]> scores = new LinkedHashMap<>();
        int[] permutation;

        Case(String name, int adversaries) {
            this.name = name;
            this.adversaries = adversaries;
        }

        Gradients gradients() {
            return new Gradients(rows.toArray(float[][]::new));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private PublishedCases() {}

    static List<Case> read(String file) {
        List<Case> cases = new ArrayList<>();
        try (var in = PublishedCases.class.getResourceAsStream(file);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(in), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                String kind = line.substring(0, space);
                String rest = line.substring(space + 1);
                if (kind.equals("case")) {
                    String[] words = rest.split(" ");
                    cases.add(new Case(words[0], Integer.parseInt(words[3])));
                } else {
                    add(cases.get(cases.size() - 1), kind, rest);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static void add(Case to, String kind, String rest) {
        int tab = rest.indexOf('\t');
        String key = rest.substring(0, Math.max(0, tab));
        String[] values = rest.substring(tab + 1).split(" ");
        switch (kind) {
            case "perm" -> to.permutation = integers(values);
            case "row" -> to.rows.add(floats(values));
            case "refused" -> to.refused.add(rest);
            case "out" -> to.out.computeIfAbsent(key, k -> new ArrayList<>()).add(floats(values));
            case "selected" -> to.selected.put(key, integers(values));
            case "scores" ->
                    to.scores.put(
                            key, Arrays.stream(values).mapToDouble(Double::parseDouble).toArray());
            default -> throw new IllegalStateException("unknown line " + kind);
        }
    }

    private static int[] integers(String[] values) {
        return Arrays.stream(values).mapToInt(Integer::parseInt).toArray();
    }

    private static float[] floats(String[] hex) {
        float[] floats = new float[hex.length];
        for (int i = 0; i < hex.length; i++) {
            floats[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(hex[i], 16));
        }
        return floats;
    }
}
