package org.draco.bin.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Containers that outlive their NodeManager because it was killed. They are told by their working directory, which only Linux
 * shows; elsewhere none is found.
 */
final class LeftContainers {

    private final Path workingDirectories;

    LeftContainers(ClusterDirectory directory) {
        this.workingDirectories = directory.containers();
    }

    /** The processes. */
    List<ProcessHandle> find() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    private boolean worksHere(ProcessHandle process) {
        Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.readSymbolicLink(link).startsWith(workingDirectories.toRealPath());
        } catch (IOException notOurs) {
            return false;
        }
    }

    /** Ends them; twice, since one may start another meanwhile. */
    void end() {
        for (int look = 0; look < 2; look++) {
            find().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
