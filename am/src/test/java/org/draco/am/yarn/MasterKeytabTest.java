package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.draco.am.access.Keytab;
import org.draco.layout.JobLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeytabTest {

    private static final byte[] KEY = {5, 2, 0, 7};

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private JobLayout layout;
    private Keytab keytab;

    @BeforeEach
    void aKeytab() throws IOException {
        fs = FileSystem.getLocal(new Configuration(false)).getRaw();
        layout = new JobLayout(new Path(dir.resolve("job").toUri()));
        fs.mkdirs(layout.staging());
        keytab = new Keytab("ada@EXAMPLE.COM", Files.write(dir.resolve("ada.keytab"), KEY));
    }

    private static ContainerLaunchContext container() {
        return ContainerLaunchContext.newInstance(
                Map.of(), Map.of(), List.of("true"), Map.of(), null, null);
    }

    @Test
    void isReadByItsOwnerAlone() throws IOException {
        MasterKeytab.send(fs, layout, Optional.of(keytab));
        assertEquals(
                new FsPermission((short) 0600), fs.getFileStatus(layout.keytab()).getPermission());
        assertArrayEquals(KEY, Files.readAllBytes(java.nio.file.Path.of(layout.keytab().toUri())));
        assertEquals(1, fs.listStatus(layout.staging()).length, "nothing is left aside");
    }

    @Test
    void isSharedWithNoOtherApplication() throws IOException {
        ContainerLaunchContext master = container();
        MasterKeytab.send(fs, layout, Optional.of(keytab)).addTo(master);
        LocalResource resource = master.getLocalResources().get(MasterKeytab.LINK);
        assertEquals(KEY.length, resource.getSize());
        assertEquals(LocalResourceVisibility.APPLICATION, resource.getVisibility());
    }

    @Test
    void takesThePlaceOfOneThatAKilledJobHasLeft() throws IOException {
        MasterKeytab.send(fs, layout, Optional.of(keytab));
        Files.write(keytab.file(), new byte[] {9});
        MasterKeytab.send(fs, layout, Optional.of(keytab));
        assertEquals(1, fs.getFileStatus(layout.keytab()).getLen());
    }

    @Test
    void isForgottenMoreThanOnce() throws IOException {
        MasterKeytab.send(fs, layout, Optional.of(keytab));
        assertTrue(fs.exists(layout.keytab()));
        MasterKeytab.forget(fs, layout);
        MasterKeytab.forget(fs, layout);
        assertFalse(fs.exists(layout.keytab()));
    }

    @Test
    void withoutOneNothingIsWrittenNorLaidOut() throws IOException {
        ContainerLaunchContext master = container();
        MasterKeytab.send(fs, layout, Optional.empty()).addTo(master);
        assertEquals(0, fs.listStatus(layout.staging()).length);
        assertEquals(Map.of(), master.getLocalResources());
    }
}
