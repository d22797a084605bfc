package org.draco.bin.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.data.Batch;
import org.draco.container.data.BatchReader;
import org.draco.container.job.JobNetwork;
import org.draco.container.model.GradientModel;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Split;
import org.draco.layout.idx.BundledDigits;
import org.draco.layout.job.JobSpec;

/** What a gradient takes while every core computes one, each in a process like a worker's: the least that a step's gradients can take. */
public final class GradientsAlone {

    private static final int BATCH = 32;
    private static final int MEASURED = 200;
    private static final double WARM_UP_NANOS = 15e9;

    private GradientsAlone() {}

    /** One process: {@code NETWORK DIRECTORY}. Says when it is warm, waits for a line, computes and prints milliseconds. */
    public static void main(String[] args) throws Exception {
        JobOptions options = new JobOptions();
        options.network = args[0];
        DatasetLayout set =
                new DracoLayout(new org.apache.hadoop.fs.Path(Path.of(args[1]).toUri()))
                        .dataset(BundledDigits.NAME);
        JobSpec spec = options.toSpec("alone", set.dir().toString(), List.of());
        FileSystem local = FileSystem.getLocal(new Configuration());
        DatasetManifest manifest = DatasetManifest.read(local, set);
        try (LocalSamples samples =
                LocalSamples.open(local, set, Split.TRAIN, Path.of(args[1], "alone", args[2]))) {
            GradientModel model = JobNetwork.model(spec, manifest);
            Batch batch =
                    BatchReader.of(samples, manifest).read(IntStream.range(0, BATCH).toArray());
            float[] parameters = model.initialParameters();
            float[] gradient = new float[model.dimension()];
            long start = System.nanoTime();
            while (System.nanoTime() - start < WARM_UP_NANOS) {
                model.gradient(parameters, batch, 1, gradient);
            }
            System.out.println("warm");
            System.in.read();
            long begin = System.nanoTime();
            for (int i = 0; i < MEASURED; i++) {
                model.gradient(parameters, batch, i, gradient);
            }
            System.out.println((System.nanoTime() - begin) / 1e6 / MEASURED);
        }
    }

    /** Milliseconds of a gradient, the mean over the processes. */
    static double millis(String network, Path directory) throws IOException {
        DracoLayout root = new DracoLayout(new org.apache.hadoop.fs.Path(directory.toUri()));
        FileSystem local = FileSystem.getLocal(new Configuration());
        if (DatasetManifest.readIfPresent(local, root.dataset(BundledDigits.NAME)).isEmpty()) {
            BundledDigits.prepare(local, root.dataset(BundledDigits.NAME));
        }
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            Process process = start(network, directory, core);
            processes.add(process);
            outputs.add(process.inputReader(StandardCharsets.UTF_8));
        }
        for (BufferedReader output : outputs) {
            expect(output);
        }
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
        double sum = 0;
        for (BufferedReader output : outputs) {
            sum += Double.parseDouble(output.readLine());
        }
        return sum / outputs.size();
    }

    private static void expect(BufferedReader output) throws IOException {
        String said = output.readLine();
        if (!"warm".equals(said)) {
            throw new IOException("expected a process that is warm, found " + said);
        }
    }

    private static Process start(String network, Path directory, int core) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GradientsAlone.class.getName(),
                        network,
                        directory.toString(),
                        Integer.toString(core));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        JobOptions options = new JobOptions();
        try {
            builder.environment()
                    .putAll(
                            options.toSpec("alone", "file:///nowhere", List.of())
                                    .containers()
                                    .numerics());
        } catch (FaultySpecificationException cause) {
            throw new AssertionError(cause);
        }
        return builder.start();
    }
}
