package org.draco.codec.aggregate;

/**
 * One gradient per worker: n rows of d components.
 *
 * <p>A view: the rows stay the caller's and are not to be changed while a rule reads them.
 */
public final class Gradients {

    private final float[][] rows;

    /**
     * @param rows at least one, all of one length, in worker order; not copied
     * @throws IllegalArgumentException naming the row that is of another length
     */
    public Gradients(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("gradients: expected at least 1 row, found 0");
        }
        for (int i = 1; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(
                        "row "
                                + i
                                + ": expected "
                                + rows[0].length
                                + " components, found "
                                + rows[i].length);
            }
        }
        this.rows = rows.clone();
    }

    /** n. */
    public int count() {
        return rows.length;
    }

    /** d. */
    public int dimension() {
        return rows[0].length;
    }

    /** Row i itself, not a copy. */
    public float[] row(int i) {
        return rows[i];
    }
}
