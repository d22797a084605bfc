package org.draco.bin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job that was left to itself.
 *
 * @param application its id
 * @param place where the job's files are
 */
record SubmittedJob(String application, String place) {

    /** One line for programs. */
    String toJson() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("application", application);
        fields.put("place", place);
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new AssertionError("strings are JSON", e);
        }
    }

    /** A few lines for people. */
    void print(PrintWriter out) {
        out.println("Submitted " + application + ".");
        out.println("How it stands: draco status " + place);
        out.println("To end it:     draco kill " + place);
    }
}
