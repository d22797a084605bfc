package org.draco.bin.arrays;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.draco.bin.npy.NpyType;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.spectral.FloatWire;
import org.draco.codec.code.spectral.Margin;
import org.draco.codec.code.spectral.SpectralCode;
import org.draco.codec.code.spectral.SpectralDecoder;
import org.draco.codec.code.spectral.SpectralDecoding;

/** The float cyclic codes on arrays: real-valued, or DRACO's complex one. */
final class SpectralBatches implements ArrayCode {

    private final SpectralCode code;
    private final Margin margin;

    SpectralBatches(SpectralCode code) {
        this.code = code;
        this.margin = Margin.of(code, FloatWire.FLOAT32);
    }

    @Override
    public String name() {
        return CyclicCode.NAME;
    }

    @Override
    public int workers() {
        return code.workers();
    }

    @Override
    public int batches() {
        return code.workers();
    }

    @Override
    public NpyType answerType() {
        return code.isComplex() ? NpyType.COMPLEX64 : NpyType.FLOAT32;
    }

    @Override
    public Answers encode(float[][] gradients) {
        float[][] answers = new float[workers()][];
        for (int worker = 0; worker < answers.length; worker++) {
            float[][] own = new float[code.redundancy()][];
            for (int i = 0; i < own.length; i++) {
                own[i] = gradients[(worker + i) % gradients.length];
            }
            answers[worker] = code.encode(own);
        }
        return code.isComplex() ? new Answers.Complexes(answers) : new Answers.Floats(answers);
    }

    @Override
    public DecodedSum decode(Answers answers, Set<Integer> missing) throws UndecodableException {
        float[][] rows =
                answers instanceof Answers.Complexes complex
                        ? complex.rows()
                        : ((Answers.Floats) answers).rows();
        int dimension = rows[0].length / (code.isComplex() ? 2 : 1);
        float[][] present = rows.clone();
        missing.forEach(worker -> present[worker] = null);
        answers.absent().forEach(worker -> present[worker] = null);
        SpectralDecoding<float[]> decoding =
                new SpectralDecoder(code).decode(present, dimension, new SecureRandom().nextLong());
        if (decoding instanceof SpectralDecoding.Decoded<float[]> decoded) {
            Map<String, Object> certificate = new LinkedHashMap<>();
            certificate.put("residual", decoded.residual());
            certificate.put("tolerated_residual", decoded.tolerated());
            certificate.put("margin", margin.value());
            return new DecodedSum(decoded.sum(), decoded.liars(), certificate);
        } else if (decoding instanceof SpectralDecoding.TooFewAnswers<float[]> tooFew) {
            throw new UndecodableException(tooFew.why(), Set.of());
        } else if (decoding instanceof SpectralDecoding.Undecodable<float[]> undecodable) {
            throw new UndecodableException(undecodable.why(), Set.of());
        }
        throw new AssertionError(decoding);
    }
}
