package org.draco.container.worker;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.access.TokenWatch;
import org.draco.layout.JobLayout;
import org.draco.layout.telemetry.ProcessMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program in a container of one worker, or of several that live and die together. */
public final class WorkerMain {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    private WorkerMain() {}

    /** Exit code 0: training is over; 1: a worker cannot go on, and the log says why. */
    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    @SuppressWarnings("try") // the watch is held, not used
    private static int run(List<String> words) {
        try {
            WorkerArguments arguments = WorkerArguments.parse(words);
            Configuration conf = new Configuration();
            JobLayout job = new JobLayout(new org.apache.hadoop.fs.Path(arguments.jobDir()));
            FileSystem fs = FileSystem.get(job.dir().toUri(), conf);
            try (TokenWatch tokens = TokenWatch.start(fs, job);
                    ProcessMetrics process = ProcessMetrics.start("worker", job.dir().getName())) {
                work(
                        arguments.ranks().stream()
                                .map(
                                        rank ->
                                                new HostedWorker(
                                                        rank, arguments, job, fs, conf, process))
                                .toList());
            }
            return 0;
        } catch (ExecutionException e) {
            LOG.error("The worker cannot go on: {}", e.getCause().getMessage(), e.getCause());
            return 1;
        } catch (IOException | RuntimeException e) {
            LOG.error("The worker cannot go on: {}", e.getMessage(), e);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The first that cannot go on takes the others with it: the process ends, and another gets all of their ranks. */
    private static void work(List<HostedWorker> workers)
            throws InterruptedException, ExecutionException {
        CompletionService<Void> ends =
                new ExecutorCompletionService<>(task -> new Thread(task, "worker").start());
        workers.forEach(ends::submit);
        for (int over = 0; over < workers.size(); over++) {
            ends.take().get();
        }
    }
}
