package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a study: a text of lines, {@code docs/reproduce.md} says which. All that is wrong with it is told together. Used once.
 *
 * <pre>
 *   title: Who bears what           # key: value, at the beginning
 *   seeds: 3
 *   options: --network LeNet        # simulate's, of all configurations
 *
 *   [attacked]                      # a part: the grid of its axes
 *   options: --worker-fail 1
 *   --lr = 0.1 | 0.01               # an axis: values of an option
 *   rule = krum: --mode krum
 *        | mean: --mode average      # goes on with the line before
 *   without: rule=mean,--lr=0.1     # but for these
 * </pre>
 */
public final class StudyFile {

    private static final Pattern PART = Pattern.compile("\\[([A-Za-z0-9._-]+)]");
    private static final Pattern KEY = Pattern.compile("([a-z-]+):(.*)");
    private static final Pattern AXIS =
            Pattern.compile("(-{0,2}[A-Za-z0-9][A-Za-z0-9._-]*)\\s*=(.*)");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9+._-]+");
    private static final List<String> HEAD_KEYS =
            List.of(
                    "title",
                    "about",
                    "differs",
                    "seeds",
                    "target",
                    "versus",
                    "curves",
                    "show",
                    "published",
                    "options");
    private static final List<String> PART_KEYS = List.of("options", "without");

    private final String name;
    private final String where;
    private final StudyOptions known;
    private final List<String> faults = new ArrayList<>();

    private String title = "";
    private final List<String> about = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int seeds = 1;
    private OptionalDouble target = OptionalDouble.empty();
    private Optional<Study.Versus> versus = Optional.empty();
    private List<String> curves = List.of();
    private final Set<View> views = EnumSet.noneOf(View.class);
    private final List<Study.Published> published = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, StudyPart> parts = new LinkedHashMap<>();
    private final Map<Selection, String> selections = new LinkedHashMap<>();
    private StudyPart part;
    private int line;

    private StudyFile(String name, String where, StudyOptions known) {
        this.name = name;
        this.where = where;
        this.known = known;
    }

    /**
     * Reads a study.
     *
     * @param name of the study
     * @param text of the file
     * @param where what the file is called in messages
     * @param known what its options mean
     * @throws StudyFileException with everything that is wrong, each with its line
     */
    public static Study parse(String name, String text, String where, StudyOptions known)
            throws StudyFileException {
        StudyFile file = new StudyFile(name, where, known);
        file.read(text);
        Study study = file.study();
        if (!file.faults.isEmpty()) {
            throw new StudyFileException(file.faults);
        }
        return study;
    }

    private void read(String text) {
        for (StudyLine each : StudyLine.of(text)) {
            line = each.number();
            String content = each.content();
            Matcher header = PART.matcher(content);
            Matcher axis = AXIS.matcher(content);
            Matcher key = KEY.matcher(content);
            if (header.matches()) {
                begin(header.group(1));
            } else if (key.matches()) {
                key(key.group(1), key.group(2).strip());
            } else if (axis.matches()) {
                axis(axis.group(1), axis.group(2));
            } else {
                fault("expected [PART], KEY: VALUE or AXIS = VALUES, found \"" + content + "\"");
            }
        }
    }

    private void fault(String what) {
        faults.add(where + ", line " + line + ": " + what);
    }

    private void begin(String partName) {
        part = new StudyPart(partName);
        if (parts.put(partName, part) != null) {
            fault("expected parts of different names, found [" + partName + "] twice");
        }
    }

    private void key(String key, String value) {
        List<String> expected = part == null ? HEAD_KEYS : PART_KEYS;
        if (!expected.contains(key)) {
            fault(
                    "expected one of %s %s, found \"%s\""
                            .formatted(
                                    String.join(", ", expected),
                                    part == null ? "before the first part" : "in a part",
                                    key));
        } else if (value.isEmpty()) {
            fault(key + ": expected a value, found none");
        } else if (part == null) {
            head(key, value);
        } else if (key.equals("options")) {
            part.options().addAll(words(value));
        } else {
            selection(key, value).ifPresent(part.without()::add);
        }
    }

    private void head(String key, String value) {
        switch (key) {
            case "title" -> title = value;
            case "about" -> about.add(value);
            case "differs" -> differences.add(value);
            case "seeds" -> seeds = (int) number(key, value, 1, 1000, true);
            case "target" -> target = OptionalDouble.of(number(key, value, 0, 1, false));
            case "versus" -> versus(value);
            case "curves" -> curves = List.of(value.split("\\s+"));
            case "show" -> Arrays.stream(value.split("\\s+")).forEach(this::view);
            case "published" -> published(value);
            case "options" -> options.addAll(words(value));
            default -> throw new AssertionError(key);
        }
    }

    private double number(String key, String value, double least, double most, boolean whole) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most && (!whole || number == Math.rint(number))) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // said below
        }
        fault(
                "%s: expected a %snumber from %s to %s, found \"%s\""
                        .formatted(key, whole ? "whole " : "", shown(least), shown(most), value));
        return least;
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private void versus(String value) {
        selection("versus", value)
                .ifPresent(
                        selection -> {
                            var term = selection.wanted().entrySet().iterator().next();
                            if (selection.wanted().size() > 1 || term.getValue().size() > 1) {
                                fault("versus: expected one ATTRIBUTE=VALUE, found " + value);
                            }
                            versus =
                                    Optional.of(
                                            new Study.Versus(
                                                    term.getKey(),
                                                    term.getValue().iterator().next()));
                        });
    }

    private void view(String word) {
        View.byWord(word)
                .ifPresentOrElse(
                        views::add,
                        () ->
                                fault(
                                        "show: expected one of %s, found \"%s\""
                                                .formatted(String.join(", ", View.words()), word)));
    }

    /** {@code liars=1,code=cyclic: 84.15}. */
    private void published(String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 0) {
            fault("published: expected ATTRIBUTE=VALUE,...: SECONDS, found \"" + value + "\"");
            return;
        }
        double seconds = number("published", value.substring(colon + 1).strip(), 0, 1e9, false);
        selection("published", value.substring(0, colon))
                .ifPresent(of -> published.add(new Study.Published(of, seconds)));
    }

    private Optional<Selection> selection(String key, String value) {
        try {
            Selection selection = Selection.parse(value);
            selections.putIfAbsent(selection, where + ", line " + line + ": " + key + ": ");
            return Optional.of(selection);
        } catch (IllegalArgumentException malformed) {
            fault(key + ": " + malformed.getMessage());
            return Optional.empty();
        }
    }

    private List<String> words(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        known.fault(words).ifPresent(this::fault);
        return words;
    }

    private void axis(String axisName, String text) {
        if (part == null) {
            fault("expected an axis in a [PART], found \"" + axisName + "\" before the first");
            return;
        }
        List<Axis.Choice> choices = new ArrayList<>();
        Set<String> values = new LinkedHashSet<>();
        for (String choice : text.split("\\|", -1)) {
            int colon = choice.indexOf(':');
            String value = (colon < 0 ? choice : choice.substring(0, colon)).strip();
            if (!VALUE.matcher(value).matches()) {
                fault(
                        "%s: expected values of letters, digits, + . _ -, found \"%s\""
                                .formatted(axisName, value));
            } else if (!values.add(value)) {
                fault(axisName + ": expected different values, found " + value + " twice");
            } else if (axisName.startsWith("--")) {
                choices.add(new Axis.Choice(value, words(axisName + " " + value)));
            } else {
                String meant = colon < 0 ? "" : choice.substring(colon + 1).strip();
                choices.add(new Axis.Choice(value, meant.isEmpty() ? List.of() : words(meant)));
            }
        }
        String plain = axisName.replaceFirst("^--", "");
        if (plain.equals(Configuration.PART) || plain.equals(Selection.SEED)) {
            fault("expected another name for an axis, found \"" + plain + "\"");
        } else if (!part.add(new Axis(plain, choices))) {
            fault("expected each axis once in a part, found \"" + plain + "\" twice");
        }
    }

    private Study study() {
        if (title.isEmpty()) {
            faults.add(where + ": expected a line \"title: ...\", found none");
        }
        if (parts.isEmpty()) {
            faults.add(where + ": expected at least one [PART], found none");
        }
        List<Configuration> configurations =
                parts.values().stream().flatMap(grid -> grid.expand(options).stream()).toList();
        if (faults.isEmpty()) {
            List<Configuration> all =
                    parts.values().stream().flatMap(grid -> grid.whole(options).stream()).toList();
            selections.forEach(
                    (selection, at) ->
                            selection.faults(all, 0).forEach(fault -> faults.add(at + fault)));
        }
        return new Study(
                name,
                title,
                about,
                differences,
                seeds,
                target,
                versus,
                curves,
                views,
                published,
                configurations);
    }
}
