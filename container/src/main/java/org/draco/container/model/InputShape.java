package org.draco.container.model;

/** The shape of one input sample, in the order in which its values lie in memory: channels, rows, columns. */
public record InputShape(int channels, int height, int width) {

    /** Checks that every extent is at least 1. */
    public InputShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "input shape: expected every extent to be at least 1, found "
                            + channels
                            + " x "
                            + height
                            + " x "
                            + width);
        }
    }

    /** How many values one sample has. */
    public int size() {
        return Math.multiplyExact(channels, Math.multiplyExact(height, width));
    }

    @Override
    public String toString() {
        return channels + " x " + height + " x " + width;
    }
}
