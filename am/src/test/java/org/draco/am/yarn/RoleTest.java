package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceInformation;
import org.apache.hadoop.yarn.exceptions.ResourceNotFoundException;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each role asks YARN for. */
class RoleTest {

    private static final JobSpec.Containers ON_CPUS = Jobs.withWorkers(3).containers();
    private static final JobSpec.Containers ON_GPUS = Jobs.onGpus(3).containers();

    @AfterEach
    void forgetGpus() {
        KnownResources.learn(KnownResources.ORDINARY);
    }

    private static long gpus(Role role, JobSpec.Containers sizes) {
        return role.resource(sizes).getResourceValue(ResourceInformation.GPU_URI);
    }

    @Test
    void onlyAWorkerOfAJobOnGpusAsksForOne() {
        KnownResources.learn(KnownResources.WITH_GPUS);
        assertEquals(1, gpus(Role.WORKER, ON_GPUS));
        assertEquals(0, gpus(Role.EVALUATOR, ON_GPUS));
        assertEquals(0, gpus(Role.MASTER, ON_GPUS));
        assertEquals(0, gpus(Role.WORKER, ON_CPUS));
    }

    @Test
    void memoryAndVcoresAreTheSameWithAGpu() {
        KnownResources.learn(KnownResources.WITH_GPUS);
        Resource with = Role.WORKER.resource(ON_GPUS);
        assertEquals(768, with.getMemorySize());
        assertEquals(2, with.getVirtualCores());
    }

    /** In a container there is no resource-types.xml: what is not learnt from the ResourceManager is not known. */
    @Test
    void aGpuCannotBeAskedForBeforeItIsKnown() {
        KnownResources.learn(KnownResources.ORDINARY);
        assertThrows(ResourceNotFoundException.class, () -> Role.WORKER.resource(ON_GPUS));
        assertEquals(Resource.newInstance(768, 2), Role.WORKER.resource(ON_CPUS));
        assertEquals(Resource.newInstance(896, 2), Role.EVALUATOR.resource(ON_GPUS));
    }
}
