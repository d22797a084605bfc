package org.draco.codec.aggregate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of rows as papers write it: {@code 7}, {@code n-s}, {@code n-s-2}, {@code n-2s-2}.
 *
 * @param ofWorkers whether it starts from n
 * @param timesAdversaries how often s is taken away
 * @param constant what is taken away besides; or, without n, the number itself
 */
record RowCount(boolean ofWorkers, int timesAdversaries, int constant) {

    static final String DOMAIN = "a whole number of at least 1, or n-<k>s-<c>";

    private static final Pattern OF_WORKERS = Pattern.compile("n(?:-(\\d{0,3})s)?(?:-(\\d{1,6}))?");

    /**
     * @throws IllegalArgumentException if it is neither a positive number nor of the form n-ks-c
     */
    static RowCount parse(String text) {
        Matcher matcher = OF_WORKERS.matcher(text);
        if (matcher.matches()) {
            String times = matcher.group(1);
            String constant = matcher.group(2);
            return new RowCount(
                    true,
                    times == null ? 0 : times.isEmpty() ? 1 : Integer.parseInt(times),
                    constant == null ? 0 : Integer.parseInt(constant));
        }
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("expected " + DOMAIN + ", found " + number);
        }
        return new RowCount(false, 0, number);
    }

    /** The number for n workers, s of them adversaries. */
    int of(int workers, int adversaries) {
        return ofWorkers ? workers - timesAdversaries * adversaries - constant : constant;
    }

    /**
     * Fewest workers with which it lies between {@code least} and n - s, the number of honest ones.
     *
     * @return {@link Integer#MAX_VALUE} if there is no such n
     */
    int minWorkers(int adversaries, int least) {
        if (!ofWorkers) {
            return constant < least
                    ? Integer.MAX_VALUE
                    : ScreenedRule.workers((long) constant + adversaries);
        }
        long taken = (long) timesAdversaries * adversaries + constant;
        return taken < adversaries ? Integer.MAX_VALUE : ScreenedRule.workers(taken + least);
    }

    @Override
    public String toString() {
        if (!ofWorkers) {
            return Integer.toString(constant);
        }
        String times = timesAdversaries > 1 ? "-" + timesAdversaries + "s" : "-s";
        return "n" + (timesAdversaries == 0 ? "" : times) + (constant == 0 ? "" : "-" + constant);
    }
}
