package org.draco.am.link;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that have proven nothing yet: so many in all and so many from one address. When there are too many, the one
 * that has waited longest goes: an honest worker proves who it is at once, and must not find the place taken by those who
 * never will. Thread-safe.
 */
final class Lobby {

    private final int most;
    private final int mostPerAddress;
    private final Map<Object, Set<WorkerConnection>> byAddress = new HashMap<>();
    private final Set<WorkerConnection> inOrder = new LinkedHashSet<>();

    Lobby(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /**
     * Takes a connection in.
     *
     * @return which one has left for it and is to be closed, if one had to
     */
    synchronized Optional<WorkerConnection> enter(WorkerConnection connection) {
        Set<WorkerConnection> neighbours =
                byAddress.computeIfAbsent(key(connection), address -> new LinkedHashSet<>());
        inOrder.add(connection);
        neighbours.add(connection);
        if (neighbours.size() > mostPerAddress) {
            return leave(neighbours.iterator().next());
        } else if (inOrder.size() > most) {
            return leave(inOrder.iterator().next());
        }
        return Optional.empty();
    }

    /** The connection has proven who it is, or is closed. */
    synchronized Optional<WorkerConnection> leave(WorkerConnection connection) {
        if (!inOrder.remove(connection)) {
            return Optional.empty();
        }
        Set<WorkerConnection> neighbours = byAddress.get(key(connection));
        neighbours.remove(connection);
        if (neighbours.isEmpty()) {
            byAddress.remove(key(connection));
        }
        return Optional.of(connection);
    }

    /** How many there are. */
    synchronized int size() {
        return inOrder.size();
    }

    private static Object key(WorkerConnection connection) {
        SocketAddress from = connection.from();
        return from instanceof InetSocketAddress internet ? internet.getAddress() : from;
    }
}
