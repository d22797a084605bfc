package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.apache.log4j.Logger;
import org.apache.log4j.PatternLayout;
import org.apache.log4j.WriterAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** That convolutions really go through oneDNN in this build, and that it is said when they do not. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class OneDnnTest {

    private static final InputShape DIGIT = new InputShape(1, 28, 28);

    private final String before = System.getProperty(OneDnn.DISABLED);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(OneDnn.DISABLED);
        } else {
            System.setProperty(OneDnn.DISABLED, before);
        }
    }

    private static Optional<String> absenceInANewNetwork() {
        Computation network = new LeNet().layers(DIGIT, new OneOfMany(10, 0), Purpose.COMPUTING);
        return OneDnn.absence(network.layers());
    }

    @Test
    void isThereWithoutAnyFlag() {
        System.clearProperty(OneDnn.DISABLED);
        OneDnn.allow();
        assertEquals(Optional.empty(), absenceInANewNetwork());
    }

    @Test
    void aUsersNoIsHeardAndSaid() {
        System.setProperty(OneDnn.DISABLED, "true");
        OneDnn.allow();
        String why = absenceInANewNetwork().orElseThrow();
        assertTrue(why.contains("-D" + OneDnn.DISABLED + "=false"), why);
    }

    @Test
    void layersMadeWhileItWasOffAreNoticedLater() {
        System.setProperty(OneDnn.DISABLED, "true");
        Computation network = new LeNet().layers(DIGIT, new OneOfMany(10, 0), Purpose.COMPUTING);
        System.setProperty(OneDnn.DISABLED, "false");
        assertTrue(OneDnn.absence(network.layers()).isPresent());
    }

    @Test
    void nobodyMissesItOnAGpu() {
        System.setProperty(OneDnn.DISABLED, "true");
        Computation network = new LeNet().layers(DIGIT, new OneOfMany(10, 0), Purpose.COMPUTING);
        assertTrue(OneDnn.absence(network.layers(), false).isPresent());
        assertEquals(Optional.empty(), OneDnn.absence(network.layers(), true));
    }

    @Test
    void aModelWithoutItSaysSoInOneLine() {
        System.setProperty(OneDnn.DISABLED, "true");
        StringWriter said = new StringWriter();
        Logger log = Logger.getLogger(NetworkModel.class);
        WriterAppender appender = new WriterAppender(new PatternLayout("%p %m%n"), said);
        log.setAdditivity(false);
        log.addAppender(appender);
        try {
            new LeNet().create(DIGIT, 10, ModelOptions.seeded(1));
        } finally {
            log.removeAppender(appender);
            log.setAdditivity(true);
        }
        List<String> lines = said.toString().lines().toList();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("WARN LeNet runs without oneDNN"), lines.toString());
    }
}
