package org.draco.bin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.draco.bin.npy.NpyHeader;
import org.draco.bin.npy.NpyType;

/** What a {@code draco codec} command did: names and values, in the order in which they were put. */
final class CodecReport {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final long startNanos = System.nanoTime();

    CodecReport put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Says what was read, and that it was rounded or transposed where it was. */
    CodecReport putInput(NpyHeader header) {
        put("input_shape", header.shape());
        if (header.type() == NpyType.FLOAT64) {
            put("rounded_from", NpyType.FLOAT64.numpyName());
        }
        if (header.fortranOrder()) {
            put("transposed_from", "Fortran order");
        }
        return this;
    }

    /** Shows all and the seconds since this report was begun: one JSON object, or a line for each name. */
    void print(boolean json, PrintWriter out) {
        put("seconds", (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
        if (json) {
            out.println(toJson());
        } else {
            fields.forEach((name, value) -> out.println(name.replace('_', ' ') + ": " + value));
        }
        out.flush();
    }

    private String toJson() {
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new AssertionError("numbers, strings and lists are JSON", e);
        }
    }
}
