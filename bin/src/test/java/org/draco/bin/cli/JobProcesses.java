package org.draco.bin.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The processes of one job's containers on this machine, to do them harm. */
record JobProcesses(String job) {

    private static final long LOOK_MILLIS = 50;

    /** The processes of a worker, the latest attempt's or any. */
    List<ProcessHandle> worker(int... ranks) {
        String words =
                Arrays.stream(ranks).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return of("worker.WorkerMain", "/" + job + " --rank " + words + " ");
    }

    List<ProcessHandle> evaluator() {
        return of("evaluate.EvaluatorMain", "/" + job + " ");
    }

    /** Of an evaluation, one of several. */
    List<ProcessHandle> evaluator(int rank) {
        return of("evaluate.EvaluatorMain", "/" + job + " --evaluator " + rank + " ");
    }

    List<ProcessHandle> master() {
        return of("yarn.ApplicationMaster", "/" + job + " ");
    }

    /** Of a run that its ApplicationMaster simulates. */
    List<ProcessHandle> simulation() {
        return of("simulate.SimulationMaster", "/" + job + " ");
    }

    /** The workers of all jobs below a root. */
    static List<ProcessHandle> workersBelow(org.apache.hadoop.fs.Path root) {
        return of("worker.WorkerMain", root + "/");
    }

    private static List<ProcessHandle> of(String program, String arguments) {
        return ProcessHandle.allProcesses()
                .filter(
                        process -> {
                            String line = process.info().commandLine().orElse("") + " ";
                            return line.contains(program)
                                    && line.contains(arguments)
                                    && !process.info().command().orElse("").endsWith("bash");
                        })
                .toList();
    }

    /** Kill -9, once there is a process. */
    static void kill(Found found) throws InterruptedException {
        await(found).forEach(ProcessHandle::destroyForcibly);
    }

    /** Kill -STOP: it is there and does nothing. */
    static void freeze(Found found) throws InterruptedException {
        freezeNow(await(found));
    }

    /** As {@link #freeze}, of those that are there. */
    static void freezeNow(List<ProcessHandle> processes) throws InterruptedException {
        for (ProcessHandle process : processes) {
            try {
                Process kill = new ProcessBuilder("kill", "-STOP", "" + process.pid()).start();
                if (!kill.waitFor(10, TimeUnit.SECONDS)
                        || kill.exitValue() != 0 && process.isAlive()) {
                    throw new AssertionError("cannot stop " + process.pid());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Finds processes. */
    interface Found {
        List<ProcessHandle> now();
    }

    private static List<ProcessHandle> await(Found found) throws InterruptedException {
        List<ProcessHandle> processes = found.now();
        for (int looks = 0; processes.isEmpty(); looks++) {
            if (looks * LOOK_MILLIS > TimeUnit.MINUTES.toMillis(2)) {
                throw new AssertionError("no such process came");
            }
            Thread.sleep(LOOK_MILLIS);
            processes = found.now();
        }
        return processes;
    }
}
