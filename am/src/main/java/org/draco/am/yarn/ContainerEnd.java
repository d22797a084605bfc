package org.draco.am.yarn;

import org.apache.hadoop.yarn.api.records.ContainerExitStatus;

/**
 * How a container ended.
 *
 * @param exitStatus the process's, or one of YARN's own negative ones ({@link ContainerExitStatus})
 * @param diagnostics YARN's account, often of many lines; may be empty
 */
record ContainerEnd(int exitStatus, String diagnostics) {

    ContainerEnd {
        diagnostics = diagnostics == null ? "" : diagnostics.strip();
    }

    /** The container was given, and its process could not be started. */
    static ContainerEnd notStarted(Throwable cause) {
        return new ContainerEnd(
                ContainerExitStatus.INVALID, "could not be started: " + cause.getMessage());
    }

    /** Exit status 0: the process ended by its own will and without complaint. */
    boolean orderly() {
        return exitStatus == ContainerExitStatus.SUCCESS;
    }

    /** What the exit status means and, where something can be done, what. */
    private String meaning() {
        return switch (exitStatus) {
            case ContainerExitStatus.SUCCESS -> "ended by itself";
            case ContainerExitStatus.INVALID -> "never started";
            case ContainerExitStatus.ABORTED -> "its node was lost, or the container was released";
            case ContainerExitStatus.DISKS_FAILED -> "the disks of its node failed";
            case ContainerExitStatus.PREEMPTED ->
                    "preempted: YARN gave its place to another application";
            case ContainerExitStatus.KILLED_EXCEEDED_VMEM,
                    ContainerExitStatus.KILLED_EXCEEDED_PMEM ->
                    "took more memory than it had asked for; raise --memory-overhead";
            case ContainerExitStatus.KILLED_BY_APPMASTER -> "stopped by the ApplicationMaster";
            case ContainerExitStatus.KILLED_BY_RESOURCEMANAGER -> "stopped by the ResourceManager";
            case ContainerExitStatus.KILLED_AFTER_APP_COMPLETION ->
                    "stopped after the application's end";
            case 3 ->
                    "the Java heap was exhausted (-XX:+ExitOnOutOfMemoryError), if this is a JVM's 3; raise it: --master-memory,"
                            + " --worker-memory or --evaluator-memory";
            case 134 -> "aborted (signal 6): a crash in native code, perhaps";
            case 137 -> "killed (signal 9): by a person, or by the system because memory ran out";
            case 139 -> "segmentation fault (signal 11): a crash in native code";
            case 143 -> "terminated (signal 15)";
            default -> "failed";
        };
    }

    /** One clause for a person: exit status, meaning, diagnostics as far as they can be read. */
    @Override
    public String toString() {
        String status = "exit status " + exitStatus + " (" + meaning() + ")";
        return diagnostics.isEmpty() ? status : status + ": " + ReadableDiagnostics.of(diagnostics);
    }
}
