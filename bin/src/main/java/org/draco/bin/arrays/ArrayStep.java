package org.draco.bin.arrays;

import java.util.List;
import java.util.Set;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;

/** One step of a job's own decoder, all answers of which lie in an array. */
final class ArrayStep {

    private final float[] gradient;
    private final Set<Integer> suspects;

    ArrayStep(GradientCode code, float[][] answers, Set<Integer> missing)
            throws UndecodableException {
        StepDecoder decoder = code.newDecoder(answers[0].length, new int[0]);
        missing.forEach(decoder::onLost);
        for (int worker = 0; worker < answers.length; worker++) {
            if (!missing.contains(worker)) {
                answer(worker, answers[worker], code, decoder);
            }
        }
        List<Request> requests = decoder.takeRequests();
        while (!requests.isEmpty()) {
            for (Request request : requests) {
                grant(request, answers, decoder);
            }
            requests = decoder.takeRequests();
        }
        Decoding decoding = decoder.decoding();
        suspects = decoder.suspects();
        if (decoding instanceof Decoding.Decoded decoded) {
            gradient = decoded.gradient();
        } else if (decoding instanceof Decoding.Undecodable undecodable) {
            throw new UndecodableException(undecodable.why(), suspects);
        } else if (decoding instanceof Decoding.TooFewAnswers tooFew) {
            throw new UndecodableException(tooFew.why(), suspects);
        } else {
            throw new AssertionError("everybody has answered or is missing: " + decoding);
        }
    }

    private static void answer(int worker, float[] row, GradientCode code, StepDecoder decoder) {
        int task = code.assignment().taskOf(worker);
        if (code.answerForm().digestFirst()) {
            decoder.onDigest(worker, task, Digest.of(row));
        } else {
            decoder.onVector(worker, task, new FloatVector(row));
        }
    }

    private static void grant(Request request, float[][] answers, StepDecoder decoder)
            throws UndecodableException {
        if (!(request instanceof Request.SendVector wanted)) {
            throw new UndecodableException(
                    "group %d disagrees or lacks an answer: in a job, worker %d would compute its gradient as well, but the"
                                    .formatted(request.task(), request.worker())
                            + " array has only the first answers",
                    decoder.suspects());
        }
        FloatVector row = new FloatVector(answers[wanted.worker()]);
        decoder.onVector(wanted.worker(), wanted.task(), row);
    }

    /** The decoder's own result, a mean over batches. */
    float[] gradient() {
        return gradient;
    }

    Set<Integer> suspects() {
        return suspects;
    }

    /** The answers are floats, and the array has P rows of one length. */
    static float[][] floats(Answers answers, GradientCode code) {
        if (!(answers instanceof Answers.Floats floats)
                || answers.workers() != code.faults().workers()) {
            throw new IllegalArgumentException(
                    "%s: expected %d rows of float32"
                            .formatted(code.name(), code.faults().workers()));
        }
        return floats.rows();
    }

    /** Adds {@code row} to {@code sum}. */
    static void add(float[] sum, float[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }
}
