package org.draco.container.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Where ND4J computes in this process: on the processor, or on GPUs through CUDA.
 *
 * <p>ND4J decides once, when its first class is used: it takes the CUDA backend if that is on the class path, and the other one
 * when CUDA finds no driver or no device, with no more than a warning. So a job says what it expects, and a process where it is
 * otherwise ends: gradients of another device have other last bits, and are several times slower or faster than those that
 * the rest of the job waits for.
 *
 * @param backend simple name of ND4J's class, for messages, e.g. {@code "CpuBackend"}
 * @param cuda whether that is the CUDA backend
 * @param gpus the GPUs that this process can see; empty without CUDA
 */
public record ComputeDevice(String backend, boolean cuda, List<Gpu> gpus) {

    /**
     * A GPU.
     *
     * @param name as its driver gives it
     * @param major of its compute capability
     * @param minor of its compute capability
     * @param memoryMb what it has, in MB
     */
    public record Gpu(String name, int major, int minor, long memoryMb) {

        /**
         * Whether ND4J's library has code for it. That of 1.0.0-M2.1 has machine code for 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0 and
         * 8.6 and no intermediate code that a driver could translate; machine code runs on GPUs of its major number and at least
         * its minor one.
         */
        boolean isKnownToNd4j() {
            return major == 3 && minor >= 7 || major >= 5 && major <= 8;
        }

        @Override
        public String toString() {
            return "%s (compute capability %d.%d, %d MB)".formatted(name, major, minor, memoryMb);
        }
    }

    /** The class that stands for ND4J's CUDA backend; a name only, since an ordinary build does not have it. */
    private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

    /** Takes a copy of the list. */
    public ComputeDevice {
        gpus = List.copyOf(gpus);
    }

    /** That of this process; starts ND4J, about two seconds, if nothing has started it yet. */
    public static ComputeDevice ofThisProcess() {
        String backend = Nd4j.getBackend().getClass().getSimpleName();
        boolean cuda = isCuda();
        return new ComputeDevice(backend, cuda, cuda ? visibleGpus() : List.of());
    }

    /** Whether ND4J computes through CUDA in this process; starts ND4J. */
    static boolean isCuda() {
        return !Nd4j.getEnvironment().isCPU();
    }

    private static List<Gpu> visibleGpus() {
        NativeOps cuda = NativeOpsHolder.getInstance().getDeviceNativeOps();
        List<Gpu> gpus = new ArrayList<>();
        for (int device = 0; device < cuda.getAvailableDevices(); device++) {
            gpus.add(
                    new Gpu(
                            cuda.getDeviceName(device),
                            cuda.getDeviceMajor(device),
                            cuda.getDeviceMinor(device),
                            cuda.getDeviceTotalMemory(device) >> 20));
        }
        return gpus;
    }

    /**
     * Why no process of this distribution can compute on a GPU, whatever the machine; empty if one can. Does not start ND4J.
     */
    public static Optional<String> absenceOfCuda() {
        return absenceOfCuda(ComputeDevice.class.getClassLoader());
    }

    static Optional<String> absenceOfCuda(ClassLoader libraries) {
        if (libraries.getResource(CUDA_BACKEND.replace('.', '/') + ".class") != null) {
            return Optional.empty();
        }
        return Optional.of(
                "gpu: --enable-gpu expected ND4J's CUDA backend on the class path, found none in this distribution; "
                        + "use one that was built with mvn -P gpu package, or leave --enable-gpu out (docs/gpu.md)");
    }

    /**
     * The device of this process, if it is what the job wants; starts ND4J.
     *
     * @param gpu whether the job wants a GPU for each process that computes gradients
     * @throws IllegalStateException if it is not; the message says what was expected and found and what to do
     */
    public static ComputeDevice require(boolean gpu) {
        Optional<String> absence = gpu ? absenceOfCuda() : Optional.empty();
        ComputeDevice found = ofThisProcess();
        absence.or(() -> found.fault(gpu))
                .ifPresent(
                        why -> {
                            throw new IllegalStateException(why);
                        });
        return found;
    }

    /**
     * Why a process that computes here is not what the job wants; empty if it is.
     *
     * @param gpu whether the job wants a GPU for each process that computes gradients
     */
    public Optional<String> fault(boolean gpu) {
        if (!gpu) {
            return cuda ? Optional.of(unwantedCuda()) : Optional.empty();
        }
        if (!cuda || gpus.isEmpty()) {
            return Optional.of(
                    "gpu: expected a GPU that CUDA can use, found none: ND4J has taken its "
                            + backend
                            + ", and its own warning says why; check that the machine has NVIDIA's driver (nvidia-smi),"
                            + " and that YARN's isolation and CUDA_VISIBLE_DEVICES leave this process a GPU (docs/gpu.md)");
        }
        if (gpus.size() > 1) {
            return Optional.of(severalGpus());
        }
        return gpus.get(0).isKnownToNd4j() ? Optional.empty() : Optional.of(foreignGpu());
    }

    private String unwantedCuda() {
        return "gpu: a process that computes without --enable-gpu expected ND4J's backend for the processor, found "
                + backend
                + " with "
                + gpus
                + "; set BACKEND_PRIORITY_CPU=1000 in its environment, as bin/draco and the ApplicationMaster do";
    }

    private String severalGpus() {
        return "gpu: expected one GPU that this process can see, found "
                + gpus.size()
                + ", "
                + gpus
                + ": nothing keeps it from the GPUs of others; on a cluster have YARN isolate them (LinuxContainerExecutor"
                + " with the devices cgroup, or Docker), elsewhere set CUDA_VISIBLE_DEVICES to one (docs/gpu.md)";
    }

    private String foreignGpu() {
        return "gpu: expected a GPU of compute capability 3.7 or 5.0 to 8.9, for which ND4J's library has code, found "
                + gpus.get(0)
                + "; train where the nodes have such GPUs, or leave --enable-gpu out (docs/gpu.md)";
    }

    /** For a log. */
    @Override
    public String toString() {
        return cuda
                ? "GPU "
                        + gpus.stream().map(Gpu::toString).collect(Collectors.joining(" and "))
                        + " (ND4J's "
                        + backend
                        + ")"
                : "CPU (ND4J's " + backend + ")";
    }
}
