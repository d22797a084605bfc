package org.draco.codec.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The algorithm is part of a job's format: it is pinned by literals and by the JDK's own SplitMix64. */
class StepRandomTest {

    private static final int DRAWS = 100_000;

    /** One turn of the mixer, taken from the JDK: {@link SplittableRandom} is the same SplitMix64. */
    private static long mixed(long h) {
        return new SplittableRandom(h).nextLong();
    }

    /** The documented derivation of the initial state, spelled out a second time. */
    private static SplittableRandom reference(long seed, String purpose, long... coordinates) {
        long h = mixed(seed);
        for (char c : purpose.toCharArray()) {
            h = mixed(h ^ c);
        }
        h = mixed(h ^ ~coordinates.length);
        for (long coordinate : coordinates) {
            h = mixed(h ^ mixed(coordinate));
        }
        return new SplittableRandom(h);
    }

    @Test
    void agreesWithTheJdksSplitMix64() {
        long[][] coordinates = {{}, {0}, {3}, {-5, 1L << 40}, {1, 2, 3, Long.MIN_VALUE}};
        for (long seed : new long[] {0, 7, -1, Long.MAX_VALUE}) {
            for (String purpose : new String[] {"", "liars", "attack", "\u00fc\u4e2d"}) {
                for (long[] where : coordinates) {
                    StepRandom found = new StepRandom(seed, purpose, where);
                    SplittableRandom expected = reference(seed, purpose, where);
                    for (int i = 0; i < 100; i++) {
                        assertEquals(expected.nextLong(), found.nextLong());
                    }
                }
            }
        }
    }

    /** Computed with a separate implementation in Python. If one of these changes, old jobs cannot be resumed. */
    @Test
    void drawsTheNumbersThatEveryReleaseDraws() {
        assertDraws(
                new StepRandom(7, "liars", 3),
                0xcfe0ca163e314801L,
                0x0f8b3f123ebd2d3dL,
                0xdbb7c5c4c125aa02L);
        assertDraws(
                new StepRandom(0, ""),
                0x7985575aa0f03783L,
                0x80430e0963295019L,
                0x9f9a2439b3654c26L);
        assertDraws(
                new StepRandom(-1, "batch", -5, 1L << 40),
                0xc01317a33da8460cL,
                0xdd77a10ba684a263L,
                0x07985b5a2ac08c30L);
    }

    private static void assertDraws(StepRandom random, long... expected) {
        for (long number : expected) {
            assertEquals(Long.toHexString(number), Long.toHexString(random.nextLong()));
        }
    }

    @Test
    void drawsTheDerivedNumbersThatEveryReleaseDraws() {
        assertArrayEquals(
                new int[] {1, 4, 3, 2, 5, 1, 0, 2, 2, 2, 1, 2},
                drawn(new StepRandom(7, "dice"), 6, 12));
        assertArrayEquals(
                new int[] {373050800, 591780813, 2090727067, 2061412967},
                drawn(new StepRandom(7, "wide"), Integer.MAX_VALUE, 4));
        // 3 * 2^29 + 1 rejects more than a third of what it draws.
        assertArrayEquals(
                new int[] {798577617, 932524512, 900436834, 870654722},
                drawn(new StepRandom(7, "rejects"), 1610612737, 4));
        StepRandom doubles = new StepRandom(7, "double");
        assertEquals(0x1.e9b3934451180p-4, doubles.nextDouble());
        assertEquals(0x1.5abb06a114d36p-2, doubles.nextDouble());
        assertEquals(0x1.0433b8efb643cp-1, doubles.nextDouble());
        StepRandom normal = new StepRandom(7, "normal");
        assertEquals(-0x1.b27b542cdebc7p-2, normal.nextGaussian());
        assertEquals(-0x1.388a13b7163c9p+0, normal.nextGaussian());
        assertEquals(-0x1.c7b5a863249c1p+0, normal.nextGaussian());
        assertArrayEquals(
                new int[] {1, 6, 8, 4, 2, 0, 7, 9, 3, 5},
                new StepRandom(7, "order").permutation(10));
    }

    private static int[] drawn(StepRandom random, int bound, int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(bound);
        }
        return numbers;
    }

    /** Of the 2^32 words, the first 2^32 mod bound of each residue's products are rejected; the rest is floor(w bound / 2^32). */
    @Test
    void drawsIntegersAsTheDefinitionSays() {
        BigInteger words = BigInteger.ONE.shiftLeft(32);
        for (int bound : new int[] {1, 2, 3, 6, 10, 1000, 1610612737, Integer.MAX_VALUE}) {
            StepRandom found = new StepRandom(5, "bound", bound);
            SplittableRandom source = reference(5, "bound", bound);
            BigInteger n = BigInteger.valueOf(bound);
            for (int i = 0; i < 1000; i++) {
                BigInteger product;
                do {
                    product = BigInteger.valueOf(source.nextLong() >>> 32).multiply(n);
                } while (product.mod(words).compareTo(words.mod(n)) < 0);
                assertEquals(product.divide(words).intValue(), found.nextInt(bound));
            }
        }
    }

    @Test
    void refusesAnEmptyRange() {
        StepRandom random = new StepRandom(1, "x");
        for (int bound : new int[] {0, -1, Integer.MIN_VALUE}) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> random.nextInt(bound))
                            .getMessage();
            assertTrue(message.contains("found " + bound), message);
        }
    }

    @Test
    void drawsIntegersEvenly() {
        for (int bound : new int[] {2, 3, 7, 10, 97}) {
            StepRandom random = new StepRandom(11, "even", bound);
            int[] counts = new int[bound];
            for (int i = 0; i < DRAWS; i++) {
                counts[random.nextInt(bound)]++;
            }
            ChiSquare.assertEven(counts, "nextInt(" + bound + ")");
        }
    }

    /** Streams are used for a few numbers each, so evenness must hold across first draws too. */
    @Test
    void drawsFirstNumbersOfNeighbouringStreamsEvenly() {
        int[] counts = new int[9];
        for (int step = 0; step < DRAWS; step++) {
            counts[new StepRandom(7, "liars", step).nextInt(9)]++;
        }
        ChiSquare.assertEven(counts, "first draws");
    }

    @Test
    void drawsDoublesEvenlyFromTheHalfOpenUnitInterval() {
        StepRandom random = new StepRandom(11, "unit");
        int[] counts = new int[64];
        for (int i = 0; i < DRAWS; i++) {
            double x = random.nextDouble();
            assertTrue(x >= 0 && x < 1, "found " + x);
            counts[(int) (x * counts.length)]++;
        }
        ChiSquare.assertEven(counts, "nextDouble");
    }

    /** Cut at the normal distribution's quartiles, +-0.674490 and 0, a normal source fills four bins evenly. */
    @Test
    void drawsNormalNumbers() {
        StepRandom random = new StepRandom(11, "normal");
        int[] counts = new int[4];
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = random.nextGaussian();
            assertTrue(Double.isFinite(x), "found " + x);
            counts[x < -0.6744897501960817 ? 0 : x < 0 ? 1 : x < 0.6744897501960817 ? 2 : 3]++;
            squares += x * x;
        }
        ChiSquare.assertEven(counts, "nextGaussian");
        // The mean of x^2 is 1 with standard deviation sqrt(2 / DRAWS); six of them are never
        // exceeded.
        assertEquals(1, squares / DRAWS, 6 * Math.sqrt(2.0 / DRAWS));
    }

    @Test
    void permutesEveryNumberToEveryPlaceEvenly() {
        StepRandom random = new StepRandom(11, "permutations");
        int[] counts = new int[24];
        for (int i = 0; i < DRAWS; i++) {
            int[] order = random.permutation(4);
            int rank = 0;
            for (int a = 0; a < 4; a++) {
                int smallerToTheRight = 0;
                for (int b = a + 1; b < 4; b++) {
                    smallerToTheRight += order[b] < order[a] ? 1 : 0;
                }
                rank = rank * (4 - a) + smallerToTheRight;
            }
            counts[rank]++;
        }
        ChiSquare.assertEven(counts, "the 24 permutations of 4");
    }

    @Test
    void permutesAnyNumberOfThings() {
        for (int n : new int[] {0, 1, 2, 9, 1000}) {
            int[] order = new StepRandom(3, "any", n).permutation(n);
            Arrays.sort(order);
            for (int i = 0; i < n; i++) {
                assertEquals(i, order[i]);
            }
            assertEquals(n, order.length);
        }
    }

    @Test
    void keepsStreamsOfDifferentNamesApart() {
        Set<Long> firsts = new HashSet<>();
        int streams = 0;
        for (long seed = 0; seed < 5; seed++) {
            for (String purpose : new String[] {"", "a", "b", "ab", "ba"}) {
                long[][] coordinates = {{}, {0}, {1}, {0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 0, 0}};
                for (long[] where : coordinates) {
                    firsts.add(new StepRandom(seed, purpose, where).nextLong());
                    streams++;
                }
            }
        }
        assertEquals(streams, firsts.size());
    }

    @Test
    void isAFunctionOfItsArguments() {
        assertEquals(new StepRandom(1, "x", 2).nextLong(), new StepRandom(1, "x", 2).nextLong());
        assertNotEquals(new StepRandom(1, "x", 2).nextLong(), new StepRandom(2, "x", 1).nextLong());
    }
}
