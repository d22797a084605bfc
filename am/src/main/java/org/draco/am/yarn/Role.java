package org.draco.am.yarn;

import java.util.Locale;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceInformation;
import org.draco.layout.job.JobSpec;

/**
 * What a container is for: which program runs in it, how much it asks for, how many there are.
 *
 * <p>Each role asks at a priority of its own. YARN keeps requests of one priority apart from those of another and
 * writes the priority on the container that it gives, so an allocation says by itself which role it answers.
 */
public enum Role {
    /** Decides: ApplicationMaster and parameter server; the client asks for its container. */
    MASTER("org.draco.am.yarn.ApplicationMaster", 0),
    /** Writes checkpoint 0 and evaluates the later ones; trusted, and asked for first because training waits for it. */
    EVALUATOR("org.draco.container.evaluate.EvaluatorMain", 1),
    /** Computes gradients; up to s of them may lie. */
    WORKER("org.draco.container.worker.WorkerMain", 2),
    /** Decides and computes: an ApplicationMaster that does all of its application's work itself ({@link SoloWork}). */
    SOLO("org.draco.bin.simulate.SimulationMaster", 0);

    private final String mainClass;
    private final int priority;

    Role(String mainClass, int priority) {
        this.mainClass = mainClass;
        this.priority = priority;
    }

    /** Fully qualified name of the program; a name only, since am imports neither container nor bin. */
    String mainClass() {
        return mainClass;
    }

    Priority priority() {
        return Priority.newInstance(priority);
    }

    /** Whether this program computes with Deeplearning4j and so needs its flags. */
    boolean computes() {
        return this != MASTER;
    }

    /** How many workers a container of this role has room for; what is no worker counts as one. */
    private int workers(JobSpec.Containers sizes) {
        return this == WORKER ? sizes.workersPerContainer() : 1;
    }

    int heapMb(JobSpec.Containers sizes) {
        return switch (this) {
            case MASTER, SOLO -> sizes.masterHeapMb();
            case EVALUATOR -> sizes.evaluatorHeapMb();
            case WORKER -> sizes.workerHeapMb() * workers(sizes);
        };
    }

    /** The Java heap and, beside it, what native code takes: JavaCPP, oneDNN, Blosc, Netty, the JVM itself. */
    public int memoryMb(JobSpec.Containers sizes) {
        return heapMb(sizes) + sizes.nativeOverheadMb();
    }

    /** How many virtual cores. */
    public int vcores(JobSpec.Containers sizes) {
        return switch (this) {
            case MASTER, SOLO -> sizes.vcores().master();
            case EVALUATOR -> sizes.vcores().evaluator();
            case WORKER -> sizes.vcores().worker() * workers(sizes);
        };
    }

    /** How many GPUs: one for each worker of a job on GPUs, none for those who only decide or judge. */
    public int gpus(JobSpec.Containers sizes) {
        return this == WORKER && sizes.gpu() ? 1 : 0;
    }

    /**
     * What YARN is asked for.
     *
     * @throws org.apache.hadoop.yarn.exceptions.ResourceNotFoundException if a GPU is to be asked for and this process has not
     *     {@linkplain ResourceTypes#learn learnt} of them
     */
    public Resource resource(JobSpec.Containers sizes) {
        Resource asked = Resource.newInstance(memoryMb(sizes), vcores(sizes));
        if (gpus(sizes) > 0) {
            asked.setResourceValue(ResourceInformation.GPU_URI, gpus(sizes));
        }
        return asked;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
