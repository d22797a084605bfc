package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process says of the device that it computes on, and when it refuses to. The ordinary build has no CUDA. */
class ComputeDeviceTest {

    private static final ComputeDevice.Gpu ONE = new ComputeDevice.Gpu("A100", 8, 0, 40536);
    private static final String ONE_IN_WORDS = "A100 (compute capability 8.0, 40536 MB)";

    private static final ComputeDevice CPU = new ComputeDevice("CpuBackend", false, List.of());
    private static final ComputeDevice GPU =
            new ComputeDevice("JCublasBackend", true, List.of(ONE));
    private static final ComputeDevice TWO =
            new ComputeDevice("JCublasBackend", true, List.of(ONE, ONE));
    private static final ComputeDevice NONE = new ComputeDevice("JCublasBackend", true, List.of());

    @Test
    void thisBuildComputesOnTheProcessorAndSaysSo() {
        ComputeDevice here = ComputeDevice.require(false);
        assertEquals(CPU, here);
        assertEquals("CPU (ND4J's CpuBackend)", here.toString());
    }

    @Test
    void aJobOnGpusIsRefusedByThisBuildWithWhatToBuild() {
        String why =
                assertThrows(IllegalStateException.class, () -> ComputeDevice.require(true))
                        .getMessage();
        assertEquals(
                "gpu: --enable-gpu expected ND4J's CUDA backend on the class path, found none in this distribution; use one "
                        + "that was built with mvn -P gpu package, or leave --enable-gpu out (docs/gpu.md)",
                why);
        assertEquals(Optional.of(why), ComputeDevice.absenceOfCuda());
    }

    @Test
    void aDistributionWithTheCudaBackendIsToldByItsClass(@TempDir Path jar) throws IOException {
        Path backend = jar.resolve("org/nd4j/linalg/jcublas/JCublasBackend.class");
        Files.createDirectories(backend.getParent());
        Files.createFile(backend);
        try (URLClassLoader with = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                URLClassLoader without = new URLClassLoader(new URL[0], null)) {
            assertEquals(Optional.empty(), ComputeDevice.absenceOfCuda(with));
            assertTrue(ComputeDevice.absenceOfCuda(without).isPresent());
        }
    }

    @Test
    void oneGpuIsWhatAJobOnGpusWants() {
        assertEquals(Optional.empty(), GPU.fault(true));
        assertEquals("GPU " + ONE_IN_WORDS + " (ND4J's JCublasBackend)", GPU.toString());
    }

    /** ND4J falls back to the processor with a warning only; a worker must not. */
    @Test
    void aProcessorInThePlaceOfAGpuIsRefused() {
        assertEquals(
                "gpu: expected a GPU that CUDA can use, found none: ND4J has taken its CpuBackend, and its own warning says "
                        + "why; check that the machine has NVIDIA's driver (nvidia-smi), and that YARN's isolation and "
                        + "CUDA_VISIBLE_DEVICES leave this process a GPU (docs/gpu.md)",
                CPU.fault(true).orElseThrow());
        assertTrue(NONE.fault(true).orElseThrow().startsWith("gpu: expected a GPU that CUDA can"));
    }

    @Test
    void severalGpusAreRefusedSinceNothingSaysWhichIsItsOwn() {
        String why = TWO.fault(true).orElseThrow();
        assertTrue(
                why.startsWith(
                        "gpu: expected one GPU that this process can see, found 2, ["
                                + ONE_IN_WORDS
                                + ", "
                                + ONE_IN_WORDS
                                + "]"),
                why);
        assertTrue(why.contains("LinuxContainerExecutor") && why.contains("CUDA_VISIBLE_DEVICES"));
    }

    /** ND4J's library has no code that a driver could translate for GPUs that came after it. */
    @ParameterizedTest
    @CsvSource({
        "3, 7, true",
        "3, 5, false",
        "5, 0, true",
        "6, 1, true",
        "7, 5, true",
        "8, 9, true",
        "9, 0, false",
        "12, 0, false"
    })
    void aGpuForWhichTheLibraryHasNoCodeIsRefused(int major, int minor, boolean known) {
        ComputeDevice.Gpu gpu = new ComputeDevice.Gpu("Some", major, minor, 1);
        Optional<String> fault =
                new ComputeDevice("JCublasBackend", true, List.of(gpu)).fault(true);
        assertEquals(known, fault.isEmpty());
        fault.ifPresent(
                why -> assertTrue(why.contains(" found Some (compute capability " + major), why));
    }

    @Test
    void aJobWithoutGpusDoesNotComputeOnOne() {
        assertEquals(Optional.empty(), CPU.fault(false));
        String why = GPU.fault(false).orElseThrow();
        assertTrue(why.contains("found JCublasBackend with [" + ONE_IN_WORDS + "]"), why);
        assertTrue(why.contains("BACKEND_PRIORITY_CPU=1000"), why);
    }
}
