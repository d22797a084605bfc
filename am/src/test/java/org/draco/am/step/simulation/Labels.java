package org.draco.am.step.simulation;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.NumberVector;

/** Under which worker, step and task each digest and vector that the loop has got was sent. */
final class Labels {

    private final Map<Object, WorkerEvent> labels = new IdentityHashMap<>();

    /** A copy of the event, as over a wire, whose digest or vector will be known by its identity. */
    WorkerEvent copy(WorkerEvent event) {
        if (event instanceof WorkerEvent.Answered answer) {
            Optional<Digest> digest = answer.digest().map(d -> Digest.ofBytes(d.toBytes()));
            digest.ifPresent(copy -> labels.put(copy, answer));
            return new WorkerEvent.Answered(
                    answer.worker(),
                    answer.step(),
                    answer.task(),
                    answer.loss(),
                    answer.computeNanos(),
                    answer.saturated(),
                    digest);
        } else if (event instanceof WorkerEvent.VectorArrived arrival) {
            NumberVector copy = Truth.copy(arrival.vector());
            labels.put(copy, arrival);
            return new WorkerEvent.VectorArrived(
                    arrival.worker(), arrival.step(), arrival.task(), copy);
        }
        return event;
    }

    /** The event that brought this digest or vector; null if none did. */
    WorkerEvent of(Object said) {
        return labels.get(said);
    }
}
