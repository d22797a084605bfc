package org.draco.am.yarn;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every ApplicationMaster's process is told at its start, and how it ends whatever happens. */
@FunctionalInterface
interface MasterProgram {

    /** Of all ApplicationMasters. */
    Logger LOG = LoggerFactory.getLogger(MasterProgram.class);

    /**
     * Does what the process is for.
     *
     * @param tokens closed by the caller
     * @return the exit code
     */
    int run(
            MasterArguments arguments,
            Configuration conf,
            MasterTokens tokens,
            MasterEnvironment environment)
            throws IOException, InterruptedException, YarnException;

    /**
     * Runs a program to its end.
     *
     * @param words the command line, as the client writes it
     * @param variables the process's environment, as YARN sets it
     * @return the program's exit code; 1 if it cannot go on, and the log says why
     */
    static int run(List<String> words, Map<String, String> variables, MasterProgram program) {
        MasterArguments arguments = MasterArguments.parse(words);
        Configuration conf = new YarnConfiguration();
        try (MasterTokens tokens = new MasterTokens(arguments, conf)) {
            return program.run(arguments, conf, tokens, MasterEnvironment.of(variables));
        } catch (Throwable cause) { // the top of the program: an Error too must end it, whatever
            // threads still live
            LOG.error("The ApplicationMaster cannot go on: {}", cause.getMessage(), cause);
            return 1;
        }
    }
}
