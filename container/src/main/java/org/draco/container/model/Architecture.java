package org.draco.container.model;

import java.util.Optional;

/** What Draco's own networks have in common: they are given a name, the least size of a picture and their layers. */
abstract class Architecture implements Network {

    private final String name;
    private final int leastSide;

    /**
     * @param name as in {@link Network#name}
     * @param leastSide the fewest rows and columns that a sample must have
     */
    Architecture(String name, int leastSide) {
        this.name = name;
        this.leastSide = leastSide;
    }

    /** The network for an input that fits, not yet trained. */
    abstract Computation layers(InputShape input, Targets targets, Purpose purpose);

    /** What the outputs mean; one for each class unless a network says otherwise. */
    Targets targets(int classes, double smoothing) {
        return new OneOfMany(classes, smoothing);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public Optional<String> misfit(InputShape input, int classes) {
        if (classes < 2) {
            return Optional.of("expected at least 2 classes, found " + classes);
        }
        if (input.height() < leastSide || input.width() < leastSide) {
            return Optional.of(
                    "expected samples of at least %d x %d pixels, found %s"
                            .formatted(leastSide, leastSide, input));
        }
        return Optional.empty();
    }

    @Override
    public final GradientModel create(InputShape input, int classes, ModelOptions options) {
        misfit(input, classes)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException("network " + name + ": " + why);
                        });
        Targets targets = targets(classes, options.labelSmoothing());
        return new NetworkModel(
                new NetworkModel.Form(
                        name,
                        input,
                        targets,
                        purpose -> layers(input, targets, purpose),
                        InitialParameters::draw),
                options);
    }
}
