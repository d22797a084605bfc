package org.draco.layout.image;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.draco.layout.dataset.Split;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceTree;

/**
 * Which pictures there are, and what their folders say about them. Folders that all pictures share are passed over, and so are hidden
 * files and files that are no pictures by their names.
 *
 * @param pictures in the order of their names
 * @param classes names of the folders, in the order of their characters
 * @param divided whether there are folders {@code train} and {@code test}
 */
record ClassFolders(List<Picture> pictures, List<String> classes, boolean divided) {

    private static final Set<String> READ = Set.of("png", "jpg", "jpeg");
    private static final Set<String> NOT_READ =
            Set.of("gif", "bmp", "tif", "tiff", "webp", "ppm", "pgm", "heic", "avif", "jp2");
    private static final Set<String> SPLITS = Set.of("train", "test");

    /**
     * One picture.
     *
     * @param split that its folder says; empty if the pictures are one heap
     */
    record Picture(SourceFile file, String label, Optional<Split> split) {}

    private record Found(List<String> folders, SourceFile file) {}

    static ClassFolders of(SourceTree tree) throws FileNotFoundException {
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, SourceFile> file : tree.files().entrySet()) {
            if (isPicture(file.getKey(), tree)) {
                List<String> path = List.of(file.getKey().split("/"));
                found.add(new Found(path.subList(0, path.size() - 1), file.getValue()));
            }
        }
        if (found.isEmpty()) {
            throw new FileNotFoundException(
                    tree.where() + ": expected PNG or JPEG files in folders, found none");
        }
        int shared = sharedFolders(found);
        boolean divided =
                found.stream()
                        .allMatch(
                                picture ->
                                        picture.folders.size() > shared
                                                && SPLITS.contains(picture.folders.get(shared)));
        int depth = shared + (divided ? 2 : 1);
        List<Picture> pictures = new ArrayList<>();
        for (Found picture : found) {
            if (picture.folders.size() != depth) {
                throw new FileNotFoundException(
                        "%s: expected %sCLASS/FILE, found this picture elsewhere: %s"
                                .formatted(
                                        tree.where(),
                                        divided ? "train/ or test/" : "",
                                        picture.file.path()));
            }
            Optional<Split> split =
                    divided
                            ? Optional.of(
                                    picture.folders.get(shared).equals("train")
                                            ? Split.TRAIN
                                            : Split.TEST)
                            : Optional.empty();
            pictures.add(new Picture(picture.file, picture.folders.get(depth - 1), split));
        }
        if (divided) {
            requireBoth(pictures, tree);
        }
        TreeSet<String> classes = new TreeSet<>();
        pictures.forEach(picture -> classes.add(picture.label));
        return new ClassFolders(List.copyOf(pictures), List.copyOf(classes), divided);
    }

    private static boolean isPicture(String name, SourceTree tree) throws FileNotFoundException {
        boolean hidden =
                Arrays.stream(name.split("/"))
                        .anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!hidden && NOT_READ.contains(ending)) {
            throw new FileNotFoundException(
                    "%s: expected pictures in PNG or JPEG, found %s; convert it, or remove it"
                            .formatted(tree.where(), name));
        }
        return !hidden && READ.contains(ending);
    }

    /** How many folders stand above all pictures, but for those that say something: a split, a class. */
    private static int sharedFolders(List<Found> found) {
        int shared = 0;
        while (true) {
            int at = shared;
            String first = found.get(0).folders.size() > at ? found.get(0).folders.get(at) : null;
            boolean above =
                    first != null
                            && !SPLITS.contains(first)
                            && found.stream()
                                    .allMatch(
                                            picture ->
                                                    picture.folders.size() > at + 1
                                                            && picture.folders
                                                                    .get(at)
                                                                    .equals(first));
            if (!above) {
                return shared;
            }
            shared++;
        }
    }

    private static void requireBoth(List<Picture> pictures, SourceTree tree)
            throws FileNotFoundException {
        for (Split split : Split.values()) {
            if (pictures.stream().noneMatch(picture -> picture.split.get() == split)) {
                throw new FileNotFoundException(
                        "%s: expected pictures in a folder %s/, found none"
                                .formatted(tree.where(), split.directory()));
            }
        }
        Set<String> trained = new TreeSet<>();
        pictures.stream()
                .filter(picture -> picture.split.get() == Split.TRAIN)
                .forEach(picture -> trained.add(picture.label));
        for (Picture picture : pictures) {
            if (!trained.contains(picture.label)) {
                throw new FileNotFoundException(
                        "%s: expected the class of one of the folders in train/, found \"%s\""
                                .formatted(picture.file.path(), picture.label));
            }
        }
    }
}
