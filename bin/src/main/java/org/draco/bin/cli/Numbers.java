package org.draco.bin.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of a command line, and says what it expected in words that are not Java's. */
final class Numbers {

    private static final String WHOLE = "a whole number";

    private Numbers() {}

    /** Has a parser and its commands read numbers so. */
    static CommandLine readBy(CommandLine parser) {
        ITypeConverter<Integer> ints = converter(WHOLE, Integer::valueOf);
        ITypeConverter<Long> longs = converter(WHOLE, Long::valueOf);
        ITypeConverter<Double> doubles = converter("a number", Double::valueOf);
        return parser.registerConverter(int.class, ints)
                .registerConverter(Integer.class, ints)
                .registerConverter(long.class, longs)
                .registerConverter(Long.class, longs)
                .registerConverter(double.class, doubles)
                .registerConverter(Double.class, doubles);
    }

    private static <T> ITypeConverter<T> converter(String expected, Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (NumberFormatException none) {
                boolean tooLarge = expected.equals(WHOLE) && text.matches("[-+]?[0-9]+");
                throw new TypeConversionException(
                        "expected %s%s, found \"%s\""
                                .formatted(
                                        expected, tooLarge ? " that is not so large" : "", text));
            }
        };
    }
}
