package org.draco.codec.attack;

import org.draco.codec.Description;

/**
 * Sends independent normal numbers with mean 0 and standard deviation {@code |magnitude|}.
 *
 * <p><b>Source.</b> The Gaussian adversary of Blanchard et al., <i>Krum</i>, NeurIPS 2017, section 5; DRACO's code names a
 * mode "random" that it does not implement.
 *
 * @param magnitude the deviation; its sign is of no consequence
 */
record RandomGradient(float magnitude) implements Attack {

    static final String NAME = "random";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "independent normal numbers of standard deviation |X|",
                "--adversarial X, finite (default -100)",
                "",
                "Blanchard et al., Krum, NeurIPS 2017, section 5");
    }

    @Override
    public float[] answer(float[] honest, Insight insight) {
        float[] lie = new float[honest.length];
        for (int i = 0; i < lie.length; i++) {
            lie[i] = magnitude * (float) insight.own().nextGaussian();
        }
        return lie;
    }
}
