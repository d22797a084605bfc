package org.draco.bin.scaling;

import java.util.Locale;

/**
 * What a step cost, in seconds: medians by the clock, means of processor time.
 *
 * @param step by the clock, from the broadcast to the end of the update, with the workers on the same processors
 * @param decode by the clock of the loop's thread: votes, checks and sums
 * @param update by the same: the optimizer
 * @param processors of the parameter server's process, all threads
 * @param loop of these, the loop's thread: laying out the parameters, decoding, update
 */
record Cost(
        MeasuredCode code,
        int workers,
        int dimension,
        double step,
        double decode,
        double update,
        double processors,
        double loop) {

    static final String HEADER =
            "code,workers,dimension,stepSeconds,decodeSeconds,updateSeconds,processorSeconds,loopSeconds";

    /** mnist-100, LeNet, ResNet-18, VGG-19. */
    static final int[] DIMENSIONS = {79_510, 431_080, 11_173_962, 20_565_834};

    static final int[] WORKERS = {3, 9, 15, 30, 45};

    static Cost parse(String line) {
        String[] cells = line.split(",");
        return new Cost(
                MeasuredCode.of(cells[0]),
                Integer.parseInt(cells[1]),
                Integer.parseInt(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7]));
    }

    String toCsv() {
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%.6f,%.6f,%.6f,%.6f,%.6f",
                code.title(),
                workers,
                dimension,
                step,
                decode,
                update,
                processors,
                loop);
    }

    /** Receiving and sending: the processor time that is not the loop's. */
    double network() {
        return processors - loop;
    }
}
