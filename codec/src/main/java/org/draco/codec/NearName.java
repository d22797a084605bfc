package org.draco.codec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which name somebody may have meant who wrote one that there is not. */
public final class NearName {

    private static final int MOST_LETTERS = 64;

    private NearName() {}

    /**
     * What to add to a sentence that says which names there are.
     *
     * @param names those there are
     * @param written what was found; may be anything
     * @return {@code ; did you mean "krum"?}, or nothing if no name is near
     */
    public static String hint(Collection<String> names, String written) {
        return of(names, written).map(name -> "; did you mean \"" + name + "\"?").orElse("");
    }

    /** The first of the nearest names, if up to a third of the letters are wrong; upper case, hyphens and underscores do not count. */
    public static Optional<String> of(Collection<String> names, String written) {
        String plain = plain(written);
        if (plain.isEmpty() || plain.length() > MOST_LETTERS) {
            return Optional.empty();
        }
        int most = (plain.length() + 2) / 3;
        return names.stream()
                .filter(name -> edits(plain(name), plain) <= most)
                .min(Comparator.comparingInt(name -> edits(plain(name), plain)));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Levenshtein's distance: letters to be put in, taken out or changed. */
    private static int edits(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[to.length()];
    }
}
