package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/** A step in which all answer what they should, and knows whether the decoder still holds the vectors. */
final class HonestStep {

    private static final int COLLECTIONS = 100;

    private final Scene scene;
    private final List<WeakReference<Object>> arrays = new ArrayList<>();

    HonestStep(Scene scene) {
        this.scene = scene;
    }

    /** Everybody says everything, until there is a gradient, which is returned. */
    float[] play(StepDecoder decoder) {
        for (int worker = 0; worker < scene.workers(); worker++) {
            if (scene.code.answerForm().digestFirst()) {
                sayDigest(decoder, worker, scene.taskOf(worker));
            } else {
                handIn(decoder, worker, scene.taskOf(worker));
            }
        }
        List<Request> asked = decoder.takeRequests();
        while (!asked.isEmpty()) {
            for (Request request : asked) {
                if (request instanceof Request.SendVector) {
                    handIn(decoder, request.worker(), request.task());
                } else {
                    sayDigest(decoder, request.worker(), request.task());
                }
            }
            asked = decoder.takeRequests();
        }
        return assertInstanceOf(Decoding.Decoded.class, decoder.decoding()).gradient();
    }

    private void sayDigest(StepDecoder decoder, int worker, int task) {
        float[] gradient = ((FloatVector) scene.honest(task)).values();
        decoder.onDigest(worker, task, Digest.of(gradient));
    }

    private void handIn(StepDecoder decoder, int worker, int task) {
        NumberVector copy = Numbers.copy(scene.honest(task));
        arrays.add(new WeakReference<>(Numbers.array(copy)));
        decoder.onVector(worker, task, copy);
    }

    /** Complains if one of the answers is still in use. */
    void assertForgotten() {
        for (WeakReference<Object> array : arrays) {
            for (int i = 0; i < COLLECTIONS && array.get() != null; i++) {
                System.gc();
            }
            assertNull(array.get(), "of " + arrays.size() + " vectors");
        }
    }
}
