package org.draco.am.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;
import org.draco.am.access.Keytab;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.file.AsideFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of the job's owner on its way to the ApplicationMaster, and to no other process: a file that he alone can read, in a
 * directory that he alone can enter, laid into the first container's working directory.
 */
public final class MasterKeytab {

    /** As the ApplicationMaster finds it in its working directory. */
    static final String LINK = "job.keytab";

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeytab.class);
    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0600);

    private final Optional<FileStatus> sent;

    private MasterKeytab(Optional<FileStatus> sent) {
        this.sent = sent;
    }

    /**
     * Copies the key to the job's directory, if there is one.
     *
     * @param layout of a job whose {@link ApplicationLayout#staging} is there, closed to others
     */
    public static MasterKeytab send(
            FileSystem fs, ApplicationLayout layout, Optional<Keytab> keytab) throws IOException {
        if (keytab.isEmpty()) {
            return new MasterKeytab(Optional.empty());
        }
        Path target = fs.makeQualified(layout.keytab());
        Path aside = AsideFile.aside(target);
        try {
            try (OutputStream out = FileSystem.create(fs, aside, OWNER_ONLY)) {
                Files.copy(keytab.get().file(), out);
            }
            // A job that was killed with no client there may have left one.
            fs.delete(target, false);
            if (!fs.rename(aside, target)) {
                throw new IOException(target + ": the keytab could not be renamed to this");
            }
        } finally {
            fs.delete(aside, false);
        }
        return new MasterKeytab(Optional.of(fs.getFileStatus(target)));
    }

    /** Lays it into the container; without a key nothing changes. */
    public void addTo(ContainerLaunchContext master) {
        if (sent.isEmpty()) {
            return;
        }
        FileStatus file = sent.get();
        Map<String, LocalResource> resources = new HashMap<>(master.getLocalResources());
        resources.put(
                LINK,
                LocalResource.newInstance(
                        URL.fromPath(file.getPath()),
                        LocalResourceType.FILE,
                        LocalResourceVisibility.APPLICATION,
                        file.getLen(),
                        file.getModificationTime()));
        master.setLocalResources(resources);
    }

    /** Deletes the key and the tokens that were made with it from the directory of a job that is over; idempotent. */
    public static void forget(FileSystem fs, ApplicationLayout layout) {
        for (Path secret : new Path[] {layout.keytab(), layout.tokens()}) {
            try {
                fs.delete(secret, false);
            } catch (IOException cause) {
                LOG.warn("{}: could not be deleted, do it by hand: {}", secret, cause.toString());
            }
        }
    }
}
