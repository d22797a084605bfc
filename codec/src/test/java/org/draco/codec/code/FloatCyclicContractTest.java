package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.spectral.FloatCyclicCode;
import org.draco.codec.code.spectral.FloatWire;
import org.draco.codec.code.spectral.Margin;
import org.draco.codec.code.spectral.SpectralCode;
import org.junit.jupiter.api.Nested;

/**
 * The contract over the cyclic codes in floating point: within the margin that the code states, and nobody honest accused while the
 * lies are ten times that.
 */
class FloatCyclicContractTest {

    /** One shape: a code and how its answers travel. */
    abstract static class Shape extends GradientCodeContract {

        private final GradientCode code;
        private final SpectralCode spectral;
        private final FloatWire wire;
        private final double margin;

        Shape(SpectralCode spectral, FloatWire wire) {
            this.code = new FloatCyclicCode(spectral, wire);
            this.spectral = spectral;
            this.wire = wire;
            this.margin = Margin.of(spectral, wire).value();
        }

        @Override
        GradientCode code() {
            return code;
        }

        @Override
        CodeChoice choice() {
            FaultModel faults = code.faults();
            CodeChoice base =
                    CodeChoice.of(
                            CyclicCode.NAME, faults.workers(), 1, faults.adversaries(), "average");
            return new CodeChoice(
                    base.approach(),
                    spectral.isComplex() ? "complex" : "float",
                    base.workers(),
                    base.groupSize(),
                    0,
                    base.adversaries(),
                    base.mode(),
                    base.modeArgs(),
                    base.vote(),
                    base.voteTolerance(),
                    wire == FloatWire.FLOAT64 ? CodeChoice.FLOAT64 : CodeChoice.FLOAT32,
                    Math.max(margin, 1e-3));
        }

        /** The margin of the norm of the answers that are believed, the weighted sum's rounding, and that of the mean. */
        @Override
        void assertRecovered(StepPlay play, float[] gradient, String where) {
            double squares = 0;
            for (var said : play.firstSaid().entrySet()) {
                if (!play.decoder().suspects().contains(said.getKey())) {
                    double norm = Numbers.norm(Numbers.of(said.getValue()));
                    squares += norm * norm;
                }
            }
            double[] mean = SecondOpinion.doubleMean(play.scene().batches);
            double allowed =
                    (margin + 10 * wire.noise()) * Math.sqrt(squares) / code.faults().workers()
                            + 0x1p-24 * Numbers.norm(mean);
            double error = Numbers.distance(Numbers.widen(gradient), mean);
            assertTrue(error <= allowed, () -> error + " > " + allowed + ": " + where);
        }

        @Override
        boolean mayAccuseTheHonest(Scene scene, Conduct.OfAll conducts, Set<Integer> liars) {
            return smallestLie(scene, conducts, liars) < 10 * margin * norm(scene);
        }

        @Override
        boolean catchesPlainLiars(Scene scene, Conduct.OfAll conducts, Set<Integer> liars) {
            boolean turnedZeros =
                    liars.stream()
                            .anyMatch(
                                    liar ->
                                            conducts.of(liar, liar).isPlainLie(scene.honest(liar))
                                                    && size(scene, conducts, liar) == 0);
            return !turnedZeros && !mayAccuseTheHonest(scene, conducts, liars);
        }

        /** Of all that are not zero. */
        private static double smallestLie(Scene scene, Conduct.OfAll conducts, Set<Integer> liars) {
            return liars.stream()
                    .mapToDouble(liar -> size(scene, conducts, liar))
                    .filter(size -> size > 0)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private static double size(Scene scene, Conduct.OfAll conducts, int liar) {
            Conduct conduct = conducts.of(liar, liar);
            double[] honest = Numbers.of(scene.honest(liar));
            double[] said = conduct.said() == null ? honest : Numbers.of(conduct.said());
            double size = said.length == honest.length ? Numbers.distance(said, honest) : 1 / 0.0;
            return Double.isNaN(size) ? 1 / 0.0 : size;
        }

        private static double norm(Scene scene) {
            double squares = 0;
            for (int worker = 0; worker < scene.workers(); worker++) {
                double norm = Numbers.norm(Numbers.of(scene.honest(worker)));
                squares += norm * norm;
            }
            return Math.sqrt(squares);
        }

        @Override
        boolean hasEnough(StepPlay play, Set<Integer> liars) {
            return play.firstSaid().size() + play.lost().size() >= code.faults().workers();
        }

        @Override
        boolean bears(Set<Integer> liars, Set<Integer> lost) {
            return 2 * liars.size() + lost.size() <= 2 * code.faults().adversaries();
        }

        /** Of 2s - f checks, as many as half of them, rounded up, can lie without passing for others. */
        @Override
        boolean isSound(Set<Integer> liars, Set<Integer> lost) {
            return 2 * liars.size() + lost.size() <= 2 * code.faults().adversaries() + 1
                    && lost.size() <= 2 * code.faults().adversaries();
        }

        /** The order does not matter to a code that waits for all. */
        @Override
        int ordersPerSet() {
            return 1;
        }

        @Override
        boolean bearsMore(Set<Integer> liars) {
            return false;
        }

        @Override
        int setsOfManyWorkers() {
            return 2;
        }

        /** That nobody can be found takes long where many are sought. */
        @Override
        int roundsOfTooManyLiars() {
            return code.faults().workers() > 9 ? 6 : 100;
        }
    }

    @Nested
    class OfThreeAgainstOne extends Shape {
        OfThreeAgainstOne() {
            super(SpectralCode.real(3, 1), FloatWire.FLOAT32);
        }
    }

    @Nested
    class OfFiveAgainstTwo extends Shape {
        OfFiveAgainstTwo() {
            super(SpectralCode.real(5, 2), FloatWire.FLOAT32);
        }
    }

    @Nested
    class OfSevenAgainstTwo extends Shape {
        OfSevenAgainstTwo() {
            super(SpectralCode.real(7, 2), FloatWire.FLOAT32);
        }
    }

    @Nested
    class OfSevenAgainstThreeInDoublePrecision extends Shape {
        OfSevenAgainstThreeInDoublePrecision() {
            super(SpectralCode.real(7, 3), FloatWire.FLOAT64);
        }
    }

    @Nested
    class OfSixAgainstTwoInComplexNumbers extends Shape {
        OfSixAgainstTwoInComplexNumbers() {
            super(SpectralCode.complex(6, 2), FloatWire.FLOAT32);
        }
    }

    @Nested
    class OfFiveAgainstNobody extends Shape {
        OfFiveAgainstNobody() {
            super(SpectralCode.real(5, 0), FloatWire.FLOAT32);
        }
    }

    @Nested
    class OfFortyFiveAgainstOne extends Shape {
        OfFortyFiveAgainstOne() {
            super(SpectralCode.real(45, 1), FloatWire.FLOAT32);
        }
    }

    @Nested
    class OfFortyFiveAgainstThreeInDoublePrecision extends Shape {
        OfFortyFiveAgainstThreeInDoublePrecision() {
            super(SpectralCode.real(45, 3), FloatWire.FLOAT64);
        }
    }

    @Nested
    class OfFortyFiveAgainstFiveInDoublePrecision extends Shape {
        OfFortyFiveAgainstFiveInDoublePrecision() {
            super(SpectralCode.real(45, 5), FloatWire.FLOAT64);
        }
    }

    @Nested
    class OfTwentyAgainstThreeInComplexDoublePrecision extends Shape {
        OfTwentyAgainstThreeInComplexDoublePrecision() {
            super(SpectralCode.complex(20, 3), FloatWire.FLOAT64);
        }
    }
}
