package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrepareProgressTest {

    private final StringWriter shown = new StringWriter();
    private long nowNanos;
    private final PrepareProgress progress =
            new PrepareProgress(new PrintWriter(shown), () -> nowNanos);

    @Test
    void aLineIsShownEveryOtherSecondAndAtTheEndOfADownload() {
        progress.at(0, 4_000_000);
        nowNanos = 1_999_999_999;
        progress.at(1_000_000, 4_000_000);
        nowNanos = 2_000_000_000;
        progress.at(2_000_000, 4_000_000);
        progress.at(3_000_000, 4_000_000);
        progress.at(4_000_000, 4_000_000);
        nowNanos = 3_000_000_000L;
        progress.accept(500);
        nowNanos = 4_000_000_000L;
        progress.accept(1_000);
        assertEquals(
                "downloaded 2.0 of 4.0 MB (50 %)\n"
                        + "downloaded 4.0 of 4.0 MB (100 %)\n"
                        + "wrote 1000 samples\n",
                shown.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void aLengthThatIsNotKnownIsNotShown() {
        nowNanos = 2_000_000_000;
        progress.at(2_500_000, -1);
        assertEquals("downloaded 2.5 MB", shown.toString().strip());
    }
}
