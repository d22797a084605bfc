package org.draco.bin.arrays;

import java.io.IOException;
import java.nio.file.Path;
import org.draco.bin.npy.NpyFormatException;
import org.draco.bin.npy.NpyHeader;
import org.draco.bin.npy.NpyReader;
import org.draco.bin.npy.NpyType;
import org.draco.bin.npy.NpyWriter;

/**
 * Answers in files: one matrix (P, d), and for residues a vector of int32 exponents beside it, whose name is that of the
 * matrix with {@code .exponents.npy} in place of {@code .npy}.
 */
public final class AnswerFiles {

    private AnswerFiles() {}

    /** Where the exponents of a file of residues are. */
    public static Path exponentsBeside(Path answers) {
        String name = answers.getFileName().toString();
        String stem = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
        return answers.resolveSibling(stem + ".exponents.npy");
    }

    /** Writes the answers; the exponents first, so that whoever sees the matrix finds them. */
    public static void write(Path file, Answers answers) throws IOException {
        if (answers instanceof Answers.Floats floats) {
            writeFloats(file, NpyType.FLOAT32, floats.rows());
        } else if (answers instanceof Answers.Complexes complexes) {
            writeFloats(file, NpyType.COMPLEX64, complexes.rows());
        } else if (answers instanceof Answers.Residues residues) {
            int[] exponents = residues.exponents();
            writeInts(exponentsBeside(file), NpyType.INT32, new int[][] {exponents}, false);
            writeInts(file, NpyType.UINT32, residues.rows(), true);
        } else {
            throw new AssertionError("a new kind of answers: " + answers);
        }
    }

    /** Writes a vector (d,) of float32, which is only read. */
    public static void writeVector(Path file, float[] vector) throws IOException {
        try (NpyWriter writer = new NpyWriter(file, NpyType.FLOAT32, vector.length)) {
            writer.write(vector);
            writer.finish();
        }
    }

    private static void writeFloats(Path file, NpyType type, float[][] rows) throws IOException {
        int columns = rows[0].length / type.width();
        try (NpyWriter writer = new NpyWriter(file, type, rows.length, columns)) {
            for (float[] row : rows) {
                writer.write(row);
            }
            writer.finish();
        }
    }

    private static void writeInts(Path file, NpyType type, int[][] rows, boolean matrix)
            throws IOException {
        long columns = rows[0].length;
        long[] shape = matrix ? new long[] {rows.length, columns} : new long[] {columns};
        try (NpyWriter writer = new NpyWriter(file, type, shape)) {
            for (int[] row : rows) {
                writer.write(row);
            }
            writer.finish();
        }
    }

    /**
     * Reads the rest of an open file, which holds a matrix.
     *
     * @param matrix a matrix of float32, complex64 or uint32, no row of which was read
     */
    public static Answers read(NpyReader matrix) throws IOException {
        int rows = Math.toIntExact(matrix.header().rows());
        if (matrix.header().type() == NpyType.UINT32) {
            int[][] residues = new int[rows][];
            for (int row = 0; row < rows; row++) {
                residues[row] = matrix.nextInts();
            }
            return new Answers.Residues(residues, exponents(exponentsBeside(matrix.file())));
        }
        boolean complex = matrix.header().type() == NpyType.COMPLEX64;
        float[][] floats = new float[rows][];
        for (int row = 0; row < rows; row++) {
            floats[row] = complex ? matrix.nextComplex() : matrix.nextFloats();
        }
        return complex ? new Answers.Complexes(floats) : new Answers.Floats(floats);
    }

    private static int[] exponents(Path file) throws IOException {
        try (NpyReader reader = new NpyReader(file)) {
            NpyHeader header = reader.header();
            if (header.type() != NpyType.INT32 || header.dimensions() != 1) {
                throw new NpyFormatException(
                        file,
                        0,
                        "a vector of int32, the exponents",
                        header.type().numpyName() + " of shape " + header.shapeText());
            }
            return reader.nextInts();
        }
    }
}
