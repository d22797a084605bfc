package org.draco.bin.cli;

import java.io.PrintWriter;
import java.util.Map;

/** What a command came to, for programs and for people. */
interface Result {

    /** The keys and values of its JSON object, in order; nothing that JSON does not know. */
    Map<String, ?> fields();

    /** A few lines for people. */
    void print(PrintWriter out);

    /** Whether it is what was wanted. */
    boolean succeeded();
}
