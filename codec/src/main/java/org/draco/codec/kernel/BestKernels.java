package org.draco.codec.kernel;

/** The choice between the implementations. */
final class BestKernels {

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** Named and not referred to, since they cannot be loaded without the module. */
    private static final String ROWS_ON_THE_VECTOR_API = "org.draco.codec.kernel.simd.SimdKernels";

    private static final String RESIDUES_ON_THE_VECTOR_API =
            "org.draco.codec.kernel.simd.SimdResidueKernels";

    private static final boolean HAS_VECTORS = hasVectors();

    static final RowKernels ROWS = rows();

    static final ResidueKernels RESIDUES = residues();

    private BestKernels() {}

    private static boolean hasVectors() {
        try {
            return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()
                    && (boolean)
                            Class.forName(ROWS_ON_THE_VECTOR_API)
                                    .getMethod("isWorthIt")
                                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the Vector API's kernels are part of this jar", e);
        }
    }

    private static RowKernels rows() {
        return HAS_VECTORS
                ? (RowKernels) onTheVectorApi(ROWS_ON_THE_VECTOR_API)
                : new PlainKernels();
    }

    private static ResidueKernels residues() {
        return HAS_VECTORS
                ? (ResidueKernels) onTheVectorApi(RESIDUES_ON_THE_VECTOR_API)
                : new PlainResidueKernels();
    }

    private static Object onTheVectorApi(String name) {
        try {
            return Class.forName(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the Vector API's kernels are part of this jar", e);
        }
    }
}
