package org.draco.bin;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may know whom, and what nothing may be called: the rules of the house as one reviewed page. A line changes here
 * only together with the documentation of the part that it is about.
 */
class HouseRulesTest {

    private static final String[] JDK = {"java..", "javax.."};
    private static final String CODEC = "org.draco.codec..";
    private static final String LAYOUT = "org.draco.layout..";
    private static final String HADOOP = "org.apache.hadoop..";
    private static final String YARN = "org.apache.hadoop.yarn..";
    private static final String NETTY = "io.netty..";
    private static final String BOUNCY_CASTLE = "org.bouncycastle..";
    private static final String LOGGING = "org.slf4j..";

    /** What the distribution contains of ours; the shim among Deeplearning4j's packages is told by its place. */
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("org.draco");

    private static final JavaClasses CONTAINER_MODULE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(
                            place ->
                                    place.contains("/container/target/")
                                            || place.contains("/draco-container-"))
                    .importPackages("org.draco", "org.nd4j");

    /** What each part may know beyond the JDK and itself; the rest of {@code bin} may know everything. */
    static Stream<ArchRule> modules() {
        return Stream.of(
                part("org.draco.codec..")
                        .except("org.draco.codec.wire..", "org.draco.codec.kernel.simd..")
                        .mayKnow(),
                part("org.draco.codec.kernel.simd..")
                        .mayKnow(CODEC, "jdk.incubator.vector..", "com.sun.management.."),
                part("org.draco.codec.wire..").mayKnow(CODEC, "com.scalableminds.bloscjava.."),
                part("org.draco.layout..")
                        .mayKnow(
                                HADOOP,
                                LOGGING,
                                "org.apache.commons.compress..",
                                "org.apache.commons.csv..",
                                "com.fasterxml.jackson.."),
                part("org.draco.container..")
                        .mayKnow(
                                CODEC,
                                LAYOUT,
                                HADOOP,
                                NETTY,
                                LOGGING,
                                "org.deeplearning4j..",
                                "org.nd4j..",
                                "org.bytedeco.."),
                part("org.draco.am..")
                        .except("org.draco.am.web..", "org.draco.am.metrics..")
                        .mayKnow(CODEC, LAYOUT, HADOOP, NETTY, LOGGING, BOUNCY_CASTLE),
                part("org.draco.am.web..")
                        .mayKnow(
                                LAYOUT,
                                HADOOP,
                                LOGGING,
                                "org.draco.am.step..",
                                "org.draco.am.train..",
                                "com.sun.net.httpserver.."),
                part("org.draco.am.metrics..")
                        .mayKnow(
                                LAYOUT,
                                HADOOP,
                                LOGGING,
                                "org.draco.am.step..",
                                "org.draco.am.train..",
                                "org.draco.am.web..",
                                "com.fasterxml.jackson.core.."),
                part("org.draco.bin.npy..").mayKnow(),
                part("org.draco.bin.report..")
                        .mayKnow(
                                CODEC,
                                LAYOUT,
                                HADOOP,
                                "org.draco.am.train..",
                                "org.knowm.xchart..",
                                "java.awt.."),
                // Of Hadoop it writes the configuration; its daemons may be of another version.
                part("org.draco.bin.cluster..")
                        .mayKnow("org.apache.hadoop.conf..", "com.fasterxml.jackson.."),
                // Whatever it named would be loaded before it could say from where.
                part("org.draco.bin.launch..").mayKnow(),
                part("org.draco.bin.arrays..").mayKnow(CODEC, "org.draco.bin.npy.."));
    }

    /** What a part must not know although its module may. */
    static Stream<ArchRule> never() {
        return Stream.of(
                part("org.draco.codec.aggregate..").never("org.draco.codec.attack.."),
                part("org.draco.codec.kernel..").never("org.draco.codec.aggregate.."),
                // Loaded by name, only where the Vector API is.
                part("org.draco.codec..")
                        .except("org.draco.codec.kernel.simd..")
                        .never("org.draco.codec.kernel.simd.."),
                // Everything comes in as a small interface: a test drives the loop with a
                // hand-moved clock.
                part("org.draco.am.step..")
                        .never(
                                HADOOP,
                                NETTY,
                                LAYOUT,
                                "org.draco.am.yarn..",
                                "org.draco.am.link..",
                                "org.draco.am.web..",
                                "org.draco.am.client..",
                                "java.time.."),
                part("org.draco.am.step..").neverReads("nanoTime", "currentTimeMillis"),
                part("org.draco.codec..").neverReads("nanoTime", "currentTimeMillis"),
                // The nodes of a cluster do without its jars.
                part("org.draco.am..").except("org.draco.am.client..").never(BOUNCY_CASTLE),
                part("org.draco..")
                        .except(
                                "org.draco.am.yarn..",
                                "org.draco.am.client..",
                                "org.draco.bin.embedded..")
                        .never(YARN),
                // The daemons live in the embedded cluster alone; whoever else names one asks for
                // its jar in a container.
                part("org.draco..")
                        .except("org.draco.bin.embedded..")
                        .never(
                                "org.apache.hadoop.hdfs.server..",
                                "org.apache.hadoop.yarn.server.."));
    }

    /** A helper lives beside its only user, or gets a real name. */
    static Stream<ArchRule> names() {
        return Stream.of(
                noClasses()
                        .should()
                        .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl.."),
                noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl|Constants)"),
                classes()
                        .should()
                        .resideInAnyPackage(
                                "org.draco.codec..",
                                "org.draco.layout..",
                                "org.draco.container..",
                                "org.draco.am..",
                                "org.draco.bin.."));
    }

    @ParameterizedTest
    @MethodSource({"modules", "never", "names"})
    void holdsThroughoutTheHouse(ArchRule rule) {
        rule.check(HOUSE);
    }

    @Test
    void oneShimStandsAmongOtherPeoplesPackages() {
        classes()
                .that()
                .resideOutsideOfPackage("org.draco..")
                .should()
                .resideInAPackage("org.nd4j.nativeblas")
                .allowEmptyShould(true)
                .check(CONTAINER_MODULE);
    }

    /** A rule over classes that were not found would hold for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"codec", "layout", "container", "am", "bin"})
    void seesEveryModule(String module) {
        String root = "org.draco." + module + ".";
        assertTrue(
                HOUSE.stream().anyMatch(type -> type.getName().startsWith(root)),
                () -> "no classes of " + root);
    }

    private static Part part(String pattern) {
        return new Part(pattern, List.of());
    }

    private record Part(String pattern, List<String> exceptions) {

        Part except(String... packages) {
            return new Part(pattern, List.of(packages));
        }

        ArchRule mayKnow(String... packages) {
            String[] known =
                    Stream.of(Stream.of(pattern), Arrays.stream(JDK), Arrays.stream(packages))
                            .flatMap(names -> names)
                            .toArray(String[]::new);
            return classes()
                    .that(areMine())
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(known))
                    .allowEmptyShould(true);
        }

        ArchRule never(String... packages) {
            return noClasses()
                    .that(areMine())
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(packages))
                    .allowEmptyShould(true);
        }

        ArchRule neverReads(String... clocks) {
            Set<String> names = Set.of(clocks);
            return noClasses()
                    .that(areMine())
                    .should()
                    .accessTargetWhere(
                            describe(
                                    "the target is the system clock",
                                    access ->
                                            access.getTargetOwner().isEquivalentTo(System.class)
                                                    && names.contains(
                                                            access.getTarget().getName())))
                    .allowEmptyShould(true);
        }

        private DescribedPredicate<JavaClass> areMine() {
            DescribedPredicate<JavaClass> mine = resideInAnyPackage(pattern);
            if (exceptions.isEmpty()) {
                return mine;
            }
            DescribedPredicate<JavaClass> others =
                    resideInAnyPackage(exceptions.toArray(String[]::new));
            return mine.and(DescribedPredicate.not(others));
        }
    }
}
