package org.draco.bin.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Without a file that it can read, no container's JVM would start. */
class CompilerDirectivesTest {

    private static final Path FILE =
            Path.of("src/main/assembly/conf/containers/compiler-directives.json");

    @Test
    void thisJavaTakesTheDirectivesOfContainers() throws Exception {
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:CompilerDirectivesFile=" + FILE,
                                "-XX:+CompilerDirectivesPrint",
                                "-version")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), said);
        assertTrue(said.contains("1 compiler directives added"), said);
        assertTrue(said.contains("Exclude:true"), said);
    }
}
