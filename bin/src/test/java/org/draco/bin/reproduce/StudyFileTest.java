package org.draco.bin.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyFileTest {

    /** Knows every option but one. */
    private static final StudyOptions KNOWN =
            words ->
                    words.contains("--unknown")
                            ? Optional.of("expected another option, found --unknown")
                            : Optional.empty();

    private static final String SOUND =
            """
            # a comment
            title: Who bears what   # another
            seeds: 3
            target: 0.9
            versus: rule=mean
            published: rule=krum,lr=0.1: 12.5
            options: --network LeNet

            [attacked]
            options: --worker-fail 1
            --lr = 0.1 | 0.01
            rule = krum: --mode krum --declared-byz 1 | mean: --mode average
            without: rule=mean,lr=0.1

            [honest]
            rule = mean: --mode average
            nesterov = no | yes: --nesterov
            """;

    private static Study parse(String text) throws StudyFileException {
        return StudyFile.parse("mine", text, "mine.study", KNOWN);
    }

    private static List<String> faults(String text) {
        return assertThrows(StudyFileException.class, () -> parse(text)).faults();
    }

    @Test
    void aPartIsTheProductOfItsAxesButForWhatIsLeftOut() throws StudyFileException {
        Study study = parse(SOUND);
        assertEquals(3, study.seeds());
        assertEquals(
                List.of(
                        "lr=0.1, rule=krum",
                        "lr=0.01, rule=krum",
                        "lr=0.01, rule=mean",
                        "rule=mean, nesterov=no",
                        "rule=mean, nesterov=yes"),
                study.configurations().stream().map(Configuration::label).toList());
        assertEquals(
                List.of(
                        "--network",
                        "LeNet",
                        "--worker-fail",
                        "1",
                        "--lr",
                        "0.01",
                        "--mode",
                        "krum",
                        "--declared-byz",
                        "1"),
                study.configurations().get(1).options());
        assertEquals(
                Map.of("rule", "mean", "nesterov", "yes"),
                study.configurations().get(4).attributes());
        assertEquals(12.5, study.published(study.configurations().get(0)).getAsDouble());
        assertTrue(study.published(study.configurations().get(1)).isEmpty());
    }

    @Test
    void anythingThatVariesCanBeSelectedBy() throws StudyFileException {
        Study study = parse(SOUND);
        assertEquals(5, study.only("", 3).size());
        assertEquals(2, study.only("part=honest", 3).size());
        assertEquals(3, study.only("lr=0.1|0.01,seed=2", 3).size());
        assertEquals(1, study.only("rule=mean,lr=0.01", 3).size());
        assertEquals(List.of(2L), study.seeds("lr=0.1,seed=2", 3));
        assertEquals(List.of(1L, 2L, 3L), study.seeds("lr=0.1", 3));
    }

    @Test
    void whatSelectsNothingIsRefusedWithWhatThereIs() throws StudyFileException {
        Study study = parse(SOUND);
        Map<String, String> expected =
                Map.of(
                        "momentum=1",
                        "--only: expected one of part, lr, rule, nesterov, seed, found \"momentum\"",
                        "rule=median",
                        "--only: rule: expected one of krum, mean, found \"median\"",
                        "seed=4",
                        "--only: seed: expected one of 1, 2, 3, found \"4\"",
                        "lr=0.1,rule=mean",
                        "--only: expected values that are in one configuration together, found none; try fewer",
                        "krum",
                        "--only: expected ATTRIBUTE=VALUE, e.g. seed=1, or several joined by commas, found \"krum\"");
        expected.forEach(
                (expression, fault) ->
                        assertEquals(
                                List.of(fault),
                                assertThrows(
                                                StudyFileException.class,
                                                () -> study.only(expression, 3))
                                        .faults()));
    }

    @Test
    void allThatIsWrongIsToldWithItsLine() {
        assertEquals(
                List.of(
                        "mine.study, line 2: expected one of title, about, differs, seeds, target, versus, curves, show, published,"
                                + " options before the first part, found \"colour\"",
                        "mine.study, line 3: seeds: expected a whole number from 1 to 1000, found \"2.5\"",
                        "mine.study, line 4: expected an axis in a [PART], found \"early\" before the first",
                        "mine.study, line 6: expected another option, found --unknown",
                        "mine.study, line 7: expected each axis once in a part, found \"lr\" twice",
                        "mine.study, line 8: rule: expected different values, found a twice",
                        "mine.study, line 9: expected [PART], KEY: VALUE or AXIS = VALUES, found \"nonsense\""),
                faults(
                        """
                        title: T
                        colour: red
                        seeds: 2.5
                        early = 1 | 2
                        [p]
                        --lr = 1: ignored | 2: --unknown | 3
                        lr = 3
                        rule = a | a
                        nonsense
                        """
                                .replace(
                                        "--lr = 1: ignored | 2: --unknown | 3",
                                        "lr = 1 | 2: --unknown")));
    }

    @Test
    void whatNamesNoConfigurationIsRefused() {
        assertEquals(
                List.of(
                        "mine.study, line 2: versus: rule: expected one of a, b, found \"c\"",
                        "mine.study, line 5: without: expected one of part, rule, found \"lr\""),
                faults("title: T\nversus: rule=c\n[p]\nrule = a | b\nwithout: lr=1\n"));
        assertEquals(
                List.of(
                        "mine.study: expected a line \"title: ...\", found none",
                        "mine.study: expected at least one [PART], found none"),
                faults("# nothing\n"));
    }
}
