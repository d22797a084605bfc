package org.draco.container.data;

import org.draco.codec.seed.StepRandom;

/**
 * What DRACO's code does to the pictures of CIFAR: four pixels more on every side, reflected at the border (the border
 * itself is not repeated); from there a window of the old size, every place equally likely; then with probability 1/2
 * left and right exchanged. All channels alike.
 *
 * <p><b>Source.</b> hwang595/Draco, {@code src/util.py}; after He, Zhang, Ren, Sun, <i>Deep residual learning for image
 * recognition</i>, CVPR 2016, section 4.2, who pad with zeros. <b>Departure:</b> the random numbers are ours.
 */
final class PadCropFlip implements Augmentation {

    private static final int PAD = 4;

    @Override
    public String name() {
        return "pad-crop-flip";
    }

    @Override
    public String fault(int channels, int height, int width) {
        // Reflection at the border takes PAD pixels from inside it.
        return height > PAD && width > PAD
                ? null
                : "expected pictures of at least %d x %d, found %d x %d"
                        .formatted(PAD + 1, PAD + 1, height, width);
    }

    @Override
    public byte[] apply(byte[] picture, int channels, int height, int width, StepRandom random) {
        int down = random.nextInt(2 * PAD + 1) - PAD;
        int right = random.nextInt(2 * PAD + 1) - PAD;
        boolean flip = random.nextInt(2) == 1;
        byte[] result = new byte[picture.length];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                int from = (c * height + reflected(y + down, height)) * width;
                int to = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    int column = flip ? width - 1 - x : x;
                    result[to + x] = picture[from + reflected(column + right, width)];
                }
            }
        }
        return result;
    }

    private static int reflected(int i, int extent) {
        return i < 0 ? -i : i >= extent ? 2 * (extent - 1) - i : i;
    }
}
