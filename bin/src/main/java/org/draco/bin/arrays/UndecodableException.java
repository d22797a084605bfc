package org.draco.bin.arrays;

import java.util.List;
import java.util.Set;

/** More workers lie or are missing than the code can bear, so that there is no sum. */
public final class UndecodableException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<Integer> liars;

    /**
     * @param why which workers disagree or are lacking, and how many may
     * @param liars the workers that are proven to have lied all the same
     */
    public UndecodableException(String why, Set<Integer> liars) {
        super(why);
        this.liars = liars.stream().sorted().toList();
    }

    /** The workers that are proven to have lied, in order. */
    public List<Integer> liars() {
        return liars;
    }
}
