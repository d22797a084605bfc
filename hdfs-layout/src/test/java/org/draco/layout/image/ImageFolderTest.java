package org.draco.layout.image;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.TestShare;
import org.draco.layout.image.ImageOptions.Colours;
import org.draco.layout.image.ImageOptions.Size;
import org.draco.layout.source.MemoryTree;
import org.draco.layout.source.PreparedSet;
import org.draco.layout.source.PreparedSet.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    private static final ImageOptions PLAIN = options(Colours.AUTO, null);
    private static final Path CAT = new Path("/memory/train/cat/1.png");

    @TempDir java.nio.file.Path dir;

    private static ImageOptions options(Colours colours, Size size) {
        return new ImageOptions(colours, Optional.ofNullable(size), Optional.empty());
    }

    private DatasetManifest prepare(MemoryTree tree, ImageOptions options) throws IOException {
        return new PreparedSet(dir).prepare(ImageFolder.of(tree.tree(), options));
    }

    private List<Sample> samples(Split split) throws IOException {
        return new PreparedSet(dir).samples(split);
    }

    private static void decode(byte[] cat) throws IOException {
        PictureFile.decode(MemoryTree.file(CAT.toString(), cat));
    }

    private static MemoryTree greys() throws IOException {
        return new MemoryTree()
                .with("train/dog/1.png", Pictures.grey(2, 1, 2, 3, 4))
                .with("train/cat/2.PNG", Pictures.grey(2, 5, 6, 7, 255))
                .with("train/cat/1.png", Pictures.grey(2, 0, 128, 127, 9))
                .with("test/dog/1.png", Pictures.grey(2, 4, 3, 2, 1))
                .with("test/.hidden/x.png", new byte[3])
                .with("README.txt", new byte[3]);
    }

    @Test
    void foldersAreClassesAndTheNamesDecideTheOrder() throws IOException {
        DatasetManifest set = prepare(greys(), PLAIN);
        assertEquals(List.of("cat", "dog"), set.labels());
        assertEquals(List.of(1, 2, 2), List.of(set.channels(), set.height(), set.width()));
        assertEquals(
                List.of(
                        Sample.of(0, new byte[] {0, (byte) 128, 127, 9}),
                        Sample.of(0, new byte[] {5, 6, 7, (byte) 255}),
                        Sample.of(1, new byte[] {1, 2, 3, 4})),
                samples(Split.TRAIN));
        assertEquals(List.of(Sample.of(1, new byte[] {4, 3, 2, 1})), samples(Split.TEST));
    }

    @Test
    void foldersAboveAllPicturesSayNothing() throws IOException {
        byte[] picture = Pictures.grey(1, 7);
        MemoryTree tree =
                new MemoryTree()
                        .with("pets/v2/train/cat/1.png", picture)
                        .with("pets/v2/test/cat/1.png", picture);
        assertEquals(List.of("cat"), prepare(tree, PLAIN).labels());
    }

    @Test
    void aHeapIsDividedByAShare() throws IOException {
        MemoryTree tree = new MemoryTree();
        for (int i = 0; i < 40; i++) {
            tree.with("pets/" + (i % 2 == 0 ? "cat/" : "dog/") + i + ".png", Pictures.grey(1, i));
        }
        ImageOptions options =
                new ImageOptions(
                        Colours.AUTO, Optional.empty(), Optional.of(new TestShare(0.25, 3)));
        DatasetManifest set = prepare(tree, options);
        assertEquals(30, set.count(Split.TRAIN));
        assertEquals(10, set.count(Split.TEST));
        for (Split split : Split.values()) {
            samples(split).forEach(s -> assertEquals(s.bytes().get(0) % 2, s.label()));
        }
        assertMissing("expected folders train/ and test/", tree, PLAIN);
    }

    @Test
    void coloursAreThreeChannels() throws IOException {
        MemoryTree tree =
                new MemoryTree()
                        .with("train/a/1.png", Pictures.colour(2, 0x010203, 0xFFFEFD))
                        .with("train/a/2.png", Pictures.grey(2, 50, 60))
                        .with("test/a/1.png", Pictures.colour(2, 0, 0));
        assertEquals(3, prepare(tree, PLAIN).channels());
        assertEquals(
                List.of(
                        Sample.of(0, new byte[] {1, (byte) 255, 2, (byte) 254, 3, (byte) 253}),
                        Sample.of(0, new byte[] {50, 60, 50, 60, 50, 60})),
                samples(Split.TRAIN));
        assertEquals(1, prepare(tree, options(Colours.GREY, null)).channels());
        // 0.299 r + 0.587 g + 0.114 b.
        assertEquals(Sample.of(0, new byte[] {2, (byte) 254}), samples(Split.TRAIN).get(0));
        assertEquals(Sample.of(0, new byte[] {50, 60}), samples(Split.TRAIN).get(1));
    }

    @Test
    void otherKindsOfPngAreReadTo() throws IOException {
        BufferedImage clear = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x00102030);
        clear.setRGB(1, 0, 0xFF405060);
        BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(0, 0, Color.RED.getRGB());
        palette.setRGB(1, 0, Color.BLUE.getRGB());
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 2, 1, new int[] {0x12FF, 0xFFFF});
        BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(1, 0, Color.WHITE.getRGB());
        MemoryTree tree =
                new MemoryTree()
                        .with("train/a/1.png", Pictures.encode(clear, "png"))
                        .with("train/a/2.png", Pictures.encode(palette, "png"))
                        .with("train/a/3.png", Pictures.encode(deep, "png"))
                        .with("test/a/4.png", Pictures.encode(bits, "png"));
        prepare(tree, options(Colours.COLOUR, null));
        assertEquals(
                List.of(
                        Sample.of(0, new byte[] {0x10, 0x40, 0x20, 0x50, 0x30, 0x60}),
                        Sample.of(0, new byte[] {-1, 0, 0, 0, 0, -1}),
                        Sample.of(0, new byte[] {0x12, -1, 0x12, -1, 0x12, -1})),
                samples(Split.TRAIN));
        assertEquals(Sample.of(0, new byte[] {0, -1, 0, -1, 0, -1}), samples(Split.TEST).get(0));
    }

    @Test
    void aJpegIsNearWhatWasDrawn() throws IOException {
        int[] pixels = new int[256];
        Arrays.fill(pixels, 0xC86432);
        byte[] jpeg = Pictures.encode(Pictures.picture(16, pixels), "jpeg");
        prepare(new MemoryTree().with("train/a/1.jpeg", jpeg).with("test/a/1.jpg", jpeg), PLAIN);
        List<Byte> read = samples(Split.TRAIN).get(0).bytes();
        int[] drawn = {0xC8, 0x64, 0x32};
        for (int c = 0; c < 3; c++) {
            // A flat picture loses nothing but rounding, in the transform and between colour
            // spaces.
            assertEquals(drawn[c], read.get(c * 256 + 77) & 0xFF, 3, "channel " + c);
        }
    }

    @Test
    void sizesMustAgreeOrAreBroughtToOne() throws IOException {
        MemoryTree tree = greys().with("train/cat/2.PNG", Pictures.grey(4, 10, 20, 30, 40));
        assertDamaged(
                new Path("/memory/train/cat/2.PNG"),
                0,
                "2 x 2 pixels, as the first picture has",
                "4 x 1",
                () -> prepare(tree, PLAIN));
        assertFalse(new PreparedSet(dir).exists());
        DatasetManifest set = prepare(tree, options(Colours.AUTO, new Size(2, 1)));
        assertEquals(List.of(1, 2), List.of(set.height(), set.width()));
        assertEquals(
                List.of(
                        Sample.of(0, new byte[] {64, 69}),
                        Sample.of(0, new byte[] {15, 35}),
                        Sample.of(1, new byte[] {2, 3})),
                samples(Split.TRAIN));
    }

    @Test
    void aColourPictureAmongGreyOnesIsRefused() throws IOException {
        MemoryTree tree = greys().with("train/dog/1.png", Pictures.colour(2, 1, 2, 3, 4));
        assertDamaged(
                new Path("/memory/train/dog/1.png"),
                0,
                "a grey picture, as the first one",
                "one in colour",
                () -> prepare(tree, PLAIN));
    }

    @Test
    void aSizeIsWidthByHeight() {
        assertEquals(new Size(32, 24), Size.parse("32x24"));
        for (String wrong : List.of("", "32", "32x", "0x1", "-1x2", "1x1x1", "123456x1")) {
            assertThrows(IllegalArgumentException.class, () -> Size.parse(wrong), wrong);
        }
    }

    @Test
    void foldersThatSayNothingClearAreRefused() throws IOException {
        byte[] picture = Pictures.grey(1, 1);
        assertMissing("found none", new MemoryTree().with("a.txt", picture), PLAIN);
        assertMissing(
                "elsewhere: /memory/train/1.png", greys().with("train/1.png", picture), PLAIN);
        assertMissing(
                "elsewhere: /memory/train/cat/deep/1.png",
                greys().with("train/cat/deep/1.png", picture),
                PLAIN);
        assertMissing(
                "expected the class of one of the folders in train/, found \"cow\"",
                greys().with("test/cow/1.png", picture),
                PLAIN);
        assertMissing("a folder test/, found none", greys().without("test/dog/1.png"), PLAIN);
        assertMissing(
                "found train/cat/9.webp; convert it",
                greys().with("train/cat/9.webp", picture),
                PLAIN);
    }

    @Test
    void everyDamagedBitOfAPngIsFoundInItsChunk() throws IOException {
        byte[] png = Pictures.noise(1, 4, 4, "png");
        for (int bit = 0; bit < png.length * 8; bit++) {
            byte[] damaged = png.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            DamagedFileException damage =
                    assertThrows(DamagedFileException.class, () -> decode(damaged), "bit " + bit);
            assertEquals(CAT, damage.file());
            boolean signature = bit / 8 < 8;
            assertTrue(
                    damage.expected().contains(signature ? "the first bytes" : "chunk"),
                    damage.getMessage());
            // A damaged length may be found out where the next chunk should be.
            assertTrue(signature || damage.offset() >= 8, damage.getMessage());
        }
    }

    @Test
    void aCutPngIsDamageAtItsEnd() throws IOException {
        byte[] png = Pictures.noise(1, 4, 4, "png");
        for (int length = 8; length < png.length; length++) {
            byte[] cut = Arrays.copyOf(png, length);
            assertThrows(DamagedFileException.class, () -> decode(cut), "length " + length);
        }
        int end = png.length - 12;
        assertDamaged(
                CAT,
                end,
                "a chunk, or IEND before",
                "the end of the data",
                () -> prepare(greys().with("train/cat/1.png", Arrays.copyOf(png, end)), PLAIN));
    }

    @Test
    void aCutJpegIsDamage() throws IOException {
        byte[] jpeg = Pictures.noise(1, 64, 64, "jpeg");
        for (int length : new int[] {3, 20, 200, jpeg.length / 2, jpeg.length - 2}) {
            byte[] cut = Arrays.copyOf(jpeg, length);
            MemoryTree tree = greys().with("train/cat/1.png", cut);
            DamagedFileException damage =
                    assertThrows(
                            DamagedFileException.class,
                            () -> prepare(tree, PLAIN),
                            "length " + length);
            assertEquals(CAT, damage.file());
            assertEquals("a picture in JPEG", damage.expected());
        }
    }

    @Test
    void randomDamageToAJpegIsAPictureOrDamage() throws IOException {
        byte[] jpeg = Pictures.noise(1, 16, 16, "jpeg");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = jpeg.clone();
            damaged[random.nextInt(jpeg.length)] = (byte) random.nextInt();
            try {
                PictureFile.decode(MemoryTree.file("/memory/x.jpg", damaged));
            } catch (DamagedFileException refused) {
                assertTrue(refused.getMessage().contains("/memory/x.jpg"), "seed " + seed);
            }
        }
    }

    @Test
    void aFileThatIsNoPictureIsRefused() throws IOException {
        assertDamaged(
                CAT,
                0,
                "the first bytes of a PNG or JPEG",
                "others",
                () -> prepare(greys().with("train/cat/1.png", "GIF89a".getBytes()), PLAIN));
    }

    @Test
    void aPngThatClaimsToBeHugeIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] png = Pictures.noise(1, 4, 4, "png");
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 1 << 30).putInt(20, 1 << 30);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertDamaged(
                CAT,
                0,
                "at most 33554432 pixels",
                "1073741824 x 1073741824",
                () -> prepare(greys().with("train/cat/1.png", png), PLAIN));
    }

    private void assertMissing(String message, MemoryTree tree, ImageOptions options) {
        FileNotFoundException missing =
                assertThrows(FileNotFoundException.class, () -> prepare(tree, options));
        assertTrue(missing.getMessage().contains(message), missing.getMessage());
    }
}
