package org.draco.container.data;

import java.util.List;
import java.util.Optional;
import org.draco.codec.Arguments;
import org.draco.codec.NearName;

/** All partitions by name, and what each may be given. */
public final class Partitions {

    /** Every batch draws from all samples: no partition. */
    public static final String IID = "iid";

    private static final List<String> NAMES = List.of(IID, "dirichlet", "sorted", "similarity");

    private Partitions() {}

    /** The names, {@link #IID} first. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A partition.
     *
     * @param name of it
     * @param arguments {@code k=v,k=v}: of {@code dirichlet} {@code alpha}, above 0; of {@code similarity} {@code gamma}, 0 to 1
     * @return empty for {@link #IID}
     * @throws IllegalArgumentException naming what is unknown, missing or out of range
     */
    public static Optional<Partition> create(String name, String arguments) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "partition: expected one of %s, found \"%s\"%s"
                            .formatted(NAMES, name, NearName.hint(NAMES, name)));
        }
        Arguments read = new Arguments("partition-args: " + name, Arguments.parse(arguments));
        switch (name) {
            case "dirichlet" -> {
                double alpha =
                        number(read, "alpha", Double.MIN_NORMAL, 1e6, "above 0, at most 1e6");
                return Optional.of(new DirichletPartition(alpha));
            }
            case "similarity" -> {
                double gamma = number(read, "gamma", 0, 1, "0 to 1");
                return Optional.of(new SimilarityPartition(name, gamma));
            }
            case "sorted" -> {
                read.finish();
                return Optional.of(new SimilarityPartition(name, 0));
            }
            default -> {
                read.finish();
                return Optional.empty();
            }
        }
    }

    private static double number(
            Arguments read, String key, double least, double most, String domain) {
        double value =
                read.value(
                        key,
                        Double.NaN,
                        "a number, " + domain,
                        text -> {
                            double number = Double.parseDouble(text);
                            return number >= least && number <= most ? number : null;
                        });
        read.finish();
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "partition-args: expected %s=NUMBER (%s), found no such argument"
                            .formatted(key, domain));
        }
        return value;
    }
}
