package org.draco.layout.table;

import java.io.IOException;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceStream;

/**
 * LIBSVM's format: {@code label index:value index:value ...}, indices from 1 on and ascending, what is not named is 0;
 * {@code #} begins a comment. Labels are whole numbers.
 *
 * <p><b>Source.</b> Chang and Lin, the {@code README} of LIBSVM 3.3, "svm-train usage". <b>Departures:</b> comments, which
 * SVM-light has; no {@code qid}.
 *
 * @param features how many values a sample has; 0: as many as the largest index in any of the files
 */
public record LibsvmFormat(int features) implements TableFormat {

    /** Refuses what no sample can have. */
    public LibsvmFormat {
        if (features < 0 || features > TableRows.MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "features: expected 0 (as many as there are) to %d, found %d"
                            .formatted(TableRows.MAX_FEATURES, features));
        }
    }

    @Override
    public String name() {
        return "libsvm";
    }

    @Override
    public TableRows open(SourceFile file) throws IOException {
        return new LibsvmRows(
                SourceStream.open(file), features == 0 ? TableRows.MAX_FEATURES : features);
    }

    @Override
    public boolean sparse() {
        return true;
    }

    @Override
    public int features(int widest) {
        return Math.max(1, Math.max(features, widest));
    }
}
