package org.draco.bin.scaling;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.JobKey;

/**
 * What one {@link ServerProcess} has said of itself, while workers in this process answered it.
 *
 * @param steps see {@link ServerProcess.Line}
 * @param checkpoints the same
 * @param memory the same, one
 * @param ended whether it came to its end
 */
record MadeUpRun(List<long[]> steps, List<long[]> checkpoints, List<long[]> memory, boolean ended) {

    /**
     * Runs one to its end.
     *
     * @param flags of the parameter server's JVM
     * @param length how many steps
     * @param evalFreq steps between checkpoints
     * @param directory where checkpoints go, as a URI; {@code -} for none
     */
    static MadeUpRun of(
            MadeUpJob job, List<String> flags, int length, int evalFreq, String directory)
            throws IOException, InterruptedException {
        JobKey key = JobKey.random();
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(flags);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.add(ServerProcess.class.getName());
        command.addAll(List.of("" + length, "" + evalFreq, directory));
        command.add(HexFormat.of().formatHex(key.bytes()));
        command.addAll(job.words());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            return watch(process, job, key);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static MadeUpRun watch(Process process, MadeUpJob job, JobKey key) throws IOException {
        MadeUpRun run =
                new MadeUpRun(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), false);
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ServerProcess.Line.PORT
                        .parse(line)
                        .ifPresent(port -> startWorkers(job, key, (int) port[0]));
                ServerProcess.Line.STEP.parse(line).ifPresent(run.steps::add);
                ServerProcess.Line.CHECKPOINT.parse(line).ifPresent(run.checkpoints::add);
                ServerProcess.Line.MEMORY.parse(line).ifPresent(run.memory::add);
                if (ServerProcess.Line.END.parse(line).isPresent()) {
                    return new MadeUpRun(run.steps, run.checkpoints, run.memory, true);
                }
            }
        }
        return run;
    }

    private static void startWorkers(MadeUpJob job, JobKey key, int port) {
        NumberVector answer = job.answer();
        Optional<Digest> digest = MadeUpWorker.digest(job, answer);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int rank = 0; rank < job.workers(); rank++) {
            Thread worker =
                    new Thread(
                            new MadeUpWorker(
                                    server, rank, key.workerSecret(rank, 0), job, answer, digest),
                            "worker-" + rank);
            worker.setDaemon(true);
            worker.start();
        }
    }
}
