package org.draco.bin.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which option sets which field of a job's specification: a person is told of what he has typed. */
final class SpecOptions {

    /** A field as faults name it: words with dots between them. */
    private static final Pattern FIELD = Pattern.compile("[a-z]+(\\.[a-zA-Z0-9]+)+");

    /** As the codec, which knows no options, names how vectors travel. */
    private static final Pattern WIRE = Pattern.compile("^wire (codec|level|shuffle|chunk):");

    /** Field and option, a line each. */
    private static final Map<String, String> OPTIONS =
            table(
                    """
                    data.dataset                              dataset
                    data.uri                                  root
                    data.order                                order
                    data.batchesPerStep                       batches-per-step
                    data.partition                            partition
                    data.augment                              augment
                    metrics.detail                            metrics
                    metrics.studyBatches                      study-batches
                    metrics.studyPast                         study-past
                    training.batchSize                        batch-size
                    training.maxSteps                         max-steps
                    training.evalFreq                         eval-freq
                    training.evalBatchSize                    eval-batch-size
                    training.start                            initial-parameters
                    training.optimization.optimizer           optimizer
                    training.optimization.learningRate        lr
                    training.optimization.schedule            lr-schedule
                    training.optimization.momentum.share      momentum
                    training.optimization.momentum.dampening  dampening
                    training.optimization.momentum.at         momentum-at
                    training.optimization.weightDecay         weight-decay
                    training.local.steps                      local-steps
                    training.local.labelSmoothing             label-smoothing
                    training.local.l1                         l1
                    training.local.l2                         l2
                    training.local.gradientClip               gradient-clip
                    resilience.workers                        workers
                    resilience.approach                       approach
                    resilience.groupSize                      group-size
                    resilience.voteGroups                     vote-groups
                    resilience.mode                           mode
                    resilience.arithmetic                     arithmetic
                    resilience.vote                           vote
                    resilience.voteTolerance                  vote-tolerance
                    resilience.errorTolerance                 error-tolerance
                    resilience.onProvenLiar                   on-proven-liar
                    experiment.workerFail                     worker-fail
                    experiment.errMode                        err-mode
                    wire.codec                                wire-codec
                    wire.level                                wire-level
                    wire.shuffle                              wire-shuffle
                    wire.chunkFloats                          wire-chunk
                    wire.numbers                              wire
                    containers.workerHeapMb                   worker-memory
                    containers.evaluatorHeapMb                evaluator-memory
                    containers.masterHeapMb                   master-memory
                    containers.nativeOverheadMb               memory-overhead
                    containers.vcores.worker                  worker-vcores
                    containers.vcores.evaluator               evaluator-vcores
                    containers.vcores.master                  master-vcores
                    containers.threads                        threads
                    containers.queue                          queue
                    containers.workersPerContainer            workers-per-container
                    containers.acls.view                      view-acls
                    containers.acls.modify                    modify-acls
                    timeouts.allocationSeconds                allocation-timeout
                    timeouts.registrationSeconds              registration-timeout
                    timeouts.stepSeconds                      step-timeout
                    timeouts.evaluatorSeconds                 evaluator-timeout
                    timeouts.masterSeconds                    master-timeout
                    timeouts.storageSeconds                   storage-timeout
                    recovery.masterAttempts                   master-attempts
                    recovery.maxReplacements                  max-replacements
                    recovery.keepCheckpoints                  keep-checkpoints
                    """);

    private SpecOptions() {}

    private static Map<String, String> table(String lines) {
        return lines.lines()
                .map(line -> line.split(" +"))
                .collect(Collectors.toUnmodifiableMap(words -> words[0], words -> words[1]));
    }

    /** What a fault is of: the option's name without its hyphens, where there is one. */
    static String of(String fault) {
        String named = named(fault);
        return named.substring(0, Math.max(0, named.indexOf(':')));
    }

    /** A fault of a specification, with the options' names, without their hyphens, in the place of the fields'. */
    static String named(String fault) {
        return FIELD.matcher(WIRE.matcher(fault).replaceFirst("wire-$1:"))
                .replaceAll(
                        field ->
                                Matcher.quoteReplacement(
                                        OPTIONS.getOrDefault(field.group(), field.group())));
    }
}
