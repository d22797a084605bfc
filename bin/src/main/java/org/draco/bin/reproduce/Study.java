package org.draco.bin.reproduce;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An experiment: configurations, how often each is run, and what is shown of the results. Immutable.
 *
 * @param name that files and messages have for it
 * @param title one line for people
 * @param about paragraphs: what is reproduced
 * @param differences from what was published, a sentence each
 * @param seeds how many runs a configuration has: with the seeds 1, 2, ...
 * @param target the accuracy whose time is taken, 0 to 1
 * @param versus the attribute and value to which others are compared
 * @param curves attributes by which configurations share a plot; the others tell its lines apart
 * @param views what is shown
 * @param published what a paper says
 * @param configurations all of them, in order
 */
public record Study(
        String name,
        String title,
        List<String> about,
        List<String> differences,
        int seeds,
        OptionalDouble target,
        Optional<Versus> versus,
        List<String> curves,
        Set<View> views,
        List<Published> published,
        List<Configuration> configurations) {

    /** To whom others are compared. */
    record Versus(String attribute, String value) {}

    /** A published time to the target. */
    record Published(Selection of, double seconds) {}

    /** Copies the lists. */
    public Study {
        about = List.copyOf(about);
        differences = List.copyOf(differences);
        curves = List.copyOf(curves);
        views = Set.copyOf(views);
        published = List.copyOf(published);
        configurations = List.copyOf(configurations);
    }

    /** The published time of a configuration, if there is one. */
    OptionalDouble published(Configuration configuration) {
        return published.stream()
                .filter(known -> known.of().matches(configuration))
                .mapToDouble(Published::seconds)
                .findFirst();
    }

    /**
     * The configurations that an expression selects.
     *
     * @throws StudyFileException if it selects nothing, or names what is not there
     */
    public List<Configuration> only(String expression, int seeds) throws StudyFileException {
        Selection selection = selection(expression);
        List<String> faults =
                selection.faults(configurations, seeds).stream()
                        .map(fault -> "--only: " + fault)
                        .toList();
        if (!faults.isEmpty()) {
            throw new StudyFileException(faults);
        }
        return configurations.stream().filter(selection::matches).toList();
    }

    /** The seeds that an expression leaves of so many. */
    public List<Long> seeds(String expression, int seeds) throws StudyFileException {
        Selection selection = selection(expression);
        return java.util.stream.LongStream.rangeClosed(1, seeds)
                .filter(selection::matches)
                .boxed()
                .toList();
    }

    private static Selection selection(String expression) throws StudyFileException {
        try {
            return expression.isEmpty() ? Selection.EVERYTHING : Selection.parse(expression);
        } catch (IllegalArgumentException malformed) {
            throw new StudyFileException(List.of("--only: " + malformed.getMessage()));
        }
    }
}
