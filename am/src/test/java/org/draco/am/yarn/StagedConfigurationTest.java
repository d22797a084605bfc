package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.JobLayout;
import org.draco.layout.file.TextFile;
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

    @Test
    void carriesWhereMetricsGoIfTheClientSaysSo(@TempDir java.nio.file.Path dir)
            throws IOException {
        java.nio.file.Path conf = Files.createDirectory(dir.resolve("conf"));
        Files.writeString(
                conf.resolve("hadoop-metrics2-draco.properties"), "draco.sink.file.class=Sink\n");
        Configuration client = new Configuration();
        FileSystem fs = FileSystem.getLocal(client);
        JobLayout layout = new JobLayout(new Path(dir.resolve("job").toUri()));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {conf.toUri().toURL()})) {
            client.setClassLoader(loader);
            StagedConfiguration.write(client, fs, layout);
            assertEquals(
                    "draco.sink.file.class=Sink\n",
                    TextFile.read(fs, StagedConfiguration.metrics(layout)));
        }
        StagedConfiguration.renew(new Configuration(), fs, layout);
        assertFalse(
                fs.exists(StagedConfiguration.metrics(layout)),
                "a client that says nothing of it sends the job on without it");
    }
}
