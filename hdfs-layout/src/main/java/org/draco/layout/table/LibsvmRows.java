package org.draco.layout.table;

import java.io.IOException;
import java.util.Arrays;
import org.draco.layout.DamagedFileException;
import org.draco.layout.source.SourceStream;

/**
 * Rows of {@link LibsvmFormat}. A column in messages is the place of a character in its line, as editors count. Memory is
 * bounded by the largest row, a row by the number of features.
 */
final class LibsvmRows implements TableRows {

    /** No number takes as many characters; a longer word is not kept. */
    private static final int MAX_WORD = 256;

    private final SourceStream in;
    private final int features;
    private final StringBuilder word = new StringBuilder();
    private long line = 1;
    private long column;
    private long wordColumn;
    private int ahead;

    private String label;
    private long labelLine;
    private long labelColumn;
    private int pairs;
    private int[] indices = new int[64];
    private float[] values = new float[64];

    LibsvmRows(SourceStream in, int features) throws IOException {
        this.in = in;
        this.features = features;
        advance();
    }

    @Override
    public boolean next() throws IOException {
        while (!word()) {
            if (ahead < 0) {
                return false;
            }
            endLine();
        }
        label = word.toString();
        labelLine = line;
        labelColumn = wordColumn;
        if (Number32.whole(label).isEmpty()) {
            throw badLabel("a class, which is a whole number");
        }
        pairs = 0;
        while (word()) {
            pair();
        }
        return true;
    }

    private void pair() throws IOException {
        int colon = word.indexOf(":");
        if (colon < 0) {
            throw damaged(wordColumn, "index:value", word.toString());
        }
        String index = word.substring(0, colon);
        int previous = pairs == 0 ? 0 : indices[pairs - 1];
        int number = index.matches("\\d{1,9}") ? Integer.parseInt(index) : -1;
        if (number <= previous || number > features) {
            String expected =
                    pairs == 0
                            ? "an index from 1 to " + features
                            : "an index above %d and at most %d".formatted(previous, features);
            throw damaged(wordColumn, expected, "\"" + index + "\"");
        }
        String text = word.substring(colon + 1);
        float value = Number32.parse(text);
        if (Float.isNaN(value)) {
            throw damaged(wordColumn + colon + 1, Number32.EXPECTED, "\"" + text + "\"");
        }
        if (pairs == indices.length) {
            indices = Arrays.copyOf(indices, 2 * pairs);
            values = Arrays.copyOf(values, 2 * pairs);
        }
        indices[pairs] = number;
        values[pairs++] = value;
    }

    /** Reads the next word of this line; false if it has no more. */
    private boolean word() throws IOException {
        while (ahead == ' ' || ahead == '\t' || ahead == '\r') {
            advance();
        }
        if (ahead == '#') {
            while (ahead >= 0 && ahead != '\n') {
                advance();
            }
        }
        word.setLength(0);
        wordColumn = column;
        while (ahead > ' ' && ahead != '#') {
            if (word.length() == MAX_WORD) {
                throw damaged(
                        wordColumn, "a number", "more than %d characters".formatted(MAX_WORD));
            }
            word.append((char) ahead);
            advance();
        }
        if (word.length() == 0 && ahead >= 0 && ahead != '\n') {
            throw damaged(column, "text", "the byte 0x%02x".formatted(ahead));
        }
        return word.length() > 0;
    }

    private void endLine() throws IOException {
        line++;
        column = 0;
        advance();
    }

    private void advance() throws IOException {
        ahead = in.read();
        column++;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public int width() {
        return pairs == 0 ? 0 : indices[pairs - 1];
    }

    @Override
    public void values(float[] into) {
        Arrays.fill(into, 0);
        for (int i = 0; i < pairs; i++) {
            into[indices[i] - 1] = values[i];
        }
    }

    @Override
    public DamagedFileException badLabel(String expected) {
        return DamagedFileException.inText(
                in.file().path(), labelLine, labelColumn, expected, "\"" + label + "\"");
    }

    private DamagedFileException damaged(long at, String expected, String found) {
        return DamagedFileException.inText(in.file().path(), line, at, expected, found);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
