package org.draco.bin.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.draco.am.train.JobAdmission;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.container.model.ComputeDevice;
import org.draco.container.worker.WorkerParts;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.job.JobSpec;

/** Whether a job can be, asked of everyone who knows something of it, before anything is started. */
final class JobCheck {

    private JobCheck() {}

    /**
     * Refuses a job that cannot be.
     *
     * @param dataset the manifest of its data set, if it is known
     * @param more what else is wrong with it
     * @throws FaultySpecificationException with everything that is wrong, at once
     */
    static void requireSound(JobSpec spec, Optional<DatasetManifest> dataset, List<String> more)
            throws FaultySpecificationException {
        List<String> faults = new ArrayList<>();
        Set<String> outOfRange = new HashSet<>();
        spec.faults().forEach(fault -> outOfRange.add(SpecOptions.of(fault)));
        boolean ofNoCode = !GradientCodes.names().contains(spec.resilience().approach());
        for (String fault : JobAdmission.faults(spec)) {
            // What is out of range needs no further judgement; the arithmetic follows from the
            // code,
            // and from none there follows none.
            boolean saidAlready =
                    outOfRange.contains(SpecOptions.of(fault)) && !spec.faults().contains(fault);
            if (!saidAlready && !(ofNoCode && SpecOptions.of(fault).equals("arithmetic"))) {
                faults.add(SpecOptions.named(fault));
            }
        }
        faults.addAll(WorkerParts.faults(spec, dataset));
        if (spec.containers().gpu()) {
            ComputeDevice.absenceOfCuda().ifPresent(faults::add);
        }
        faults.addAll(more);
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
    }

    /**
     * Refuses a job whose gradients this process is to compute, if it would do so on another device than the job wants; starts ND4J.
     *
     * @return the device
     */
    static ComputeDevice requireDevice(JobSpec spec) throws FaultySpecificationException {
        ComputeDevice device = ComputeDevice.ofThisProcess();
        Optional<String> fault = device.fault(spec.containers().gpu());
        if (fault.isPresent()) {
            throw new FaultySpecificationException(List.of(fault.get()));
        }
        return device;
    }
}
