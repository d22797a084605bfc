package org.draco.bin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line prints and returns, without leaving this JVM. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine draco = Draco.commandLine();
        draco.setOut(new PrintWriter(out, true));
        draco.setErr(new PrintWriter(err, true));
        int exitCode = draco.execute(words);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }

    /** The last line of standard output, which {@code --json} promises to be one object. */
    JsonNode json() throws IOException {
        String[] lines = out.strip().split("\n");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }

    String sha256() throws IOException {
        return json().get("model_sha256").textValue();
    }
}
