package org.draco.am.yarn;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.access.FileSystemTokens;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;

/** The program in the only container of an application whose ApplicationMaster does the work itself; what work, its caller says. */
public final class SoloMaster {

    /** In the container's working directory. */
    private static final java.nio.file.Path SCRATCH = java.nio.file.Path.of("data");

    private SoloMaster() {}

    /**
     * Does the work of the job that the command line names, and tells YARN of it.
     *
     * @param words the command line, as the client writes it
     * @param variables the process's environment, as YARN sets it
     * @return the exit code. 0: the job has succeeded; 1: it has not, and its outcome, YARN's diagnosis or the log say why
     */
    public static int run(List<String> words, Map<String, String> variables, SoloWork work) {
        return MasterProgram.run(
                words,
                variables,
                (arguments, conf, tokens, environment) ->
                        run(arguments, conf, tokens, environment, work) ? 0 : 1);
    }

    private static boolean run(
            MasterArguments arguments,
            Configuration conf,
            MasterTokens tokens,
            MasterEnvironment environment,
            SoloWork work)
            throws IOException, InterruptedException, YarnException {
        JobLayout layout = new JobLayout(new Path(arguments.dir()));
        FileSystem fs = layout.dir().getFileSystem(conf);
        JobSpec spec = JobFile.read(fs, layout);
        Path archive = new Path(arguments.archive());
        tokens.keepFresh(fs, FileSystemTokens.ofJob(conf, layout, archive, spec));
        SoloWork.Place place = new SoloWork.Place(conf, fs, layout, spec, SCRATCH);
        return new SoloAttempt(place, environment, work).run();
    }
}
