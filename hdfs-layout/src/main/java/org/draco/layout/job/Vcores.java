package org.draco.layout.job;

/**
 * Virtual cores that a container asks for, by what it is for.
 *
 * @param worker of each worker's
 * @param evaluator of the evaluator's
 * @param master of the ApplicationMaster's, whose rules are computed by as many threads
 */
public record Vcores(int worker, int evaluator, int master) {

    /** The same for all. */
    public static Vcores each(int vcores) {
        return new Vcores(vcores, vcores, vcores);
    }
}
