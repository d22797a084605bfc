package org.draco.bin.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.URL;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** The smallest application: one container, its master's, that runs a shell command. */
final class ShellApplication {

    private ShellApplication() {}

    /**
     * Submits the application and returns at once.
     *
     * @param file what the command finds in its working directory as {@code greeting}
     */
    static ApplicationId submit(Configuration conf, String command, Path file)
            throws IOException, YarnException {
        try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(conf);
            yarn.start();
            ApplicationSubmissionContext context =
                    yarn.createApplication().getApplicationSubmissionContext();
            context.setApplicationName("shell");
            context.setMaxAppAttempts(1);
            context.setResource(Resource.newInstance(128, 1));
            context.setAMContainerSpec(
                    ContainerLaunchContext.newInstance(
                            Map.of("greeting", resource(conf, file)),
                            Map.of(),
                            List.of(command),
                            null,
                            null,
                            null));
            return yarn.submitApplication(context);
        }
    }

    private static LocalResource resource(Configuration conf, Path file) throws IOException {
        FileStatus status = file.getFileSystem(conf).getFileStatus(file);
        return LocalResource.newInstance(
                URL.fromPath(status.getPath()),
                LocalResourceType.FILE,
                LocalResourceVisibility.PRIVATE,
                status.getLen(),
                status.getModificationTime());
    }
}
