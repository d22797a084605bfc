package org.draco.codec.code.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** One group's vote beyond the contract: more liars than it bears, lost members, late answers. */
class GroupVoteTest {

    private static final float[] TRUTH = {1, 2};
    private static final float[] LIE = {3, 4};
    private static final float[] OTHER_LIE = {5, 6};
    private static final int GROUP = 2;

    private static GroupVote vote(int size, int adversaries) {
        Set<Integer> members = new TreeSet<>();
        for (int member = 0; member < size; member++) {
            members.add(rank(member, size));
        }
        return new GroupVote(GROUP, members, new GroupVote.Quorum(adversaries + 1, adversaries), 2);
    }

    private static Digest digest(float[] vector) {
        return Digest.of(vector);
    }

    /** Members are numbered from 0 here and by their rank in the cluster there. */
    private static int rank(int member, int size) {
        return GROUP * size + member;
    }

    private static void handIn(GroupVote vote, int worker, float[] vector) {
        vote.onVector(worker, new FloatVector(vector), Optional.empty());
    }

    /** Whom it asks now. */
    private static List<Integer> asked(GroupVote vote) {
        List<Integer> workers = new ArrayList<>();
        for (Request request : vote.takeRequests()) {
            workers.add(request.worker());
            assertEquals(new Request.SendVector(request.worker(), GROUP), request);
        }
        return workers;
    }

    @Test
    void asksOneOfTheFirstSPlusOneThatAgree() {
        GroupVote vote = vote(3, 1);
        vote.onDigest(7, digest(TRUTH));
        assertEquals(List.of(), vote.takeRequests());
        vote.onDigest(8, digest(TRUTH));
        assertEquals(List.of(7), asked(vote));
        handIn(vote, 7, TRUTH);
        assertSame(TRUTH, assertInstanceOf(Decoding.Decoded.class, vote.decoding()).gradient());
        assertEquals(Set.of(6), vote.unanswered());
    }

    @Test
    void asksTheNextWhenOneHandsInSomethingElse() {
        GroupVote vote = vote(3, 1);
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        vote.takeRequests();
        handIn(vote, 6, LIE);
        assertEquals(List.of(7), asked(vote));
        assertEquals(Set.of(6), vote.suspects());
        handIn(vote, 7, TRUTH);
        assertInstanceOf(Decoding.Decoded.class, vote.decoding());
    }

    @Test
    void judgesAGradientByTheDigestThatItsReceiverHasTaken() {
        GroupVote vote = vote(3, 1);
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        vote.takeRequests();
        vote.onVector(6, new FloatVector(TRUTH), Optional.of(digest(LIE)));
        assertEquals(List.of(7), asked(vote));
        vote.onVector(7, new FloatVector(OTHER_LIE), Optional.of(digest(TRUTH)));
        assertSame(OTHER_LIE, assertInstanceOf(Decoding.Decoded.class, vote.decoding()).gradient());
    }

    @Test
    void countsTheFirstOfAMembersDigests() {
        GroupVote vote = vote(3, 1);
        vote.onDigest(6, digest(LIE));
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        assertEquals(List.of(), vote.takeRequests(), "one member has one voice");
        vote.onDigest(8, digest(TRUTH));
        assertEquals(List.of(7), asked(vote));
        assertEquals(Set.of(6), vote.suspects());
    }

    @Test
    void ignoresAGradientThatNobodyAskedFor() {
        GroupVote vote = vote(3, 1);
        handIn(vote, 6, LIE);
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        handIn(vote, 7, LIE);
        assertEquals(Set.of(), vote.suspects());
        assertInstanceOf(Decoding.Waiting.class, vote.decoding());
    }

    @Test
    void takesLateMembersForTheProvenValueWhenAllWhoPromisedItAreGone() {
        GroupVote vote = vote(3, 1);
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        vote.onLost(6);
        vote.onLost(7);
        assertInstanceOf(Decoding.Waiting.class, vote.decoding());
        assertEquals(List.of(), asked(vote), "both are gone");
        vote.onDigest(8, digest(TRUTH));
        assertEquals(List.of(8), asked(vote));
        handIn(vote, 8, TRUTH);
        assertInstanceOf(Decoding.Decoded.class, vote.decoding());
    }

    @Test
    void namesTheGroupAndItsWorkersWhenThereIsNoMajority() {
        GroupVote vote = vote(3, 1);
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(LIE));
        vote.onDigest(8, digest(OTHER_LIE));
        String why = assertInstanceOf(Decoding.Undecodable.class, vote.decoding()).why();
        assertTrue(why.contains("group 2 (workers 6..8)"), why);
        assertTrue(why.contains("no majority"), why);
        assertEquals(Set.of(), vote.suspects(), "nothing is proven against anybody");
    }

    @Test
    void turnsUndecodableWhenLateAnswersBreakTheFaultModel() {
        GroupVote vote = vote(4, 1);
        vote.onDigest(8, digest(TRUTH));
        vote.onDigest(9, digest(TRUTH));
        handIn(vote, 8, TRUTH);
        assertInstanceOf(Decoding.Decoded.class, vote.decoding());
        vote.onDigest(10, digest(LIE));
        assertInstanceOf(Decoding.Decoded.class, vote.decoding());
        assertEquals(Set.of(10), vote.suspects());
        vote.onDigest(11, digest(OTHER_LIE));
        String why = assertInstanceOf(Decoding.Undecodable.class, vote.decoding()).why();
        assertTrue(why.contains("[10, 11]"), why);
    }

    @Test
    void countsBrokenPromisesAndOtherDigestsTogether() {
        GroupVote vote = vote(3, 1);
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        handIn(vote, 6, LIE);
        vote.onDigest(8, digest(LIE));
        assertEquals(Set.of(6, 8), vote.suspects());
        assertInstanceOf(Decoding.Undecodable.class, vote.decoding());
    }

    @Test
    void doesNotHearWhoeverIsLost() {
        GroupVote vote = vote(3, 1);
        vote.onLost(6);
        vote.onDigest(6, digest(TRUTH));
        vote.onDigest(7, digest(TRUTH));
        assertEquals(List.of(), vote.takeRequests());
        assertEquals(Set.of(8), vote.unanswered());
    }

    /** What a member may do; D: says nothing and is lost. */
    private enum Word {
        TRUE,
        FALSE,
        OTHER,
        LOST
    }

    private static float[] vectorOf(Word word) {
        return switch (word) {
            case TRUE -> TRUTH;
            case FALSE -> LIE;
            case OTHER -> OTHER_LIE;
            case LOST -> throw new AssertionError(word);
        };
    }

    /** What must be known when everybody has spoken, from the words in the order in which they came. */
    private static String verdict(List<Word> words, int adversaries) {
        Map<Word, Integer> votes = new HashMap<>();
        Word first = null;
        for (Word word : words) {
            if (votes.merge(word, 1, Integer::sum) > adversaries
                    && first == null
                    && word != Word.LOST) {
                first = word;
            }
        }
        int lost = votes.getOrDefault(Word.LOST, 0);
        if (first != null) {
            int disagreeing = words.size() - lost - votes.get(first);
            return disagreeing > adversaries ? "Undecodable" : "Decoded " + first;
        }
        votes.remove(Word.LOST);
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return most + lost > adversaries ? "TooFewAnswers" : "Undecodable";
    }

    @Test
    void knowsInTheEndJustWhatCanBeKnownWhateverTheMembersSay() {
        long seed = 99;
        Random random = new Random(seed);
        for (int size = 1; size <= 6; size++) {
            for (int adversaries = 0; 2 * adversaries < size; adversaries++) {
                int combinations = (int) Math.pow(Word.values().length, size);
                for (int combination = 0; combination < combinations; combination++) {
                    List<Word> words = new ArrayList<>();
                    for (int rest = combination, i = 0; i < size; i++, rest /= 4) {
                        words.add(Word.values()[rest % 4]);
                    }
                    List<Integer> members = shuffled(size, random);
                    checkVerdict(words, members, adversaries, "seed " + seed);
                }
            }
        }
    }

    private static List<Integer> shuffled(int size, Random random) {
        List<Integer> members = new ArrayList<>();
        for (int member = 0; member < size; member++) {
            members.add(random.nextInt(members.size() + 1), member);
        }
        return members;
    }

    private static void checkVerdict(
            List<Word> words, List<Integer> members, int adversaries, String seed) {
        int size = words.size();
        GroupVote vote = vote(size, adversaries);
        List<Word> inOrder = new ArrayList<>();
        for (int member : members) {
            Word word = words.get(member);
            inOrder.add(word);
            if (word == Word.LOST) {
                vote.onLost(rank(member, size));
            } else {
                vote.onDigest(rank(member, size), digest(vectorOf(word)));
            }
            for (Request asked : vote.takeRequests()) {
                handIn(vote, asked.worker(), vectorOf(words.get(asked.worker() - rank(0, size))));
            }
        }
        Decoding decoding = vote.decoding();
        String found = decoding.getClass().getSimpleName();
        if (decoding instanceof Decoding.Decoded decoded) {
            found +=
                    " "
                            + (decoded.gradient() == TRUTH
                                    ? Word.TRUE
                                    : decoded.gradient() == LIE ? Word.FALSE : Word.OTHER);
        }
        assertEquals(
                verdict(inOrder, adversaries),
                found,
                () -> "s = " + adversaries + ", in order " + inOrder + ", " + seed);
    }
}
