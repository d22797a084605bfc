package org.draco.container.worker;

import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.vector.NumberType;
import org.draco.container.model.ComputeDevice;

/**
 * The digest by which the parameter server sees whether machines round alike.
 *
 * <p>It says something only about machines that repeat themselves. The processor's backend does, as measured
 * ({@code docs/decisions/0002-pinned-numerics.md}); of GPUs it is not known, since libraries for them may add up in the order in which
 * threads come by. So on a GPU the gradient is computed twice, and where a code compares bits, two different ones are the end:
 * such a worker would be taken for a liar, honest as it is.
 */
final class ReferenceGradient {

    private ReferenceGradient() {}

    /**
     * Computes it; twice on a GPU.
     *
     * @param gradients of this machine, without momentum and attack
     * @param parameters where training starts, d components; only read
     * @throws IllegalStateException if the device does not repeat itself and the code needs it to
     */
    static Digest of(
            BatchGradients gradients, GradientCode code, float[] parameters, ComputeDevice device) {
        Digest reference = GradientWorker.reference(gradients, parameters);
        if (device.cuda() && comparesBits(code.answerForm())) {
            Digest again = GradientWorker.reference(gradients, parameters);
            if (!again.equals(reference)) {
                throw new IllegalStateException(doesNotRepeat(reference, again, device));
            }
        }
        return reference;
    }

    /** Digests agree or not, and a combination of residues that is off by one unit is off altogether. */
    private static boolean comparesBits(AnswerForm form) {
        return form.digestFirst() || form.numbers() == NumberType.RESIDUE;
    }

    private static String doesNotRepeat(Digest first, Digest second, ComputeDevice device) {
        return "reference gradient: expected the same bits from the same input, found "
                + first
                + " and then "
                + second
                + " on "
                + device
                + ", so the code would take this worker for a liar; train without --enable-gpu, or with a code that compares roughly"
                + " (--vote tolerance, --arithmetic float, --approach baseline)";
    }
}
