package org.draco.container.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.wire.Encryption;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.container.link.MasterLink;
import org.draco.container.link.WorkerCredentials;
import org.draco.container.metrics.WorkerMetrics;
import org.draco.container.model.ComputeDevice;
import org.draco.layout.JobLayout;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.telemetry.ProcessMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker of a job, from its first look at the job to the end of training: a model, a connection and a secret of its own. Several
 * may be in one process, each in a thread; they share nothing but the disk.
 *
 * @param rank which worker
 * @param process what its process was told
 * @param job where the job lies
 * @param telemetry of the process; its owner's to close
 */
record HostedWorker(
        int rank,
        WorkerArguments process,
        JobLayout job,
        FileSystem fs,
        Configuration conf,
        ProcessMetrics telemetry)
        implements Callable<Void> {

    private static final Logger LOG = LoggerFactory.getLogger(HostedWorker.class);
    private static final Text CERTIFICATE = new Text(Encryption.CERTIFICATE_ALIAS);

    /** Beside the containers of the application on this disk, which share it; YARN deletes it with the application. */
    private static final Path CACHE = Path.of("..", "data");

    /** Works until it is told that training is over. */
    @Override
    public Void call() throws IOException, InterruptedException {
        JobSpec spec = JobFile.read(fs, job);
        PatientStorage storage =
                PatientStorage.ofSeconds(spec.timeouts().storageSeconds(), LOG::warn);
        ComputeDevice device = ComputeDevice.require(spec.containers().gpu());
        GradientCode code = WorkerParts.code(spec);
        ModelGradients model =
                storage.read("the data set", () -> WorkerParts.gradients(spec, conf, CACHE));
        int[] own = code.assignment().batchesOf(code.assignment().taskOf(rank));
        BatchGradients gradients =
                WorkerParts.withMomentum(
                        spec,
                        model,
                        model.trainable(),
                        fs,
                        job,
                        batch -> Arrays.stream(own).anyMatch(mine -> mine == batch));
        GradientWorker worker =
                new GradientWorker(
                        rank, code, gradients, WorkerParts.adversary(spec, code, gradients));
        JobVectors vectors = JobVectors.of(code, model.dimension(), WorkerParts.compression(spec));
        WorkerCredentials credentials =
                new WorkerCredentials(
                        spec.job(),
                        rank,
                        process.attempt(),
                        given(new Text(Handshake.secretAlias(rank))),
                        spec.wire().encrypt() ? Optional.of(given(CERTIFICATE)) : Optional.empty());
        Digest reference = ReferenceGradient.of(model, code, model.initialParameters(), device);
        LOG.info("{} is ready on {}; its reference gradient is {}", credentials, device, reference);
        MasterSearch search =
                new MasterSearch(
                        fs,
                        job,
                        TimeUnit.SECONDS.toNanos(spec.timeouts().masterSeconds()),
                        server -> new MasterLink(server, credentials, vectors),
                        System::nanoTime,
                        TimeUnit.NANOSECONDS::sleep);
        WorkerMetrics metrics = new WorkerMetrics(spec.job(), rank);
        // Metrics2 wants another name for each source of a process.
        String source = process.ranks().size() == 1 ? "Worker" : "Worker" + rank;
        telemetry.register(source, "A worker", metrics);
        work(
                new WorkerSession(worker, metrics),
                search,
                new Message.Ready(model.dimension(), reference));
        return null;
    }

    /** One parameter server after the other, until one says that there is nothing more to do. */
    private static void work(WorkerSession session, MasterSearch search, Message.Ready ready)
            throws IOException, InterruptedException {
        WorkerSession.End end = WorkerSession.End.NOT_WANTED;
        while (end != WorkerSession.End.STOPPED) {
            try (MasterLink link = search.connect()) {
                end = session.run(link, ready);
            }
            if (end == WorkerSession.End.LOST) {
                search.wasThere();
            }
        }
    }

    private static byte[] given(Text alias) throws IOException {
        byte[] secret = UserGroupInformation.getCurrentUser().getCredentials().getSecretKey(alias);
        if (secret == null) {
            throw new IOException(
                    "the container's credentials have no "
                            + alias
                            + "; start workers through YARN only");
        }
        return secret;
    }
}
