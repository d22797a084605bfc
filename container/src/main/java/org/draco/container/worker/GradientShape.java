package org.draco.container.worker;

/**
 * What is added to the loss beside the samples, and how long a gradient may be: {@code loss + l1 |w|_1 + l2 |w|_2}, whose
 * gradient is then shortened to the norm {@code clip} if it is longer.
 *
 * <p>Only trained parameters count and only their part of the gradient is changed; statistics are no gradients.
 *
 * <p><b>Source.</b> The code of El Mhamdi, Guerraoui, Rouault, <i>Distributed Momentum for Byzantine-resilient Stochastic
 * Gradient Descent</i>, ICLR 2021, with its norms, of which the second is not squared. <b>Departure:</b> that code squares the
 * factors when it adds the terms to the loss; here a factor is what it says.
 *
 * @param l1 factor of the l1 norm, at least 0
 * @param l2 factor of the Euclidean norm, at least 0
 * @param clip above 0, or 0 for none
 */
public record GradientShape(double l1, double l2, double clip) {

    /** The gradient of the samples' loss as it is. */
    public static final GradientShape PLAIN = new GradientShape(0, 0, 0);

    /**
     * Shapes a gradient in place.
     *
     * @param parameters where it was taken; only read
     * @param gradient of the mean loss of the samples
     * @param trained how many components are trained, the first
     * @return what the loss has in addition
     */
    public double apply(float[] parameters, float[] gradient, int trained) {
        double more = 0;
        if (l1 > 0) {
            more += addL1(parameters, gradient, trained);
        }
        if (l2 > 0) {
            more += addL2(parameters, gradient, trained);
        }
        if (clip > 0) {
            shorten(gradient, trained);
        }
        return more;
    }

    private double addL1(float[] parameters, float[] gradient, int trained) {
        double sum = 0;
        float factor = (float) l1;
        for (int i = 0; i < trained; i++) {
            sum += Math.abs(parameters[i]);
            gradient[i] += factor * Math.signum(parameters[i]);
        }
        return l1 * sum;
    }

    /** At the origin, where the norm has no gradient, 0 is taken, as one of its subgradients. */
    private double addL2(float[] parameters, float[] gradient, int trained) {
        double norm = norm(parameters, trained);
        if (norm > 0) {
            float factor = (float) (l2 / norm);
            for (int i = 0; i < trained; i++) {
                gradient[i] += factor * parameters[i];
            }
        }
        return l2 * norm;
    }

    private void shorten(float[] gradient, int trained) {
        double norm = norm(gradient, trained);
        if (norm > clip) {
            float factor = (float) (clip / norm);
            for (int i = 0; i < trained; i++) {
                gradient[i] *= factor;
            }
        }
    }

    private static double norm(float[] vector, int trained) {
        double squares = 0;
        for (int i = 0; i < trained; i++) {
            squares += (double) vector[i] * vector[i];
        }
        return Math.sqrt(squares);
    }
}
