package org.draco.codec.code.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.draco.codec.vector.ResidueVector;
import org.junit.jupiter.api.Test;

class ExactDecoderTest {

    private static void mustRecover(Scene scene, int[][] answers, long secret, String where) {
        Set<Integer> liars = scene.liarsIn(answers);
        Recovery recovery = scene.decode(answers, secret);
        if (!(recovery instanceof Recovery.Recovered recovered)) {
            throw new AssertionError(where + ": " + recovery);
        }
        assertEquals(liars, recovered.liars(), where);
        assertArrayEquals(scene.sum, recovered.sum().toArray(), where);
    }

    private static List<Integer> members(int mask) {
        return IntStream.range(0, 32).filter(i -> (mask >> i & 1) == 1).boxed().toList();
    }

    private static List<Integer> random(int count, int workers, Random random) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, workers).boxed().toList());
        Collections.shuffle(all, random);
        return all.subList(0, count);
    }

    @Test
    void findsEverySetOfLiarsAmongUpToNineWorkers() {
        long seed = 20260201;
        Random random = new Random(seed);
        for (int workers = 1; workers <= 9; workers++) {
            for (int s = 0; 2 * s < workers; s++) {
                Scene scene = new Scene(workers, s, 3, random);
                for (int mask = 0; mask < 1 << workers; mask++) {
                    if (Integer.bitCount(mask) > s) {
                        continue;
                    }
                    for (Falsehood falsehood : Falsehood.values()) {
                        int[][] answers = scene.copyOfHonest();
                        falsehood.tell(scene, answers, members(mask), random);
                        String where =
                                "seed %d, P %d, s %d, liars %s, %s"
                                        .formatted(seed, workers, s, members(mask), falsehood);
                        mustRecover(scene, answers, random.nextLong(), where);
                    }
                }
            }
        }
    }

    @Test
    void findsEveryMixOfLiarsAndMissingAmongUpToSevenWorkers() {
        long seed = 20260202;
        Random random = new Random(seed);
        for (int workers = 3; workers <= 7; workers++) {
            for (int s = 1; s <= 3 && 2 * s < workers; s++) {
                Scene scene = new Scene(workers, s, 2, random);
                for (int lying = 0; lying < 1 << workers; lying++) {
                    for (int missing = 0; missing < 1 << workers; missing++) {
                        int t = Integer.bitCount(lying);
                        int f = Integer.bitCount(missing);
                        if ((lying & missing) != 0 || 2 * t + f > 2 * s) {
                            continue;
                        }
                        Falsehood[] kinds = Falsehood.values();
                        Falsehood falsehood = kinds[random.nextInt(kinds.length)];
                        int[][] answers = scene.copyOfHonest();
                        falsehood.tell(scene, answers, members(lying), random);
                        members(missing).forEach(worker -> answers[worker] = null);
                        String where =
                                "seed %d, P %d, s %d, liars %s, missing %s, %s"
                                        .formatted(
                                                seed,
                                                workers,
                                                s,
                                                members(lying),
                                                members(missing),
                                                falsehood);
                        mustRecover(scene, answers, random.nextLong(), where);
                    }
                }
            }
        }
    }

    @Test
    void findsRandomAndAdjacentLiarsAmongManyWorkers() {
        long seed = 20260203;
        Random random = new Random(seed);
        for (int[] size : new int[][] {{45, 1}, {45, 3}, {45, 5}, {45, 7}, {44, 21}, {100, 7}}) {
            Scene scene = new Scene(size[0], size[1], 7, random);
            for (Falsehood falsehood : Falsehood.values()) {
                for (int round = 0; round < 12; round++) {
                    int first = random.nextInt(size[0]);
                    List<Integer> liars =
                            round % 2 == 0
                                    ? random(size[1], size[0], random)
                                    : IntStream.range(first, first + size[1])
                                            .map(w -> w % size[0])
                                            .boxed()
                                            .toList();
                    int[][] answers = scene.copyOfHonest();
                    falsehood.tell(scene, answers, liars, random);
                    mustRecover(
                            scene,
                            answers,
                            random.nextLong(),
                            "seed %d, P %d, s %d, liars %s, %s"
                                    .formatted(seed, size[0], size[1], liars, falsehood));
                }
            }
        }
    }

    @Test
    void findsLiarsBesideMissingAmongManyWorkers() {
        long seed = 20260216;
        Random random = new Random(seed);
        for (int[] size : new int[][] {{45, 3}, {45, 7}, {44, 5}, {100, 7}}) {
            Scene scene = new Scene(size[0], size[1], 5, random);
            for (int liars = 0; liars <= size[1]; liars++) {
                for (Falsehood falsehood : Falsehood.values()) {
                    int missing = 2 * size[1] - 2 * liars - random.nextInt(2);
                    List<Integer> chosen = random(liars + Math.max(0, missing), size[0], random);
                    int[][] answers = scene.copyOfHonest();
                    falsehood.tell(scene, answers, chosen.subList(0, liars), random);
                    chosen.subList(liars, chosen.size()).forEach(worker -> answers[worker] = null);
                    String where =
                            "seed %d, P %d, s %d, liars and missing %s, %s"
                                    .formatted(seed, size[0], size[1], chosen, falsehood);
                    mustRecover(scene, answers, random.nextLong(), where);
                }
            }
        }
    }

    /**
     * What lets itself be decoded nevertheless must be another honest step's answers with at most s lies, which no decoder
     * can tell from this one; elimination without any projection says whether it is.
     */
    @Test
    void refusesMoreLiarsThanDeclaredWhereverChecksCanTell() {
        long seed = 20260217;
        Random random = new Random(seed);
        int refused = 0;
        int decoded = 0;
        for (int[] size : new int[][] {{45, 1}, {45, 5}, {44, 5}, {100, 7}}) {
            Scene scene = new Scene(size[0], size[1], 5, random);
            BruteForce other = new BruteForce(scene.code);
            for (Falsehood falsehood : Falsehood.values()) {
                for (int liars = size[1] + 1; liars <= 2 * size[1]; liars++) {
                    List<Integer> chosen = random(liars, size[0], random);
                    int[][] answers = scene.copyOfHonest();
                    falsehood.tell(scene, answers, chosen, random);
                    String where =
                            "seed %d, P %d, s %d, liars %s, %s"
                                    .formatted(seed, size[0], size[1], chosen, falsehood);
                    Recovery recovery = scene.decode(answers, random.nextLong());
                    if (recovery instanceof Recovery.Recovered recovered) {
                        BitSet removed = new BitSet();
                        recovered.liars().forEach(removed::set);
                        assertTrue(recovered.liars().size() <= size[1], where);
                        assertTrue(other.consistent(answers, removed), where);
                        decoded++;
                    } else {
                        assertInstanceOf(Recovery.Undecodable.class, recovery, where);
                        refused++;
                    }
                }
            }
        }
        // The 18 nearest codewords, and next to nothing else.
        assertTrue(decoded <= 20 && refused > 200, refused + " refused, " + decoded + " decoded");
    }

    /** Of long answers, which are taken in by parts; the sum and the projections are the honest ones. */
    @Test
    void findsANumberThatIsCongruentToTheHonestOneButNoResidue() {
        long seed = 20260207;
        Random random = new Random(seed);
        int dimension = 100_003;
        Scene scene = new Scene(5, 1, dimension, random);
        for (int place : new int[] {0, dimension / 3, dimension / 2, dimension - 1}) {
            int[][] answers = scene.copyOfHonest();
            answers[2][place] += PrimeField.P;
            mustRecover(scene, answers, random.nextLong(), "seed " + seed + ", place " + place);
        }
    }

    @Test
    void takesChunksOfAnySizeInAnyOrderOfWorkers() {
        long seed = 20260204;
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            int dimension = 1 + random.nextInt(9000);
            Scene scene = new Scene(8, 2, dimension, random);
            int[][] answers = scene.copyOfHonest();
            List<Integer> liars = random(random.nextInt(3), 8, random);
            Falsehood.ONE_UNIT.tell(scene, answers, liars, random);
            ExactDecoder decoder =
                    new ExactDecoder(scene.faults, dimension, new Random(random.nextLong()));
            ResidueVector[] vectors = new ResidueVector[8];
            Arrays.setAll(vectors, worker -> ResidueVector.of(answers[worker]));
            int[] filled = new int[8];
            List<Integer> open = new ArrayList<>(IntStream.range(0, 8).boxed().toList());
            while (!open.isEmpty()) {
                int worker = open.get(random.nextInt(open.size()));
                filled[worker] = Math.min(dimension, filled[worker] + 2 * random.nextInt(2000));
                decoder.accept(worker, vectors[worker], filled[worker]);
                if (filled[worker] == dimension) {
                    open.remove((Integer) worker);
                }
            }
            String where = "seed %d, round %d, d %d".formatted(seed, round, dimension);
            var recovered = assertInstanceOf(Recovery.Recovered.class, decoder.decode(), where);
            assertEquals(Set.copyOf(liars), recovered.liars(), where);
            assertArrayEquals(scene.sum, recovered.sum().toArray(), where);
        }
    }

    @Test
    void treatsAHalfAnswerAsMissing() {
        Scene scene = new Scene(5, 1, 3000, new Random(1));
        ExactDecoder decoder = new ExactDecoder(scene.faults, 3000, new Random(2));
        for (int worker = 0; worker < 5; worker++) {
            ResidueVector answer = ResidueVector.of(scene.honest[worker]);
            decoder.accept(worker, answer, worker == 3 ? 2998 : 3000);
        }
        var recovered = assertInstanceOf(Recovery.Recovered.class, decoder.decode());
        assertArrayEquals(scene.sum, recovered.sum().toArray());
        assertEquals(Set.of(), recovered.liars());
    }

    @Test
    void namesTheMissingWhenTooManyAre() {
        Scene scene = new Scene(5, 1, 4, new Random(3));
        int[][] answers = scene.copyOfHonest();
        answers[0] = null;
        answers[2] = null;
        answers[4] = null;
        var few = assertInstanceOf(Recovery.TooFewAnswers.class, scene.decode(answers, 4));
        assertEquals(Set.of(0, 2, 4), few.missing());
    }

    @Test
    void blamesTheMissingNotTheModelWhenALiarHidesBehindThem() {
        Scene scene = new Scene(5, 1, 4, new Random(3));
        int[][] answers = scene.copyOfHonest();
        answers[0] = null;
        answers[1][2] ^= 1;
        var few = assertInstanceOf(Recovery.TooFewAnswers.class, scene.decode(answers, 4));
        assertEquals(Set.of(0), few.missing());
    }

    @Test
    void refusesMoreProvenLiarsThanDeclared() {
        Scene scene = new Scene(9, 2, 4, new Random(5));
        int[][] answers = scene.copyOfHonest();
        Falsehood.P_ITSELF.tell(scene, answers, List.of(1, 2, 3), new Random(6));
        var broken = assertInstanceOf(Recovery.Undecodable.class, scene.decode(answers, 7));
        assertEquals(Set.of(1, 2, 3), broken.liars());
    }

    @Test
    void refusesAnswersThatDoNotGoOn() {
        ExactDecoder decoder =
                new ExactDecoder(new org.draco.codec.code.FaultModel(3, 1), 10, new Random(1));
        ResidueVector answer = new ResidueVector(10);
        decoder.accept(0, answer, 6);
        assertThrows(IllegalArgumentException.class, () -> decoder.accept(0, answer, 4));
        assertThrows(IllegalArgumentException.class, () -> decoder.accept(0, answer, 7));
        assertThrows(IllegalArgumentException.class, () -> decoder.accept(0, answer, 12));
        assertThrows(
                IllegalArgumentException.class, () -> decoder.accept(0, new ResidueVector(10), 8));
        assertThrows(
                IllegalArgumentException.class, () -> decoder.accept(1, new ResidueVector(9), 2));
    }
}
