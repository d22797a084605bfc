package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.yarn.api.records.Resource;
import org.draco.am.yarn.Jobs;
import org.draco.am.yarn.Role;
import org.draco.layout.job.Acls;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Vcores;
import org.junit.jupiter.api.Test;

class ClusterLimitsTest {

    /** Asks for 1024 MB (master), 896 MB (evaluator), 768 MB (worker), of 2 vcores each. */
    private static final JobSpec.Containers SIZES = Jobs.withWorkers(3).containers();

    @Test
    void agreesToWhatJustFits() {
        assertEquals(List.of(), new ClusterLimits(Resource.newInstance(1024, 2)).faults(SIZES));
    }

    @Test
    void namesEveryRoleThatIsTooLargeWhatIsAskedWhatIsAllowedAndWhatToDo() {
        List<String> faults = new ClusterLimits(Resource.newInstance(800, 2)).faults(SIZES);
        assertEquals(2, faults.size());
        assertEquals(
                "memory of the master container: expected at most the 800 MB that this cluster gives one container, found "
                        + "1024 MB (heap and 256 MB of native overhead); lower its heap, or have "
                        + "yarn.scheduler.maximum-allocation-mb or the nodes enlarged",
                faults.get(0));
        assertTrue(faults.get(1).startsWith("memory of the evaluator container"), faults.get(1));
    }

    @Test
    void judgesTheRolesThatThereAre() {
        List<String> faults =
                new ClusterLimits(Resource.newInstance(800, 2))
                        .faults(SIZES, EnumSet.of(Role.SOLO));
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("memory of the solo container"), faults::toString);
    }

    @Test
    void namesTooManyVcores() {
        List<String> faults = new ClusterLimits(Resource.newInstance(4096, 1)).faults(SIZES);
        assertEquals(3, faults.size());
        assertTrue(
                faults.get(2).startsWith("vcores of the worker container: expected at most the 1 "),
                faults.get(2));
    }

    @Test
    void eachRoleHasVcoresOfItsOwn() {
        JobSpec.Containers sizes =
                new JobSpec.Containers(
                        512,
                        512,
                        512,
                        256,
                        new Vcores(1, 2, 3),
                        1,
                        "default",
                        false,
                        1,
                        Acls.OWNER);
        List<String> faults = new ClusterLimits(Resource.newInstance(4096, 2)).faults(sizes);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("vcores of the master container"), faults::toString);
        assertTrue(faults.get(0).contains("found 3"), faults::toString);
    }

    /** In this process nobody has learnt of GPUs, as in a client's whose ResourceManager has none. */
    @Test
    void judgesMemoryAndVcoresOfAJobOnGpusToo() {
        JobSpec.Containers onGpus = Jobs.onGpus(3).containers();
        assertEquals(
                new ClusterLimits(Resource.newInstance(800, 1)).faults(SIZES),
                new ClusterLimits(Resource.newInstance(800, 1)).faults(onGpus));
    }
}
