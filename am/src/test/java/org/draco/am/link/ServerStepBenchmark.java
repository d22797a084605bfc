package org.draco.am.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.am.optimizer.Weights;
import org.draco.am.train.AggregationThreads;
import org.draco.codec.Parallelism;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.schedule.LearningRates;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.JobVectors;

/**
 * What the parameter server does with a step's answers once they are there, for ResNet-18 and nine workers: decoding, update and the next step's
 * parameters as they are sent, by turns with a copy of nine such answers on as many threads, and on one. The digests of vectors that it has asked for
 * are taken before, as they are by the threads that receive; that is measured too, and not part of the step. Run by
 *
 * <pre>    mvn -q -pl am -am -P benchmark-server process-test-classes</pre>
 *
 * <p>{@code -Dbenchmark.dimension=N} takes other vectors, {@code -Dbenchmark.threads=N} other than two threads.
 */
public final class ServerStepBenchmark {

    private static final int WORKERS = 9;
    private static final int WARM_UP = 50;
    private static final int TURNS = 50;

    private static final Map<String, CodeChoice> CASES =
            Map.of(
                    "mean", CodeChoice.of("baseline", WORKERS, 1, 0, "average"),
                    "repetition", CodeChoice.of("repetition", WORKERS, 3, 1, "average"),
                    "cyclic", CodeChoice.of("cyclic", WORKERS, 1, 1, "average"));

    private final GradientCode code;
    private final JobVectors vectors;
    private final FrameMemory memory = new FrameMemory();
    private final Map<Integer, NumberVector> answers = new HashMap<>();
    private final Map<Integer, Digest> digests = new HashMap<>();
    private final Map<Integer, Digest> taken = new ConcurrentHashMap<>();
    private final Parallelism threads;
    private final Weights weights;
    private final SgdMomentum optimizer =
            new SgdMomentum(
                    LearningRates.create("constant", "", 0.01),
                    new SgdMomentum.Momentum(0.9f, 0, false, SgdMomentum.Place.UPDATE),
                    0);
    private int[] exponents;
    private final double[] nanosByPart = new double[4];

    private ServerStepBenchmark(GradientCode code, int dimension, Parallelism threads) {
        this.code = code;
        this.threads = threads;
        vectors = JobVectors.of(code, dimension, new Compression("raw", 0, "none", 65_536));
        weights = new Weights(new float[dimension], new float[dimension]);
        float[][] gradients = new float[code.assignment().batches()][dimension];
        Random random = new Random(1);
        for (float[] gradient : gradients) {
            for (int i = 0; i < dimension; i++) {
                gradient[i] = 0.01f * (random.nextFloat() - 0.5f);
            }
        }
        exponents = code.arithmetic().exponentsAfter(dimension, gradients[0]);
        for (int worker = 0; worker < WORKERS; worker++) {
            int task = code.assignment().taskOf(worker);
            float[][] own =
                    Arrays.stream(code.assignment().batchesOf(task))
                            .mapToObj(batch -> gradients[batch])
                            .toArray(float[][]::new);
            NumberVector answer = code.encode(task, own, exponents).vector();
            answers.put(worker, answer);
            if (code.answerForm().digestFirst()) {
                digests.put(worker, Digest.of(((FloatVector) answer).values()));
            }
        }
    }

    /** Prints a line for each code. */
    public static void main(String[] words) {
        int dimension =
                words.length < 1 || words[0].isEmpty() ? 11_173_962 : Integer.parseInt(words[0]);
        int threads = words.length < 2 || words[1].isEmpty() ? 2 : Integer.parseInt(words[1]);
        try (AggregationThreads parallelism = new AggregationThreads(threads)) {
            for (String name : new String[] {"mean", "repetition", "cyclic"}) {
                GradientCode code = GradientCodes.create(CASES.get(name), parallelism);
                measure(
                        name,
                        new ServerStepBenchmark(code, dimension, parallelism),
                        parallelism,
                        dimension);
            }
        }
    }

    private static void measure(
            String name, ServerStepBenchmark server, AggregationThreads threads, int dimension) {
        float[][] from = new float[WORKERS][dimension];
        float[][] to = new float[WORKERS][dimension];
        List<Double> steps = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> copiesByOne = new ArrayList<>();
        List<Double> ratiosByOne = new ArrayList<>();
        for (int turn = -WARM_UP; turn < TURNS; turn++) {
            if (turn == 0) {
                Arrays.fill(server.nanosByPart, 0);
            }
            server.receive();
            long begin = System.nanoTime();
            server.step(turn + WARM_UP);
            long between = System.nanoTime();
            threads.forEach(WORKERS, i -> System.arraycopy(from[i], 0, to[i], 0, dimension));
            long end = System.nanoTime();
            Parallelism.NONE.forEach(
                    WORKERS, i -> System.arraycopy(from[i], 0, to[i], 0, dimension));
            long alone = System.nanoTime() - end;
            if (turn >= 0) {
                copiesByOne.add(alone / 1e6);
                ratiosByOne.add(alone / (double) (between - begin));
                steps.add((between - begin) / 1e6);
                copies.add((end - between) / 1e6);
                ratios.add((end - between) / (double) (between - begin));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f ms (decoding %.0f, update %.0f, encoding %.0f), a copy of the answers %.0f ms: that speed times %.2f (%.2f to %.2f);"
                        + " a copy by one thread %.0f ms: times %.2f; digests on arrival, before, %.0f ms%n",
                name,
                median(steps),
                server.nanosByPart[0] / TURNS / 1e6,
                server.nanosByPart[1] / TURNS / 1e6,
                server.nanosByPart[2] / TURNS / 1e6,
                median(copies),
                median(ratios),
                ratios.stream().min(Double::compare).orElseThrow(),
                ratios.stream().max(Double::compare).orElseThrow(),
                median(copiesByOne),
                median(ratiosByOne),
                server.nanosByPart[3] / TURNS / 1e6);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** As connections do it, each on its own thread. */
    private void receive() {
        if (digests.isEmpty()) {
            return;
        }
        List<Integer> workers = asked();
        long begin = System.nanoTime();
        threads.forEach(
                workers.size(),
                i ->
                        taken.put(
                                workers.get(i),
                                Digest.of(((FloatVector) answers.get(workers.get(i))).values())));
        nanosByPart[3] += System.nanoTime() - begin;
    }

    private List<Integer> asked() {
        StepDecoder decoder = code.newDecoder(weights.parameters().length, exponents);
        digests.forEach(
                (worker, digest) ->
                        decoder.onDigest(worker, code.assignment().taskOf(worker), digest));
        return decoder.takeRequests().stream().map(Request::worker).toList();
    }

    /** As the loop does it. */
    private void step(int step) {
        long begin = System.nanoTime();
        float[] gradient = decode();
        requireFinite(gradient);
        long decoded = System.nanoTime();
        optimizer.update(step, weights, gradient, threads);
        requireFinite(weights.parameters());
        exponents = code.arithmetic().exponentsAfter(gradient.length, gradient);
        long updated = System.nanoTime();
        ParameterFrames.of(step, weights.parameters(), exponents, vectors, 0, memory).release();
        long end = System.nanoTime();
        nanosByPart[0] += decoded - begin;
        nanosByPart[1] += updated - decoded;
        nanosByPart[2] += end - updated;
    }

    private float[] decode() {
        StepDecoder decoder = code.newDecoder(weights.parameters().length, exponents);
        for (int worker = 0; worker < WORKERS; worker++) {
            int task = code.assignment().taskOf(worker);
            if (code.answerForm().digestFirst()) {
                decoder.onDigest(worker, task, digests.get(worker));
            } else {
                decoder.onVector(worker, task, answers.get(worker));
            }
        }
        for (Request request : decoder.takeRequests()) {
            int worker = request.worker();
            decoder.onVector(
                    worker, request.task(), answers.get(worker), Optional.of(taken.get(worker)));
        }
        if (decoder.decoding() instanceof Decoding.Decoded decoded) {
            return decoded.gradient();
        }
        throw new AssertionError(decoder.decoding());
    }

    private void requireFinite(float[] vector) {
        if (!FloatVector.isFinite(vector, threads)) {
            throw new AssertionError("not finite");
        }
    }
}
