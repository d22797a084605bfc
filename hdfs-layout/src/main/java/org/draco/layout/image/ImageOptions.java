package org.draco.layout.image;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.draco.layout.dataset.TestShare;

/**
 * How pictures become samples.
 *
 * @param colours how many channels
 * @param size all pictures are brought to; empty: all must have the same size
 * @param testShare of the heap, where there are no folders {@code train} and {@code test}
 */
public record ImageOptions(Colours colours, Optional<Size> size, Optional<TestShare> testShare) {

    /** What becomes of colours. */
    public enum Colours {
        /** Grey if the first picture (by name) is grey; then all must be. Else colour. */
        AUTO,
        /** One channel: colours become their brightness (ITU-R BT.601, as Pillow's mode L). */
        GREY,
        /** Three channels, red, green, blue; grey pictures get three equal ones. */
        COLOUR;

        /** Name on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Width and height in pixels, each at least 1. */
    public record Size(int width, int height) {

        private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

        /** Refuses what is no size. */
        public Size {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "size: expected 1 x 1 or more, found " + width + " x " + height);
            }
        }

        /**
         * A size as it is written on a command line, {@code 32x24}: width, then height.
         *
         * @throws IllegalArgumentException if it is not
         */
        public static Size parse(String text) {
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "size: expected WIDTHxHEIGHT, e.g. 32x32, found \"" + text + "\"");
            }
            return new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        }

        @Override
        public String toString() {
            return width + " x " + height;
        }
    }

    /** Refuses nothings. */
    public ImageOptions {
        Objects.requireNonNull(colours, "colours");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(testShare, "testShare");
    }
}
