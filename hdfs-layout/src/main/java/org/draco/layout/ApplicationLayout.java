package org.draco.layout;

import java.util.Objects;
import org.apache.hadoop.fs.Path;

/**
 * The files that every YARN application of ours has in its directory, whether it trains or evaluates: who it is, and what its
 * processes are given before they start. Immutable; touches no file system.
 */
public abstract sealed class ApplicationLayout permits JobLayout, EvaluationLayout {

    private final Path dir;

    /** @param dir directory of the application, best fully qualified */
    ApplicationLayout(Path dir) {
        this.dir = Objects.requireNonNull(dir, "dir");
    }

    /** The directory in which everything lies that the application leaves; its last component is its name. */
    public final Path dir() {
        return dir;
    }

    /**
     * A jar of the user's, e.g. {@code jars/00-rules.jar}: two of the same name lie side by side.
     *
     * @param index its place among the jars, from 0
     * @param name its file name
     */
    public final Path jar(int index, String name) {
        return new Path(new Path(dir, "jars"), String.format("%02d-%s", index, name));
    }

    /** The directory with the user's files that every container finds in its working directory, if there are any: {@code files}. */
    public final Path files() {
        return new Path(dir, "files");
    }

    /**
     * What the owner alone may read: {@code staging}. Whoever makes this directory closes it to everybody else.
     */
    public final Path staging() {
        return new Path(dir, "staging");
    }

    /** The key of the owner, for the ApplicationMaster alone, if he has given it: {@code staging/keytab}. */
    public final Path keytab() {
        return new Path(staging(), "keytab");
    }

    /** The tokens that the application's processes use by now, if they are replaced: {@code staging/tokens}. */
    public final Path tokens() {
        return new Path(staging(), "tokens");
    }

    /** Which YARN application it is: {@code application.json}. */
    public final Path application() {
        return new Path(dir, "application.json");
    }

    /** How it ended; it is there only when it is over: {@code outcome.json}. */
    public final Path outcome() {
        return new Path(dir, "outcome.json");
    }
}
