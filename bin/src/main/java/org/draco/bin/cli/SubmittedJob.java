package org.draco.bin.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job that was left to itself.
 *
 * @param application its id
 * @param place where the job's files are
 */
record SubmittedJob(String application, String place) implements Result {

    @Override
    public Map<String, ?> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("application", application);
        fields.put("place", place);
        return fields;
    }

    /** It is on its way. */
    @Override
    public boolean succeeded() {
        return true;
    }

    @Override
    public void print(PrintWriter out) {
        out.println("Submitted " + application + ".");
        out.println("How it stands: draco status " + place);
        out.println("To end it:     draco kill " + place);
    }
}
