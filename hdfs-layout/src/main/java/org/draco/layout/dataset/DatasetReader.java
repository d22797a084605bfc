package org.draco.layout.dataset;

import java.io.IOException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;

/**
 * A source that one of the packages beside this one has taken for a data set, and can bring into our layout. Used once, by one
 * thread: described, then copied.
 */
public interface DatasetReader {

    /**
     * Finds out what is to be known before the first sample; may read the whole source for it.
     *
     * @param name of the set
     * @param source what the manifest says of where the samples came from
     * @throws DamagedFileException if a file is not what it should be; it names file and place
     */
    DatasetDescription describe(String name, String source) throws IOException;

    /**
     * Adds all samples to a set of this description.
     *
     * @param writer is not finished or closed here
     * @throws DamagedFileException if a file is not what it should be; it names file and place
     */
    void copy(DatasetWriter writer) throws IOException;

    /**
     * Reads the source and writes the set; on any fault there is no set.
     *
     * @param fs where the target lies
     * @param target where the set will lie
     * @param name of the set
     * @param source what the manifest says of where the samples came from
     * @return the manifest of the set
     * @throws DamagedFileException if a file is not what it should be; it names file and place
     * @throws FileAlreadyExistsException if the target is taken
     * @throws IllegalArgumentException if there can be no such set, with all faults
     */
    default DatasetManifest prepare(FileSystem fs, DatasetLayout target, String name, String source)
            throws IOException {
        try (DatasetWriter writer = DatasetWriter.create(fs, target, describe(name, source))) {
            copy(writer);
            return writer.finish();
        }
    }
}
