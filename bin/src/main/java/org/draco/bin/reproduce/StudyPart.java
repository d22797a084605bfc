package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A grid while it is read: its axes, and what is left out of their product. Not thread-safe. */
final class StudyPart {

    private final String name;
    private final List<String> options = new ArrayList<>();
    private final List<Axis> axes = new ArrayList<>();
    private final List<Selection> without = new ArrayList<>();

    StudyPart(String name) {
        this.name = name;
    }

    /** Of all its configurations; to be added to. */
    List<String> options() {
        return options;
    }

    /** What is left out; to be added to. */
    List<Selection> without() {
        return without;
    }

    /** Adds an axis, unless there is one of this name. */
    boolean add(Axis axis) {
        return axes.stream().noneMatch(other -> other.name().equals(axis.name())) && axes.add(axis);
    }

    /** The configurations, the last axis varying fastest. */
    List<Configuration> expand(List<String> ofAll) {
        return whole(ofAll).stream()
                .filter(one -> without.stream().noneMatch(left -> left.matches(one)))
                .toList();
    }

    /** With what is left out. */
    List<Configuration> whole(List<String> ofAll) {
        List<String> words = new ArrayList<>(ofAll);
        words.addAll(options);
        List<Configuration> grid = List.of(new Configuration(name, Map.of(), words));
        for (Axis axis : axes) {
            List<Configuration> finer = new ArrayList<>();
            for (Configuration one : grid) {
                for (Axis.Choice choice : axis.choices()) {
                    Map<String, String> attributes = new LinkedHashMap<>(one.attributes());
                    attributes.put(axis.name(), choice.value());
                    List<String> more = new ArrayList<>(one.options());
                    more.addAll(choice.options());
                    finer.add(new Configuration(name, attributes, more));
                }
            }
            grid = finer;
        }
        return grid;
    }
}
