package org.draco.bin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.draco.am.client.Applications;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code draco kill}. */
@Command(
        name = "kill",
        description =
                "Ends a job on the cluster and waits until it is over. What it has left can be gone on with by train --resume.",
        mixinStandardHelpOptions = true)
final class KillCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin SubmittedOptions submitted = new SubmittedOptions();

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        Configuration conf = submitted.hadoop.ofCluster();
        SubmittedOptions.Found found = submitted.find(conf);
        try (Applications applications = new Applications(conf)) {
            applications.kill(found.application(), found.job());
            String state = applications.view(found.application()).state().name();
            PrintWriter out = command.commandLine().getOut();
            out.println(found.application() + " is " + state.toLowerCase(Locale.ROOT));
            if (found.job().isEmpty() && UserGroupInformation.isSecurityEnabled()) {
                out.println(
                        "If it had a --keytab, that still lies in its directory: draco kill DIRECTORY deletes it, also now.");
            }
            return 0;
        }
    }
}
