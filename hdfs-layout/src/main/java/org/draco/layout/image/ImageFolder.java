package org.draco.layout.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.TestShare;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.source.SourceTree;

/**
 * Brings a directory of pictures into our layout. Samples come in the order of the files' names, classes in that of the
 * folders' names. Pictures are read one by one, so there may be more than memory holds.
 */
public final class ImageFolder implements DatasetReader {

    private final ClassFolders folders;
    private final ImageOptions options;

    private ImageFolder(ClassFolders folders, ImageOptions options) {
        this.folders = folders;
        this.options = options;
    }

    /**
     * Finds the pictures.
     *
     * @throws FileNotFoundException if the folders are not as the package says
     */
    public static ImageFolder of(SourceTree tree, ImageOptions options) throws IOException {
        ClassFolders folders = ClassFolders.of(tree);
        if (!folders.divided() && options.testShare().isEmpty()) {
            throw new FileNotFoundException(
                    tree.where()
                            + ": expected folders train/ and test/, found none; or give the share"
                            + " that is for testing");
        }
        if (!folders.divided() && folders.pictures().size() < 2) {
            throw new FileNotFoundException(
                    tree.where() + ": expected two pictures or more, found one");
        }
        return new ImageFolder(folders, options);
    }

    @Override
    public DatasetDescription describe(String name, String source) throws IOException {
        PictureReader reader = reader();
        return new DatasetDescription(
                name,
                reader.channels(),
                reader.size().height(),
                reader.size().width(),
                ValueType.BYTES,
                folders.classes(),
                source);
    }

    @Override
    public void copy(DatasetWriter writer) throws IOException {
        PictureReader reader = reader();
        TestShare.Division division =
                folders.divided()
                        ? null
                        : options.testShare().orElseThrow().of(folders.pictures().size());
        for (ClassFolders.Picture picture : folders.pictures()) {
            Split split = picture.split().orElseGet(() -> division.next());
            int label = folders.classes().indexOf(picture.label());
            writer.add(split, label, reader.read(picture.file()));
        }
    }

    private PictureReader reader() throws IOException {
        return PictureReader.of(options, folders.pictures().get(0).file());
    }
}
