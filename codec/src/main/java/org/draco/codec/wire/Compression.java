package org.draco.codec.wire;

import com.scalableminds.bloscjava.Blosc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How chunks are compressed: a job's choice, the same at both ends.
 *
 * @param codec {@code raw}, or a codec of Blosc: {@code blosclz}, {@code lz4}, {@code lz4hc}, {@code zlib}, {@code zstd}; or {@code auto}, for
 *     whichever of some {@link #ways} is fastest
 * @param level 0 (none) to 9
 * @param shuffle {@code none}, {@code byte} or {@code bit}
 * @param chunkFloats how many floats a chunk holds, but for a vector's last
 */
public record Compression(String codec, int level, String shuffle, int chunkFloats) {

    private static final String RAW = "raw";
    private static final String AUTO = "auto";

    /** Beyond its first level zstd takes much longer for little. */
    private static final int ZSTD_LEVEL = 1;

    /** A gibibyte: the bytes of a chunk must fit in an array. */
    private static final int MAX_CHUNK_FLOATS = 1 << 28;

    private static final Map<String, Blosc.Compressor> CODECS =
            Map.of(
                    "blosclz", Blosc.Compressor.BLOSCLZ,
                    "lz4", Blosc.Compressor.LZ4,
                    "lz4hc", Blosc.Compressor.LZ4HC,
                    "zlib", Blosc.Compressor.ZLIB,
                    "zstd", Blosc.Compressor.ZSTD);
    private static final Map<String, Blosc.Shuffle> SHUFFLES =
            Map.of(
                    "none", Blosc.Shuffle.NO_SHUFFLE,
                    "byte", Blosc.Shuffle.BYTE_SHUFFLE,
                    "bit", Blosc.Shuffle.BIT_SHUFFLE);

    /** All that is wrong with the choice; empty when it can be used. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!isRaw() && !isAuto() && !CODECS.containsKey(codec)) {
            faults.add(
                    "wire codec: expected auto, raw or one of "
                            + CODECS.keySet().stream().sorted().toList()
                            + ", found \""
                            + codec
                            + "\"");
        }
        if (!SHUFFLES.containsKey(shuffle)) {
            faults.add(
                    "wire shuffle: expected one of "
                            + SHUFFLES.keySet().stream().sorted().toList()
                            + ", found \""
                            + shuffle
                            + "\"");
        }
        if (level < 0 || level > 9) {
            faults.add("wire level: expected 0..9, found " + level);
        }
        if (chunkFloats < 1 || chunkFloats > MAX_CHUNK_FLOATS) {
            faults.add(
                    "wire chunk: expected 1.."
                            + MAX_CHUNK_FLOATS
                            + " floats, found "
                            + chunkFloats);
        }
        return faults;
    }

    /**
     * The ways in which a vector of the job may travel, the one that takes least computing first: one, or with {@code auto} raw, {@code lz4}
     * and {@code zstd}, which takes the fewest bytes.
     */
    public List<Compression> ways() {
        return isAuto()
                ? List.of(with(RAW, level), with("lz4", level), with("zstd", ZSTD_LEVEL))
                : List.of(this);
    }

    private Compression with(String other, int otherLevel) {
        return new Compression(other, otherLevel, shuffle, chunkFloats);
    }

    /** Whether chunks are compressed at all. */
    boolean compresses() {
        return !isRaw() && level > 0;
    }

    /** The number by which a Blosc buffer names its codec. */
    int bloscFormat() {
        return switch (codec) {
            case "blosclz" -> 0;
            case "lz4", "lz4hc" -> 1;
            case "zlib" -> 3;
            case "zstd" -> 4;
            default -> throw new IllegalArgumentException("no codec of Blosc: " + codec);
        };
    }

    private boolean isAuto() {
        return AUTO.equals(codec);
    }

    private boolean isRaw() {
        return RAW.equals(codec);
    }

    Blosc.Compressor bloscCompressor() {
        return CODECS.get(codec);
    }

    Blosc.Shuffle bloscShuffle() {
        return SHUFFLES.get(shuffle);
    }

    /** E.g. {@code lz4-5-bit}, {@code raw}. */
    @Override
    public String toString() {
        return isRaw() || isAuto()
                ? codec
                : String.format(Locale.ROOT, "%s-%d-%s", codec, level, shuffle);
    }
}
