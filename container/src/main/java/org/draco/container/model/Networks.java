package org.draco.container.model;

import java.util.List;
import java.util.Optional;

/** Every network that a job can name; to add one, write its class and list it here. */
public final class Networks {

    private static final List<Network> ALL = List.of(new LeNet());

    private Networks() {}

    /** The network of that name, upper or lower case; empty if there is none, and then {@link #names} says what there is. */
    public static Optional<Network> byName(String name) {
        return ALL.stream().filter(network -> network.name().equalsIgnoreCase(name)).findFirst();
    }

    /** The names of all networks, in the order in which they should be listed to a person. */
    public static List<String> names() {
        return ALL.stream().map(Network::name).toList();
    }
}
