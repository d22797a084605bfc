package org.draco.layout.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSpecTest {

    private static final String TEXT =
            """
            {
              "version" : 1,
              "job" : "lenet-1",
              "network" : "LeNet",
              "data" : {
                "dataset" : "mnist",
                "uri" : "hdfs://nn:8020/draco/datasets/mnist",
                "order" : "shuffled",
                "batchesPerStep" : 0,
                "partition" : "iid",
                "partitionArgs" : "",
                "augment" : "standard"
              },
              "training" : {
                "batchSize" : 32,
                "optimization" : {
                  "optimizer" : "sgd",
                  "optimizerArgs" : "",
                  "learningRate" : 0.01,
                  "schedule" : "constant",
                  "scheduleArgs" : "",
                  "momentum" : {
                    "share" : 0.9,
                    "dampening" : 0.0,
                    "nesterov" : false,
                    "at" : "update"
                  },
                  "weightDecay" : 0.0
                },
                "local" : {
                  "steps" : 1,
                  "labelSmoothing" : 0.0,
                  "l1" : 0.0,
                  "l2" : 0.0,
                  "gradientClip" : 0.0
                },
                "maxSteps" : 100,
                "evalFreq" : 50,
                "evalBatchSize" : 1000,
                "seed" : 7,
                "start" : ""
              },
              "resilience" : {
                "workers" : 9,
                "approach" : "repetition",
                "arithmetic" : "float",
                "groupSize" : 3,
                "voteGroups" : 0,
                "declaredByz" : 1,
                "mode" : "average",
                "modeArgs" : "",
                "vote" : "digest",
                "voteTolerance" : 1.0E-4,
                "errorTolerance" : 0.001,
                "onProvenLiar" : "keep"
              },
              "experiment" : {
                "workerFail" : 1,
                "errMode" : "rev_grad",
                "errArgs" : "magnitude=-100",
                "fixedLiars" : false
              },
              "metrics" : {
                "detail" : "basic",
                "studyBatches" : 0,
                "studyPast" : 1
              },
              "wire" : {
                "codec" : "lz4",
                "level" : 5,
                "shuffle" : "bit",
                "chunkFloats" : 65536,
                "numbers" : "float32",
                "encrypt" : false
              },
              "containers" : {
                "workerHeapMb" : 512,
                "evaluatorHeapMb" : 512,
                "masterHeapMb" : 512,
                "nativeOverheadMb" : 384,
                "vcores" : {
                  "worker" : 1,
                  "evaluator" : 1,
                  "master" : 1
                },
                "threads" : 1,
                "queue" : "default",
                "gpu" : false,
                "workersPerContainer" : 1,
                "acls" : {
                  "view" : "",
                  "modify" : ""
                }
              },
              "timeouts" : {
                "allocationSeconds" : 120,
                "registrationSeconds" : 120,
                "stepSeconds" : 60,
                "evaluatorSeconds" : 300,
                "masterSeconds" : 900,
                "storageSeconds" : 600
              },
              "recovery" : {
                "masterAttempts" : 2,
                "maxReplacements" : 18,
                "keepCheckpoints" : 0
              },
              "jars" : [ ]
            }
            """;

    @Test
    void aSoundJobHasNoFaults() {
        assertEquals(List.of(), JobSpecs.sound().faults());
    }

    @Test
    void allFaultsAreFoundTogetherEachWithNameExpectedAndFound() {
        String name =
                "letters, digits, '.', '_' and '-', the first a letter or a digit, at most 128 of them";
        assertEquals(
                List.of(
                        "version: expected 1, found 2",
                        "job: expected " + name + ", found \"../lenet\"",
                        "network: expected a name, found \" \"",
                        "data.dataset: expected " + name + ", found \"\"",
                        "data.uri: expected a URI with a scheme and an absolute path, found \"/relative\"",
                        "training.batchSize: expected 1 or more, found 0",
                        "training.optimization.learningRate: expected a finite number above 0, found -0.01",
                        "training.optimization.momentum.share: expected a number from 0 to below 1, found 1.0",
                        "training.maxSteps: expected 1 or more, found 0",
                        "training.evalFreq: expected 1 or more, found 0",
                        "training.evalBatchSize: expected 1 or more, found 0",
                        "resilience.workers: expected 1 or more, found 0",
                        "resilience.approach: expected a name, found \"\"",
                        "resilience.groupSize: expected 1 or more, found 0",
                        "resilience.mode: expected a name, found nothing",
                        "experiment.workerFail: expected 0 or more, found -2",
                        "experiment.errMode: expected a name, found \"\"",
                        "wire.codec: expected one of [auto, lz4, zstd, blosclz, lz4hc, zlib, raw], found \"gzip\"",
                        "wire.level: expected 0 to 9, found 10",
                        "wire.shuffle: expected one of [none, byte, bit], found nothing",
                        "wire.chunkFloats: expected a multiple of 1024 up to 4194304, found 1023",
                        "containers.workerHeapMb: expected 1 or more, found 0",
                        "containers.evaluatorHeapMb: expected 1 or more, found 0",
                        "containers.masterHeapMb: expected 1 or more, found -1",
                        "containers.nativeOverheadMb: expected 0 or more, found -1",
                        "containers.vcores.worker: expected 1 or more, found 0",
                        "containers.vcores.evaluator: expected 1 or more, found 0",
                        "containers.vcores.master: expected 1 or more, found 0",
                        "containers.threads: expected 1 or more, found 0",
                        "containers.queue: expected a name, found \"\"",
                        "timeouts.allocationSeconds: expected 1 or more, found 0",
                        "timeouts.registrationSeconds: expected 1 or more, found 0",
                        "timeouts.stepSeconds: expected 1 or more, found 0",
                        "timeouts.evaluatorSeconds: expected 1 or more, found -5"),
                JobSpecs.rotten().faults());
    }

    @Test
    void valuesAtTheBoundsAreSoundAndBeyondThemAreNot() {
        assertSound(
                "\"chunkFloats\" : 65536", "\"chunkFloats\" : 1024", "\"chunkFloats\" : 4194304");
        assertFault("wire.chunkFloats", "\"chunkFloats\" : 65536", "\"chunkFloats\" : 4194305");
        assertSound("\"level\" : 5", "\"level\" : 0", "\"level\" : 9");
        assertFault("wire.level", "\"level\" : 5", "\"level\" : -1");
        String o = "training.optimization.";
        assertSound("\"share\" : 0.9", "\"share\" : 0", "\"share\" : 0.999");
        assertFault(o + "momentum.share", "\"share\" : 0.9", "\"share\" : -0.1");
        assertFault(o + "momentum.dampening", "\"dampening\" : 0.0", "\"dampening\" : 1");
        assertSound("\"at\" : \"update\"", "\"at\" : \"server\"", "\"at\" : \"worker\"");
        assertFault(o + "momentum.at", "\"at\" : \"update\"", "\"at\" : \"nowhere\"");
        assertSound("\"optimizer\" : \"sgd\"", "\"optimizer\" : \"adam\"");
        assertFault(o + "optimizer", "\"optimizer\" : \"sgd\"", "\"optimizer\" : \"\"");
        assertFault(o + "schedule", "\"constant\"", "\"\"");
        assertFault(o + "weightDecay", "\"weightDecay\" : 0.0", "\"weightDecay\" : -1");
        assertFault("training.local.steps", "\"steps\" : 1", "\"steps\" : 0");
        assertFault(
                "training.local.labelSmoothing",
                "\"labelSmoothing\" : 0.0",
                "\"labelSmoothing\" : 1");
        assertFault("training.local.l1", "\"l1\" : 0.0", "\"l1\" : -1");
        assertFault("training.local.l2", "\"l2\" : 0.0", "\"l2\" : 1e999");
        assertFault(
                "training.local.gradientClip", "\"gradientClip\" : 0.0", "\"gradientClip\" : -1");
        assertSound("\"start\" : \"\"", "\"start\" : \"" + "0a".repeat(32) + "\"");
        assertFault("training.start", "\"start\" : \"\"", "\"start\" : \"00\"");
        assertSound("\"order\" : \"shuffled\"", "\"order\" : \"stored\"");
        assertFault("data.order", "\"order\" : \"shuffled\"", "\"order\" : \"sorted\"");
        assertFault("data.batchesPerStep", "\"batchesPerStep\" : 0", "\"batchesPerStep\" : -1");
        assertFault("data.partition", "\"partition\" : \"iid\"", "\"partition\" : \"\"");
        assertSound("\"augment\" : \"standard\"", "\"augment\" : \"none\"");
        assertFault("data.augment", "\"augment\" : \"standard\"", "\"augment\" : \"some\"");
        assertSound("\"detail\" : \"basic\"", "\"detail\" : \"full\"");
        assertFault("metrics.detail", "\"detail\" : \"basic\"", "\"detail\" : \"all\"");
        assertFault("metrics.studyBatches", "\"studyBatches\" : 0", "\"studyBatches\" : -1");
        assertFault("metrics.studyPast", "\"studyPast\" : 1", "\"studyPast\" : 0");
        assertSound("\"workerFail\" : 1", "\"workerFail\" : 0", "\"workerFail\" : 9");
        assertFault("experiment.workerFail", "\"workerFail\" : 1", "\"workerFail\" : 10");
        assertFault(
                "resilience.onProvenLiar",
                "\"onProvenLiar\" : \"keep\"",
                "\"onProvenLiar\" : \"forgive\"");
        assertFault("wire.chunkFloats", "\"chunkFloats\" : 65536", "\"chunkFloats\" : 65537");
        assertFault("wire.numbers", "\"numbers\" : \"float32\"", "\"numbers\" : \"float16\"");
        assertFault(
                "training.optimization.learningRate",
                "\"learningRate\" : 0.01",
                "\"learningRate\" : 0");
        assertFault(
                "training.optimization.learningRate",
                "\"learningRate\" : 0.01",
                "\"learningRate\" : 1e999");
        assertFault("resilience.voteTolerance", "1.0E-4", "1e999");
        assertFault("resilience.errorTolerance", "0.001", "-1e999");
        assertSound("\"nativeOverheadMb\" : 384", "\"nativeOverheadMb\" : 0");
        assertSound("hdfs://nn:8020/draco", "file:/draco", "file:///draco", "viewfs://c/draco");
        assertFault("data.uri", "hdfs://nn:8020/draco", "hdfs:draco");
        assertFault("data.uri", "hdfs://nn:8020/draco", "hdfs://nn/a b");
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, -1})
    void aRateThatIsNoPositiveNumberIsAFault(double rate) {
        JobSpec.Training training = new JobSpec.Training(32, rate, 0, 1, 1, 1, 1);
        List<String> faults = with(training).faults();
        assertEquals(
                List.of(
                        "training.optimization.learningRate: expected a finite number above 0, found "
                                + rate),
                faults);
    }

    @Test
    void aMomentumThatIsNotANumberIsAFault() {
        assertEquals(
                1, with(new JobSpec.Training(32, 0.1, Double.NaN, 1, 1, 1, 1)).faults().size());
    }

    /** Also where the code asks for no tolerance: a job file is not to hold what JSON has no word for. */
    @Test
    void aToleranceThatIsNotANumberIsAFault() {
        List<String> faults =
                with(new JobSpec.Resilience(
                                9,
                                "repetition",
                                "float",
                                3,
                                0,
                                1,
                                "average",
                                "",
                                "digest",
                                Double.POSITIVE_INFINITY,
                                Double.NaN,
                                "keep"))
                        .faults();
        assertEquals(
                List.of(
                        "resilience.voteTolerance: expected a finite number, found Infinity",
                        "resilience.errorTolerance: expected a finite number, found NaN"),
                faults);
    }

    @Test
    void jarsAreReadBackInTheirOrderAndTheirNamesAndDigestsAreJudged() {
        String digest = "0123456789abcdef".repeat(4);
        JobSpec both = with(new JobSpec.Jar("rules.jar", digest), new JobSpec.Jar("a.jar", digest));
        assertEquals(List.of(), both.faults());
        assertEquals(both, JobSpec.fromJson(both.toJson(), "here"));
        assertEquals(
                List.of(
                        "jars[0].name: expected letters, digits, '.', '_' and '-', the first a letter or a digit, at most 128"
                                + " of them, found \"../rules.jar\"",
                        "jars[1].sha256: expected 64 hexadecimal digits, found \"ABC\""),
                with(new JobSpec.Jar("../rules.jar", digest), new JobSpec.Jar("a.jar", "ABC"))
                        .faults());
    }

    private static JobSpec with(JobSpec.Jar... jars) {
        JobSpec s = JobSpecs.sound();
        return new JobSpec(
                s.version(),
                s.job(),
                s.network(),
                s.data(),
                s.training(),
                s.resilience(),
                s.experiment(),
                s.metrics(),
                s.wire(),
                s.containers(),
                s.timeouts(),
                s.recovery(),
                List.of(jars));
    }

    private static List<String> faultsWithAcls(Acls acls) {
        JobSpec s = JobSpecs.sound();
        return new JobSpec(
                        s.version(),
                        s.job(),
                        s.network(),
                        s.data(),
                        s.training(),
                        s.resilience(),
                        s.experiment(),
                        s.wire(),
                        new JobSpec.Containers(
                                512, 512, 512, 384, Vcores.each(1), 1, "default", false, 1, acls),
                        s.timeouts())
                .faults();
    }

    @Test
    void whoMaySeeAndKillIsWrittenAsYarnWritesIt() {
        for (String sound : List.of("", "*", "ada", "ada,bob", "ada,bob staff,ops", " staff")) {
            assertEquals(List.of(), faultsWithAcls(new Acls(sound, sound)), sound);
        }
        for (String rotten : List.of("ada, bob", "ada  staff", "ada,", "*,ada", "ada staff ops")) {
            assertEquals(
                    List.of(
                            "containers.acls.view: expected \"users groups\", either a list with commas and without spaces, or \"*\" or nothing, found \""
                                    + rotten
                                    + "\""),
                    faultsWithAcls(new Acls(rotten, "")));
        }
        assertEquals(1, faultsWithAcls(new Acls("", "ada, bob")).size());
    }

    @Test
    void theTextIsPrettyAndStableAndReadBack() {
        assertEquals(TEXT, JobSpecs.sound().toJson());
        assertEquals(JobSpecs.sound(), JobSpec.fromJson(TEXT, "here"));
    }

    @Test
    void unknownAndMissingKeysFailAllTogether() {
        String text =
                TEXT.replace("batchSize", "batch_size")
                        .replace("\"queue\"", "\"Queue\"")
                        .replace("\"job\" :", "\"jab\" :");
        JobSpecException refused =
                assertThrows(JobSpecException.class, () -> JobSpec.fromJson(text, "my.json"));
        assertEquals("my.json", refused.where());
        assertTrue(
                refused.getMessage()
                        .startsWith(
                                "my.json is not a job specification of version 1: job: expected"));
        List<String> keys =
                refused.faults().stream()
                        .map(fault -> fault.substring(0, fault.indexOf(':')))
                        .toList();
        assertEquals(
                List.of(
                        "job",
                        "training.batchSize",
                        "training.batch_size",
                        "containers.queue",
                        "containers.Queue",
                        "jab"),
                keys);
    }

    @Test
    void aForeignVersionIsRefusedByNumber() {
        String text =
                TEXT.replace("\"version\" : 1", "\"version\" : 12").replace("momentum", "nesterov");
        JobSpecException refused =
                assertThrows(JobSpecException.class, () -> JobSpec.fromJson(text, "x"));
        assertEquals(List.of("version: expected 1, found 12"), refused.faults());
    }

    @Test
    void aTextThatIsNoJsonIsRefused() {
        for (String text : new String[] {"", "{", TEXT + TEXT, "[" + TEXT + "]", "null"}) {
            String message =
                    assertThrows(JobSpecException.class, () -> JobSpec.fromJson(text, "x"))
                            .getMessage();
            assertTrue(message.contains("expected a JSON object, found "), message);
        }
    }

    @Test
    void theDigestMovesWithEveryValueThatTheModelDependsOn() {
        byte[] digest = JobSpecs.sound().digest();
        assertEquals(32, digest.length);
        for (String[] change :
                new String[][] {
                    {"\"seed\" : 7", "\"seed\" : 8"},
                    {"\"evalFreq\" : 50", "\"evalFreq\" : 51"},
                    {"\"learningRate\" : 0.01", "\"learningRate\" : 0.02"},
                    {"\"declaredByz\" : 1", "\"declaredByz\" : 0"},
                    {"\"errMode\" : \"rev_grad\"", "\"errMode\" : \"alie\""},
                    {"\"numbers\" : \"float32\"", "\"numbers\" : \"float64\""},
                    {"\"threads\" : 1", "\"threads\" : 2"},
                    {"\"gpu\" : false", "\"gpu\" : true"},
                    {"\"onProvenLiar\" : \"keep\"", "\"onProvenLiar\" : \"expel\""},
                    {"\"job\" : \"lenet-1\"", "\"job\" : \"lenet-2\""}
                }) {
            assertFalse(Arrays.equals(digest, changed(change[0], change[1]).digest()), change[1]);
        }
    }

    @Test
    void aJobMayBeContinuedForLongerAndWithMoreOfWhatItsModelDoesNotDependOn() {
        byte[] digest = JobSpecs.sound().digest();
        assertArrayEquals(digest, JobSpecs.sound().until(500).digest());
        for (String[] change :
                new String[][] {
                    {"\"workerHeapMb\" : 512", "\"workerHeapMb\" : 1024"},
                    {"\"nativeOverheadMb\" : 384", "\"nativeOverheadMb\" : 768"},
                    {"\"master\" : 1", "\"master\" : 2"},
                    {"\"queue\" : \"default\"", "\"queue\" : \"night\""},
                    {"\"workersPerContainer\" : 1", "\"workersPerContainer\" : 3"},
                    {"\"stepSeconds\" : 60", "\"stepSeconds\" : 90"},
                    {"\"masterSeconds\" : 900", "\"masterSeconds\" : 60"},
                    {"\"maxReplacements\" : 18", "\"maxReplacements\" : 0"},
                    {"\"storageSeconds\" : 600", "\"storageSeconds\" : 6"},
                    {"\"keepCheckpoints\" : 0", "\"keepCheckpoints\" : 3"},
                    {"\"codec\" : \"lz4\"", "\"codec\" : \"raw\""},
                    {"\"encrypt\" : false", "\"encrypt\" : true"},
                    {"\n", " "}
                }) {
            assertArrayEquals(digest, changed(change[0], change[1]).digest(), change[1]);
        }
    }

    private static JobSpec with(JobSpec.Training training) {
        return with(training, JobSpecs.sound().resilience());
    }

    private static JobSpec with(JobSpec.Resilience resilience) {
        return with(JobSpecs.sound().training(), resilience);
    }

    private static JobSpec with(JobSpec.Training training, JobSpec.Resilience resilience) {
        JobSpec s = JobSpecs.sound();
        return new JobSpec(
                s.version(),
                s.job(),
                s.network(),
                s.data(),
                training,
                resilience,
                s.experiment(),
                s.wire(),
                s.containers(),
                s.timeouts());
    }

    private static void assertSound(String was, String... is) {
        for (String value : is) {
            assertEquals(List.of(), changed(was, value).faults());
        }
    }

    private static void assertFault(String name, String was, String is) {
        List<String> faults = changed(was, is).faults();
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).startsWith(name + ": expected "), faults.toString());
    }

    private static JobSpec changed(String was, String is) {
        assertTrue(TEXT.contains(was), was);
        return JobSpec.fromJson(TEXT.replace(was, is), "x");
    }
}
