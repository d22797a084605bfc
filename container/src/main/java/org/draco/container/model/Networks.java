package org.draco.container.model;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.draco.codec.NearName;

/** Every network that a job can name; to add one, write its class and list it here. */
public final class Networks {

    private static final List<Network> ALL =
            List.of(
                    new LeNet(),
                    DenseChain.fc(),
                    DenseChain.mnist100(),
                    ConvolutionChain.mnistConvolution(),
                    new Logistic(),
                    ConvolutionChain.empire(),
                    ResidualNetwork.plain(18, 2, 2, 2, 2),
                    ResidualNetwork.plain(34, 3, 4, 6, 3),
                    ResidualNetwork.bottleneck(50, 3, 4, 6, 3),
                    ResidualNetwork.bottleneck(101, 3, 4, 23, 3),
                    ResidualNetwork.narrow(110, 18, 18, 18),
                    ResidualNetwork.bottleneck(152, 3, 8, 36, 3),
                    ConvolutionChain.vgg(11, 1, 1, 2, 2, 2),
                    ConvolutionChain.vgg(13, 2, 2, 2, 2, 2),
                    ConvolutionChain.vgg(16, 2, 2, 3, 3, 3),
                    ConvolutionChain.vgg(19, 2, 2, 4, 4, 4));

    /** What others call them: the names of published code, for which jobs may have been written. */
    private static final Map<String, String> ALIASES =
            Map.of(
                    "simples-full", "mnist-100",
                    "simples-conv", "mnist-conv",
                    "simples-logit", "logistic");

    private Networks() {}

    /** The network of that name or alias, upper or lower case, with or without hyphens; empty if there is none, and then {@link #names} says what there is. */
    public static Optional<Network> byName(String name) {
        String plain = plain(ALIASES.getOrDefault(name.toLowerCase(Locale.ROOT), name));
        return ALL.stream().filter(network -> plain(network.name()).equals(plain)).findFirst();
    }

    /** In lower case and without the hyphens, which some write and some do not: ResNet18, resnet-18. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "");
    }

    /** Where the bytes of a network's file come from. */
    public interface Files {

        /**
         * The content of a file.
         *
         * @param name as the job has it: a path or an address
         */
        byte[] read(String name) throws IOException;
    }

    /** Whether a network of that name is in a file, which who starts a job has to send along: it ends in .json or .zip. */
    public static boolean isFile(String name) {
        return NetworkFile.isNamed(name);
    }

    /**
     * What a job's network is: one of {@link #names}, a file with a Deeplearning4j configuration or a saved model, or a class that
     * implements {@link Network}, by its full name.
     *
     * @param files asked once if the name is that of a file, and not at all if it is not
     * @throws IllegalArgumentException if there is none, or it cannot be used; says what was expected and found
     * @throws IOException what {@code files} throws
     */
    public static Network find(String name, Files files) throws IOException {
        if (isFile(name)) {
            return NetworkFile.read(name, files.read(name));
        }
        return byName(name)
                .or(() -> NetworkClass.find(name))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "network: expected one of %s, a Deeplearning4j file (.json, .zip) or a class in --jars, found \"%s\"%s"
                                                .formatted(
                                                        names(),
                                                        name,
                                                        NearName.hint(names(), name))));
    }

    /** The names of all networks, in the order in which they should be listed to a person. */
    public static List<String> names() {
        return ALL.stream().map(Network::name).toList();
    }
}
