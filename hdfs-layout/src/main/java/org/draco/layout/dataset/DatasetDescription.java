package org.draco.layout.dataset;

import java.util.List;
import java.util.Objects;

/**
 * What is known about a data set before its first sample.
 *
 * @param name of the set, a {@link org.draco.layout.LegalName}
 * @param channels of a sample, e.g. 1 for grey, 3 for colours
 * @param height of a sample
 * @param width of a sample; a sample is channels x height x width values, in this order
 * @param values what each value is
 * @param labels names of the classes; a label is an index into them
 * @param source where the samples came from, for people
 */
public record DatasetDescription(
        String name,
        int channels,
        int height,
        int width,
        ValueType values,
        List<String> labels,
        String source) {

    /** Copies the labels. */
    public DatasetDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(source, "source");
        labels = List.copyOf(labels);
    }

    /** Bytes of one sample; a long, since the shape is not judged here. */
    long sampleBytes() {
        return (long) channels * height * width * values.bytes();
    }
}
