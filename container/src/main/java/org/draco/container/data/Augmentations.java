package org.draco.container.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** All augmentations by name, and which goes with which data set. */
public final class Augmentations {

    /** The name that stands for no augmentation. */
    public static final String NONE = "none";

    private static final List<Augmentation> ALL = List.of(new PadCropFlip());
    private static final Set<String> CIFAR = Set.of("cifar10", "cifar100");

    private Augmentations() {}

    /** The augmentation of that name; empty for {@link #NONE} and for names that are none of {@link #names}. */
    public static Optional<Augmentation> byName(String name) {
        return ALL.stream().filter(augmentation -> augmentation.name().equals(name)).findFirst();
    }

    /** All names, {@link #NONE} first. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(NONE));
        ALL.forEach(augmentation -> names.add(augmentation.name()));
        return List.copyOf(names);
    }

    /** The name of what a data set is trained with unless the job says otherwise: DRACO's for CIFAR, else {@link #NONE}. */
    public static String defaultFor(String dataset) {
        return CIFAR.contains(dataset.toLowerCase(Locale.ROOT)) ? "pad-crop-flip" : NONE;
    }
}
