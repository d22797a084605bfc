package org.draco.bin.simulate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.yarn.SoloMaster;
import org.draco.am.yarn.SoloWork;
import org.draco.layout.JobLayout;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulation that is an application of YARN's: its ApplicationMaster, which computes all of it. */
public final class SimulationMaster {

    private static final Logger LOG = LoggerFactory.getLogger(SimulationMaster.class);

    private SimulationMaster() {}

    /** Exit code 0: all steps were made; 1: they were not, and the outcome, YARN's diagnosis or the log say why. */
    @SuppressWarnings("RegexpSinglelineJava") // a main reads the environment
    public static void main(String[] words) {
        System.exit(SoloMaster.run(List.of(words), System.getenv(), SimulationMaster::simulate));
    }

    /** On this machine's disk, with as many gradients at the same time as the container has cores. */
    private static Outcome simulate(SoloWork.Place place, DoubleConsumer progress)
            throws IOException, InterruptedException {
        JobSpec spec = place.spec();
        FileSystem disk = FileSystem.getLocal(place.conf());
        JobLayout here =
                new JobLayout(new Path(place.scratch().toAbsolutePath().toUri().getPath(), "run"));
        WorkingCopy copy =
                new WorkingCopy(
                        disk, here, place.fs(), place.layout(), System::nanoTime, LOG::warn);
        Optional<Outcome> left =
                Outcome.readIfPresent(place.fs(), place.layout())
                        .filter(outcome -> !outcome.interrupted());
        if (left.isPresent()) {
            copy.forget();
            return left.get();
        }
        copy.fetch();
        Outcome outcome =
                new LeanSimulation(
                                spec,
                                place.conf(),
                                place.scratch(),
                                spec.containers().vcores().master())
                        .run(disk, here, new Log(spec.training().maxSteps(), progress, copy));
        copy.bringHome(
                outcome, PatientStorage.ofSeconds(spec.timeouts().storageSeconds(), LOG::warn));
        return outcome;
    }

    private record Log(long steps, DoubleConsumer progress, WorkingCopy copy)
            implements Simulation.Watcher {

        @Override
        public void step(StepRow row) {
            progress.accept((double) row.step() / steps);
        }

        @Override
        public void evaluation(EvaluationRow row) {
            LOG.info(
                    "step {}: loss {}, accuracy {} on {} samples",
                    row.step(),
                    String.format(Locale.ROOT, "%.4f", row.loss()),
                    String.format(Locale.ROOT, "%.4f", row.accuracy()),
                    row.samples());
            copy.checkpointed(row.step());
        }

        @Override
        public void notice(String message) {
            LOG.warn("{}", message);
        }
    }
}
