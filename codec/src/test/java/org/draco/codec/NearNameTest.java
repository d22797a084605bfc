package org.draco.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {

    private static final List<String> NAMES =
            List.of("krum", "multi-krum", "rev_grad", "cyclic", "mda", "LeNet");

    @ParameterizedTest
    @CsvSource({
        "krumm, krum",
        "Krum, krum",
        "multikrum, multi-krum",
        "revgrad, rev_grad",
        "reversed, rev_grad",
        "cycle, cyclic",
        "LeNot, LeNet",
        "mdb, mda"
    })
    void aSlipOfTheHandIsRecognised(String written, String meant) {
        assertEquals(Optional.of(meant), NearName.of(NAMES, written));
        assertEquals("; did you mean \"" + meant + "\"?", NearName.hint(NAMES, written));
    }

    @ParameterizedTest
    @CsvSource({"average", "foo", "x", "''", "-_-", "ResNet-18"})
    void whatIsNearNothingIsNotGuessed(String written) {
        assertEquals("", NearName.hint(NAMES, written));
    }

    @Test
    void whatIsFarTooLongIsNotMeasured() {
        assertEquals("", NearName.hint(List.of("a".repeat(90)), "a".repeat(90)));
    }
}
