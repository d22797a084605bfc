package org.draco.bin.arrays;

import java.util.List;
import java.util.Set;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.StepDecoder;

/** One step of a job's own decoder, all answers of which lie in an array. */
final class ArrayStep {

    private final float[] gradient;
    private final Set<Integer> suspects;

    ArrayStep(GradientCode code, float[][] answers, Set<Integer> missing)
            throws UndecodableException {
        StepDecoder decoder = code.newDecoder(answers[0].length);
        missing.forEach(decoder::onLost);
        for (int worker = 0; worker < answers.length; worker++) {
            if (missing.contains(worker)) {
                continue;
            }
            if (code.answerForm() == AnswerForm.DIGEST_FIRST) {
                decoder.onDigest(worker, Digest.of(answers[worker]));
            } else {
                decoder.onGradient(worker, answers[worker]);
            }
        }
        List<Integer> requests = decoder.takeRequests();
        while (!requests.isEmpty()) {
            requests.forEach(worker -> decoder.onGradient(worker, answers[worker]));
            requests = decoder.takeRequests();
        }
        suspects = decoder.suspects();
        Decoding decoding = decoder.decoding();
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
