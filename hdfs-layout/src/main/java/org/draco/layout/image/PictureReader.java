package org.draco.layout.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.draco.layout.DamagedFileException;
import org.draco.layout.source.SourceFile;

/** Turns files into samples of one shape. Immutable; thread-safe. */
final class PictureReader {

    private final boolean grey;
    private final boolean sameColours;
    private final boolean resize;
    private final ImageOptions.Size size;

    private PictureReader(
            boolean grey, boolean sameColours, boolean resize, ImageOptions.Size size) {
        this.grey = grey;
        this.sameColours = sameColours;
        this.resize = resize;
        this.size = size;
    }

    /** The first picture decides what the options leave open. */
    static PictureReader of(ImageOptions options, SourceFile first) throws IOException {
        BufferedImage picture = PictureFile.decode(first);
        boolean auto = options.colours() == ImageOptions.Colours.AUTO;
        boolean grey =
                auto ? Pixels.isGrey(picture) : options.colours() == ImageOptions.Colours.GREY;
        ImageOptions.Size size =
                options.size()
                        .orElse(new ImageOptions.Size(picture.getWidth(), picture.getHeight()));
        return new PictureReader(grey, auto && grey, options.size().isPresent(), size);
    }

    int channels() {
        return grey ? 1 : 3;
    }

    ImageOptions.Size size() {
        return size;
    }

    /** A new array of channels x height x width bytes. */
    byte[] read(SourceFile file) throws IOException {
        BufferedImage picture = PictureFile.decode(file);
        if (sameColours && !Pixels.isGrey(picture)) {
            throw refused(
                    file,
                    "a grey picture, as the first one",
                    "one in colour",
                    "say which of the two all shall be");
        }
        boolean fits = picture.getWidth() == size.width() && picture.getHeight() == size.height();
        if (!fits && !resize) {
            throw refused(
                    file,
                    size + " pixels, as the first picture has",
                    picture.getWidth() + " x " + picture.getHeight(),
                    "remove it, or say to which size all shall be brought");
        }
        byte[] pixels = grey ? Pixels.grey(picture) : Pixels.colour(picture);
        if (fits) {
            return pixels;
        }
        return AreaMean.resize(pixels, channels(), picture.getHeight(), picture.getWidth(), size);
    }

    private static DamagedFileException refused(
            SourceFile file, String expected, String found, String remedy) {
        return new DamagedFileException(file.path(), 0, expected, found, remedy);
    }
}
