package org.draco.bin.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.client.ApplicationView;
import org.draco.am.client.Applications;
import org.draco.am.client.TrainingState;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.evaluation.BestModel;
import org.draco.layout.evaluation.EvaluationOutcome;
import org.draco.layout.job.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco status}. */
@Command(
        name = "status",
        description =
                "Says how a job on the cluster stands. The exit code is 1 if it has failed or was killed, else 0.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin SubmittedOptions submitted = new SubmittedOptions();

    @Option(names = "--json", description = "Print it as one JSON object.")
    boolean json;

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        Configuration conf = submitted.hadoop.ofCluster();
        SubmittedOptions.Found found = submitted.find(conf);
        try (Applications applications = new Applications(conf)) {
            ApplicationView view = applications.view(found.application());
            Map<String, Object> fields = fields(view);
            if (found.job().isPresent()) {
                left(found.job().get(), conf, fields);
            }
            print(fields, command.commandLine().getOut());
            return view.state() == TrainingState.FAILED || view.state() == TrainingState.KILLED
                    ? Draco.FAILED
                    : 0;
        }
    }

    private static Map<String, Object> fields(ApplicationView view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("application", view.id());
        fields.put("name", view.name());
        fields.put("user", view.user());
        fields.put("queue", view.queue());
        fields.put("state", view.state().name().toLowerCase(Locale.ROOT));
        fields.put("progress", Math.round(1000 * view.progress()) / 1000.0);
        fields.put("page", view.trackingUrl());
        fields.put("started", view.started().toString());
        fields.put("finished", view.finished().map(Object::toString).orElse(""));
        fields.put("diagnosis", view.diagnostics());
        return fields;
    }

    /** What lies in its directory by now. */
    private static void left(
            ApplicationLayout layout, Configuration conf, Map<String, Object> fields)
            throws IOException {
        FileSystem fs = layout.dir().getFileSystem(conf);
        if (layout instanceof JobLayout job) {
            Outcome.readIfPresent(fs, job)
                    .ifPresent(
                            outcome -> {
                                fields.put("final_step", outcome.finalStep());
                                fields.put("model_sha256", outcome.modelSha256());
                            });
        } else if (layout instanceof EvaluationLayout evaluation) {
            BestModel.readIfPresent(fs, evaluation)
                    .ifPresent(
                            best -> {
                                fields.put("best_step", best.step());
                                fields.put("best_top1", best.top1());
                            });
            EvaluationOutcome.readIfPresent(fs, evaluation)
                    .ifPresent(outcome -> fields.put("evaluated", outcome.evaluated()));
        }
    }

    private void print(Map<String, Object> fields, PrintWriter out) throws IOException {
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(fields));
        } else {
            fields.forEach(
                    (name, value) -> {
                        if (!value.toString().isEmpty()) {
                            out.printf("%-13s %s%n", name.replace('_', ' '), value);
                        }
                    });
        }
        out.flush();
    }
}
