package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.JobLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedConfigurationTest {

    @Test
    void carriesWhatTheClientHasSetAndNoDefaults(@TempDir java.nio.file.Path dir)
            throws IOException {
        Configuration client = new Configuration();
        client.set("fs.defaultFS", "hdfs://elsewhere:8020");
        client.set("yarn.resourcemanager.hostname", "rm");
        client.set("draco.trial", "of ${user.name}");
        client.set("net.topology.node.switch.mapping.impl", "com.example.OurRacks");
        FileSystem fs = FileSystem.getLocal(client);
        JobLayout layout = new JobLayout(new Path(dir.toUri()));
        StagedConfiguration.write(client, fs, layout);

        for (Path file : StagedConfiguration.paths(layout)) {
            Configuration read = new Configuration(false);
            try (InputStream in = fs.open(file)) {
                read.addResource(in);
                assertEquals("hdfs://elsewhere:8020", read.get("fs.defaultFS"));
            }
            assertEquals("rm", read.get("yarn.resourcemanager.hostname"));
            assertEquals("of ${user.name}", read.getRaw("draco.trial"));
            assertNull(read.get("io.file.buffer.size"), "a default of Hadoop's");
            assertNull(
                    read.get("net.topology.node.switch.mapping.impl"),
                    "a class that no container has");
        }
    }

    @Test
    void refusesASecondJobOfTheSameName(@TempDir java.nio.file.Path dir) throws IOException {
        Configuration client = new Configuration();
        FileSystem fs = FileSystem.getLocal(client);
        JobLayout layout = new JobLayout(new Path(dir.toUri()));
        StagedConfiguration.write(client, fs, layout);
        assertThrows(
                FileAlreadyExistsException.class,
                () -> StagedConfiguration.write(client, fs, layout));
    }
}
