package org.draco.am.step;

/** What becomes of a worker that is proven to have lied. */
public enum ProvenLiarPolicy {
    /** It takes part as before: the code bears it. */
    KEEP,
    /** It takes part no more. */
    EXPEL,
    /** Another process takes its place, as long as there are replacements. */
    REPLACE,
    /** Another process takes its place, on another node, and its node is avoided. */
    EXCLUDE_NODE
}
