package org.draco.layout.job;

/**
 * How a gradient moves the model.
 *
 * @param optimizer {@code sgd} or {@code adam}
 * @param optimizerArgs values of its parameters, {@code k=v,k=v}; empty for its defaults
 * @param learningRate factor of the update in the first step, above 0
 * @param schedule how the rate changes from step to step, e.g. {@code constant}
 * @param scheduleArgs values of its parameters, {@code k=v,k=v}
 * @param momentum of SGD; Adam has its own
 * @param weightDecay share of each trained parameter that is taken off it, times the rate, in each step; outside of any momentum
 */
public record Optimization(
        String optimizer,
        String optimizerArgs,
        double learningRate,
        String schedule,
        String scheduleArgs,
        Momentum momentum,
        double weightDecay) {

    /** Stochastic gradient descent. */
    public static final String SGD = "sgd";

    /** Adam, with decoupled weight decay. */
    public static final String ADAM = "adam";

    /** The same rate in every step. */
    public static final String CONSTANT = "constant";

    /**
     * Momentum.
     *
     * @param share of the last velocity that is kept, 0 (none) to below 1
     * @param dampening the share of a new gradient that is left out of the velocity, 0 (none) to below 1
     * @param nesterov whether gradients are taken at the parameters to which the velocity alone would lead
     * @param at where the velocity is: {@link #UPDATE}, {@link #SERVER} or {@link #WORKER}
     */
    public record Momentum(double share, double dampening, boolean nesterov, String at) {

        /** At the parameter server, of decoded gradients. */
        public static final String UPDATE = "update";

        /** At the parameter server, added to each answer before the aggregation rule sees it. */
        public static final String SERVER = "server";

        /** At each worker, of its own gradients. */
        public static final String WORKER = "worker";
    }

    /** SGD at a constant rate, with momentum of the decoded gradient. */
    public static Optimization sgd(double learningRate, double momentum) {
        return new Optimization(
                SGD,
                "",
                learningRate,
                CONSTANT,
                "",
                new Momentum(momentum, 0, false, Momentum.UPDATE),
                0);
    }
}
