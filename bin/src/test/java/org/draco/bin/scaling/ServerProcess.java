package org.draco.bin.scaling;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.draco.am.link.Door;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.Limits;
import org.draco.am.link.ParameterServer;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.am.step.CheckpointSink;
import org.draco.am.step.ModelState;
import org.draco.am.step.ProvenLiarPolicy;
import org.draco.am.step.StepListener;
import org.draco.am.step.StepReport;
import org.draco.am.step.TrainingLoop;
import org.draco.am.step.TrainingPlan;
import org.draco.am.step.WorkerProcesses;
import org.draco.codec.Parallelism;
import org.draco.codec.wire.JobKey;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;

/**
 * The parameter server that is measured, in a JVM of its own: the real one, with the real loop and checkpoints, SGD with momentum. It writes what it
 * sees of itself to standard output, a {@link Line} each.
 */
final class ServerProcess implements StepListener, CheckpointSink {

    private static final long NANOS_PER_MINUTE = 60_000_000_000L;

    private final com.sun.management.OperatingSystemMXBean process =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Optional<CheckpointStore> store;
    private long processNanos = process.getProcessCpuTime();
    private long loopNanos;

    private ServerProcess(Optional<CheckpointStore> store) {
        this.store = store;
    }

    /** @param words steps, steps between checkpoints, their directory or {@code -}, the job's key, then the job */
    public static void main(String[] words) throws Exception {
        int steps = Integer.parseInt(words[0]);
        int evalFreq = Integer.parseInt(words[1]);
        JobKey key = JobKey.of(HexFormat.of().parseHex(words[3]));
        MadeUpJob job = MadeUpJob.of(Arrays.asList(words).subList(4, words.length));
        ServerProcess here = new ServerProcess(store(words[2]));
        Optional<MemoryWatch> memory = here.store.map(any -> MemoryWatch.start());
        try (ParameterServer server =
                new ParameterServer(door(job, key), job.code(), MadeUpJob.RAW)) {
            Line.PORT.print(server.port());
            server.open(job.dimension());
            new TrainingLoop(
                            plan(steps, evalFreq),
                            job.code(),
                            SgdMomentum.of(0.01f, 0.9f),
                            new TrainingLoop.Surroundings(
                                    server,
                                    here,
                                    here,
                                    System::nanoTime,
                                    WorkerProcesses.unknown(),
                                    Parallelism.NONE))
                    .run(new ModelState(0, new float[job.dimension()], new float[0], new int[0]));
            server.stopWorkers("over");
        }
        if (memory.isPresent()) {
            memory.get().print();
        }
        Line.END.print();
        System.exit(0);
    }

    private static Optional<CheckpointStore> store(String directory) throws IOException {
        if (directory.equals("-")) {
            return Optional.empty();
        }
        Path path = new Path(directory);
        return Optional.of(new CheckpointStore(path.getFileSystem(new Configuration()), path));
    }

    private static Door door(MadeUpJob job, JobKey key) {
        return new Door(
                MadeUpJob.NAME,
                new JobSecrets(key, Optional.empty()),
                job.workers(),
                Limits.of(job.workers(), 60, 600));
    }

    private static TrainingPlan plan(int steps, int evalFreq) {
        return new TrainingPlan(
                steps,
                evalFreq,
                NANOS_PER_MINUTE,
                10 * NANOS_PER_MINUTE,
                true,
                ProvenLiarPolicy.KEEP);
    }

    /** Called a step later, so what was measured between two calls is one step's, though not the one's that is told of. */
    @Override
    public void stepEnded(StepReport report) {
        long processNow = process.getProcessCpuTime();
        long loopNow = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Line.STEP.print(
                report.step(),
                report.stepNanos(),
                report.waitNanos(),
                report.decodeNanos(),
                report.updateNanos(),
                processNow - processNanos,
                loopNow - loopNanos,
                report.bytesIn(),
                report.bytesOut());
        processNanos = processNow;
        loopNanos = loopNow;
    }

    @Override
    public void notice(String message) {
        System.err.println(message);
    }

    @Override
    public void save(ModelState state) throws IOException {
        if (store.isEmpty()) {
            return;
        }
        float[] exponents = new float[state.exponents().length];
        long before = System.nanoTime();
        store.get()
                .write(
                        new Checkpoint(
                                state.step(),
                                new byte[Checkpoint.DIGEST_BYTES],
                                state.parameters(),
                                state.memory(),
                                exponents));
        Line.CHECKPOINT.print(
                System.nanoTime() - before,
                4L * (state.parameters().length + state.memory().length));
        store.get().keepLast(1);
    }

    /** What it says, a name and numbers. */
    enum Line {
        /** Where it listens. */
        PORT,
        /** Step, then nanoseconds: step, wait, decode, update, processors, of these the loop's thread; then bytes in and out. */
        STEP,
        /** Nanoseconds and bytes. */
        CHECKPOINT,
        /** Bytes at most: heap after a collection, heap, direct, resident; if there are checkpoints. */
        MEMORY,
        /** It came to its end. */
        END;

        void print(long... numbers) {
            StringBuilder line = new StringBuilder(name());
            for (long number : numbers) {
                line.append(' ').append(number);
            }
            System.out.println(line);
        }

        /** The numbers, if it is such a line; else none. */
        Optional<long[]> parse(String line) {
            List<String> words = List.of(line.split(" "));
            return words.get(0).equals(name())
                    ? Optional.of(words.stream().skip(1).mapToLong(Long::parseLong).toArray())
                    : Optional.empty();
        }
    }
}
