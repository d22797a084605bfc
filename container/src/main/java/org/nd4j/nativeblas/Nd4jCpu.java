package org.nd4j.nativeblas;

/**
 * Stands where Deeplearning4j 1.0.0-M2.1 still looks for a class that has moved, so that its oneDNN layers work.
 *
 * <p>{@code BaseMKLDNNHelper} asks by reflection {@code org.nd4j.nativeblas.Nd4jCpu$Environment.getInstance()
 * .isUseMKLDNN()}; ND4J has renamed both class and method. Without an answer all oneDNN layers call themselves
 * unsupported, and a convolution takes several times as long. To be deleted when Deeplearning4j finds its own class.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** The one question that is asked, answered by the class as it is called today. */
    public static final class Environment {

        private Environment() {}

        /** Called by Deeplearning4j. */
        public static Environment getInstance() {
            return new Environment();
        }

        /** Called by Deeplearning4j: whether the native library may use oneDNN. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
