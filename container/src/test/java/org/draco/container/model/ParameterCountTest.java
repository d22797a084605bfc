package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * As many trained parameters as the originals have. Sources: the papers and published models (LeNet to empire-cnn, ResNet-18); the
 * layers' own sums (VGG, ResNet-110); what is widely reported for this variant (other ResNets).
 */
class ParameterCountTest {

    @ParameterizedTest
    @CsvSource({
        "LeNet, 1, 28, 10, 431080",
        "FC, 1, 28, 10, 1033510",
        "mnist-100, 1, 28, 10, 79510",
        "mnist-conv, 1, 28, 10, 431080",
        "logistic, 1, 28, 10, 7850",
        "logistic, 1, 28, 2, 785",
        "empire-cnn, 3, 32, 10, 1310922",
        "ResNet-18, 3, 32, 10, 11173962",
        "ResNet-34, 3, 32, 10, 21282122",
        "ResNet-50, 3, 32, 10, 23520842",
        "ResNet-101, 3, 32, 10, 42512970",
        "ResNet-110, 3, 32, 10, 1727962",
        "ResNet-152, 3, 32, 10, 58156618",
        "VGG-11, 3, 32, 10, 9756426",
        "VGG-13, 3, 32, 10, 9941322",
        "VGG-16, 3, 32, 10, 15253578",
        "VGG-19, 3, 32, 10, 20565834",
    })
    void isThatOfTheOriginal(String name, int channels, int side, int classes, int expected) {
        Network network = Networks.byName(name).orElseThrow();
        InputShape input = new InputShape(channels, side, side);
        GradientModel model = network.create(input, classes, ModelOptions.seeded(1));
        assertEquals(expected, model.trainable());
    }

    /** 256 in the place of 128, and 100 in that of 10. */
    @Test
    void theDenseLayerOfEmpireIsTwiceAsWideWithAHundredClasses() {
        InputShape input = new InputShape(3, 32, 32);
        GradientModel model = ConvolutionChain.empire().create(input, 100, ModelOptions.seeded(1));
        int tenClasses = 8193 * 128 + 129 * 10;
        assertEquals(1_310_922 - tenClasses + 8193 * 256 + 257 * 100, model.trainable());
    }
}
