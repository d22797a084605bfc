package org.draco.codec.code.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BruteForceTest {

    /** From no liar to all of them: where an explanation by at most s liars exists it is found, elsewhere an error. */
    @Test
    void agreesWithTheDecoderOnAnyNumberOfLiars() {
        long seed = 20260205;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 700; round++) {
            int workers = 2 + random.nextInt(6);
            int s = random.nextInt((workers - 1) / 2 + 1);
            Scene scene = new Scene(workers, s, 1 + random.nextInt(3), random);
            List<Integer> liars = new ArrayList<>(IntStream.range(0, workers).boxed().toList());
            Collections.shuffle(liars, random);
            int missing = random.nextInt(2 * s + 1);
            int[][] answers = scene.copyOfHonest();
            Falsehood[] kinds = Falsehood.values();
            Falsehood falsehood = kinds[random.nextInt(kinds.length)];
            // The neighbour that is copied must be honest.
            int told = random.nextInt(Math.max(1, workers - missing));
            List<Integer> lying = liars.subList(0, told);
            falsehood.tell(scene, answers, lying, random);
            liars.subList(workers - missing, workers).forEach(worker -> answers[worker] = null);
            String where =
                    "seed %d, round %d, P %d, s %d, liars %s, missing %d, %s"
                            .formatted(seed, round, workers, s, lying, missing, falsehood);
            if (!compare(scene, answers, missing, random.nextLong(), where)) {
                refused++;
            }
        }
        assertTrue(refused > 100, "too few refusals to mean anything: " + refused);
    }

    /** Whether both found the sum. */
    private static boolean compare(
            Scene scene, int[][] answers, int missing, long secret, String where) {
        int s = scene.faults.adversaries();
        int proven = 0;
        for (int[] answer : answers) {
            if (answer != null && IntStream.of(answer).anyMatch(y -> y < 0 || y == PrimeField.P)) {
                proven++;
            }
        }
        // A proven liar costs one check, an unknown one two.
        int most = Math.min(s, (2 * s - missing + proven) / 2);
        List<BitSet> explanations = new BruteForce(scene.code).explanations(answers, most);
        Recovery recovery = scene.decode(answers, secret);
        if (recovery instanceof Recovery.Recovered recovered) {
            assertEquals(1, explanations.size(), where);
            Set<Integer> expected = new TreeSet<>();
            explanations.get(0).stream().forEach(expected::add);
            assertEquals(expected, recovered.liars(), where);
            return true;
        }
        assertTrue(explanations.isEmpty(), where + ": " + recovery + " but " + explanations);
        return false;
    }
}
