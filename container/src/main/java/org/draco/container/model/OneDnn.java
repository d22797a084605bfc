package org.draco.container.model;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sees to it that convolutions run through oneDNN, and says why when they do not.
 *
 * <p>Without oneDNN a gradient is right, but takes about four times as long and differs in its last bits. Three things
 * must come together: ND4J's native library built with oneDNN (a Maven classifier such as {@code
 * linux-x86_64-onednn-avx2}), a system property that defaults to the wrong value, and the class {@link
 * org.nd4j.nativeblas.Nd4jCpu.Environment}.
 */
final class OneDnn {

    /** Deeplearning4j's own; read whenever it makes a layer, and {@code true} if not set. */
    static final String DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

    private OneDnn() {}

    /** Lets layers made from now on use oneDNN, unless the user has said otherwise on the command line. */
    static void allow() {
        if (System.getProperty(DISABLED) == null) {
            System.setProperty(DISABLED, "false");
        }
    }

    /** Whether layers made from now on can use it; with CUDA they cannot. */
    static boolean isAvailable() {
        return !ComputeDevice.isCuda()
                && !Boolean.getBoolean(DISABLED)
                && nativeBuild().contains("HAVE_ONEDNN");
    }

    /** Why the convolutions among these layers do not run through oneDNN, and what to do; empty if they do. */
    static Optional<String> absence(Layer[] layers) {
        return absence(layers, ComputeDevice.isCuda());
    }

    /** As above; empty with CUDA, where nobody expects oneDNN. */
    static Optional<String> absence(Layer[] layers, boolean cuda) {
        if (cuda) {
            return Optional.empty();
        }
        if (Boolean.getBoolean(DISABLED)) {
            return Optional.of("it is switched off; start Java with -D" + DISABLED + "=false");
        }
        if (!nativeBuild().contains("HAVE_ONEDNN")) {
            return Optional.of(
                    "ND4J's native library was built without it; put an nd4j-native jar with a classifier such as"
                            + " linux-x86_64-onednn-avx2 on the class path");
        }
        for (Layer layer : layers) {
            if (layer instanceof ConvolutionLayer && layer.getHelper() == null) {
                return Optional.of(
                        "Deeplearning4j calls it unsupported; is org.nd4j.nativeblas.Nd4jCpu ours?");
            }
        }
        return Optional.empty();
    }

    /** What the native library says about how it was built, one property a line. */
    private static String nativeBuild() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo();
    }
}
