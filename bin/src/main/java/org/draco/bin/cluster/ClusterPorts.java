package org.draco.bin.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The port of each {@link Port}, on loopback: drawn once from those that are free and then kept in a file, so that an address
 * {@code hdfs://127.0.0.1:...} that somebody wrote down is the same after the next start.
 *
 * @param numbers one for each
 * @param file where they are kept
 */
record ClusterPorts(Map<Port, Integer> numbers, Path file) {

    /** Nothing of the cluster is seen from elsewhere. */
    static final String HOST = "127.0.0.1";

    ClusterPorts {
        numbers = Map.copyOf(numbers);
    }

    /** Those of the file, or new ones if there is none. */
    static ClusterPorts readOrDraw(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        ClusterPorts drawn = new ClusterPorts(draw(), file);
        Properties lines = new Properties();
        drawn.numbers.forEach((port, number) -> lines.setProperty(port.key(), "" + number));
        try (Writer out = Files.newBufferedWriter(file)) {
            lines.store(
                    out,
                    "Delete this file to have other ports drawn while the cluster is stopped.");
        }
        return drawn;
    }

    /**
     * Those of the file.
     *
     * @throws IOException if a port is missing or is none
     */
    static ClusterPorts read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
        }
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            String text = lines.getProperty(port.key(), "nothing");
            if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
                throw new IOException(
                        "%s: %s: expected a port from 1 to 65535, found %s; delete the file to have ports drawn anew"
                                .formatted(file, port.key(), text));
            }
            numbers.put(port, Integer.parseInt(text));
        }
        return new ClusterPorts(numbers, file);
    }

    /** All are held until the last is drawn, so that they differ. */
    private static Map<Port, Integer> draw() throws IOException {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Port port : Port.values()) {
                ServerSocket socket = listen(0);
                held.add(socket);
                numbers.put(port, socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return numbers;
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(HOST));
    }

    /**
     * Refuses to start a daemon of which another program has a port.
     *
     * @throws IOException that names the port
     */
    void requireFree(Daemon daemon) throws IOException {
        for (Port port : Port.values()) {
            if (port.daemon() == daemon) {
                try {
                    listen(numbers.get(port)).close();
                } catch (IOException inUse) {
                    throw new IOException(
                            ("%s: expected port %d of %s to be free for the %s, found it in use; end the program that listens"
                                            + " there, or delete %s to have other ports drawn (addresses hdfs://%s that were"
                                            + " written down are then wrong)")
                                    .formatted(
                                            port.key(),
                                            numbers.get(port),
                                            HOST,
                                            daemon,
                                            file,
                                            address(Port.NAMENODE_RPC)),
                            inUse);
                }
            }
        }
    }

    /** {@code host:port}. */
    String address(Port port) {
        return HOST + ":" + numbers.get(port);
    }

    /** To connect to. */
    InetSocketAddress socketAddress(Port port) {
        return new InetSocketAddress(HOST, numbers.get(port));
    }

    /** The daemon's page. */
    String page(Daemon daemon) {
        return "http://" + address(daemon.web()) + "/";
    }
}
