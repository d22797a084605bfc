package org.draco.layout.job;

/**
 * How vectors travel.
 *
 * @param codec {@code auto}, {@code lz4}, {@code zstd}, {@code blosclz}, {@code lz4hc}, {@code zlib} or {@code raw}
 * @param level effort of the codec, 0 to 9
 * @param shuffle {@code none}, {@code byte} or {@code bit}
 * @param chunkFloats numbers in one chunk
 * @param numbers {@code float32} or {@code float64}: answers of a float cyclic code
 * @param encrypt whether connections between workers and parameter server are encrypted
 */
public record Wire(
        String codec, int level, String shuffle, int chunkFloats, String numbers, boolean encrypt) {

    /** In the open. */
    public Wire(String codec, int level, String shuffle, int chunkFloats, String numbers) {
        this(codec, level, shuffle, chunkFloats, numbers, false);
    }
}
