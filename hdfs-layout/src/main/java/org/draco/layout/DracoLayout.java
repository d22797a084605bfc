package org.draco.layout;

import java.util.Objects;
import org.apache.hadoop.fs.Path;

/**
 * Every path under a root is born here, and in the layouts that this class hands out. Immutable; touches no
 * file system.
 */
public final class DracoLayout {

    private final Path root;

    /** @param root directory under which everything lies, best fully qualified */
    public DracoLayout(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    /** The directory under which everything lies. */
    public Path root() {
        return root;
    }

    /**
     * Where the data set of that name lies: {@code <root>/datasets/<name>}.
     *
     * @throws IllegalArgumentException if the name is not a {@link LegalName}
     */
    public DatasetLayout dataset(String name) {
        return new DatasetLayout(
                new Path(new Path(root, "datasets"), LegalName.require("data set name", name)));
    }

    /**
     * Where the job of that id lies: {@code <root>/jobs/<id>}.
     *
     * @throws IllegalArgumentException if the id is not a {@link LegalName}
     */
    public JobLayout job(String id) {
        return new JobLayout(new Path(new Path(root, "jobs"), LegalName.require("job id", id)));
    }

    /**
     * Where the run of a study lies: {@code <root>/runs/<digest>}.
     *
     * @throws IllegalArgumentException if the digest is not a {@link LegalName}
     */
    public JobLayout run(String digest) {
        return new JobLayout(new Path(new Path(root, "runs"), LegalName.require("run", digest)));
    }

    /**
     * Where the evaluation of that name lies: {@code <root>/evaluations/<name>}.
     *
     * @throws IllegalArgumentException if the name is not a {@link LegalName}
     */
    public EvaluationLayout evaluation(String name) {
        return new EvaluationLayout(
                new Path(
                        new Path(root, "evaluations"), LegalName.require("evaluation name", name)));
    }

    /** Where distribution archives lie: {@code <root>/archives}. */
    public Path archives() {
        return new Path(root, "archives");
    }
}
