package org.draco.bin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void aShortCurveIsDrawnAsItIs() {
        Curve curve = new Curve();
        for (int i = 0; i < 1200; i++) {
            curve.add(i, -i);
        }
        assertEquals(1200, curve.drawn().size());
        assertEquals(new Curve.Point(7, -7), curve.drawn().get(7));
    }

    @Test
    void aLongCurveKeepsItsPeaksAndItsOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Curve curve = new Curve();
        int length = 5000 + random.nextInt(100_000);
        int peak = random.nextInt(length);
        int dip = (peak + 1 + random.nextInt(length - 1)) % length;
        HashSet<Curve.Point> all = new HashSet<>();
        for (int i = 0; i < length; i++) {
            double y = i == peak ? 1e6 : i == dip ? -1e6 : random.nextGaussian();
            curve.add(i, y);
            all.add(new Curve.Point(i, y));
        }
        List<Curve.Point> drawn = curve.drawn();
        String which = "seed " + seed;
        assertTrue(drawn.size() <= 1200, which);
        assertTrue(all.containsAll(drawn), which);
        assertTrue(drawn.contains(new Curve.Point(peak, 1e6)), which);
        assertTrue(drawn.contains(new Curve.Point(dip, -1e6)), which);
        for (int i = 1; i < drawn.size(); i++) {
            assertTrue(drawn.get(i - 1).x() < drawn.get(i).x(), which);
        }
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        Curve curve = new Curve();
        curve.add(0, Double.NaN);
        curve.add(1, Double.POSITIVE_INFINITY);
        curve.add(Double.NaN, 1);
        assertTrue(curve.isEmpty());
    }
}
