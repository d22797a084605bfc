package org.draco.container.model;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.draco.codec.ExtensionException;
import org.draco.codec.ForeignCalls;

/**
 * A network from a user's jar, named by its class and held to what a job needs of it: it can be made, says whether data fit, and
 * makes models whose numbers agree with each other. Anything else is an {@link ExtensionException} that begins with {@code
 * network NAME} and names class and jar.
 *
 * <p>It is looked for where the calling thread's context class loader looks: in a job's containers that is the class path, on the
 * command line {@code --jars} sets it.
 */
final class NetworkClass implements Network {

    private final ForeignCalls calls;
    private final Network network;

    private NetworkClass(ForeignCalls calls, Network network) {
        this.calls = calls;
        this.network = network;
    }

    /**
     * The network of that class.
     *
     * @param name of a public class that implements {@link Network} and has a public constructor without parameters
     * @return nothing if there is no class of that name
     * @throws IllegalArgumentException if the class is none such, or its constructor throws
     */
    static Optional<Network> find(String name) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Class<?> type;
        try {
            type =
                    Class.forName(
                            name,
                            true,
                            context == null ? NetworkClass.class.getClassLoader() : context);
        } catch (ClassNotFoundException none) {
            return Optional.empty();
        } catch (LinkageError broken) {
            throw unusable(name, broken.toString(), broken);
        }
        if (!Network.class.isAssignableFrom(type)) {
            throw unusable(name, "one that does not implement " + Network.class.getName(), null);
        }
        try {
            Network made = (Network) type.getConstructor().newInstance();
            return Optional.of(new NetworkClass(new ForeignCalls("network", name), made));
        } catch (InvocationTargetException thrown) {
            throw unusable(name, "that it throws " + thrown.getCause(), thrown);
        } catch (ReflectiveOperationException | LinkageError unmade) {
            throw unusable(name, unmade.toString(), unmade);
        }
    }

    private static IllegalArgumentException unusable(String name, String found, Throwable cause) {
        return new IllegalArgumentException(
                "network %s: expected a public class with a public constructor without parameters, found %s"
                        .formatted(name, found),
                cause);
    }

    /** The class's name, by which a job asks for it. */
    @Override
    public String name() {
        return calls.name();
    }

    @Override
    public Optional<String> misfit(InputShape input, int classes) {
        return calls.demand(network, "why not, or nothing", () -> network.misfit(input, classes));
    }

    @Override
    public GradientModel create(InputShape input, int classes, ModelOptions options) {
        GradientModel model =
                calls.demand(network, "a model", () -> network.create(input, classes, options));
        int dimension = calls.call(model, model::dimension);
        int trainable = calls.call(model, model::trainable);
        if (trainable < 1 || trainable > dimension) {
            throw calls.broken(
                    model,
                    "1 to d trained parameters",
                    "%d of d = %d".formatted(trainable, dimension));
        }
        int found = calls.call(model, model::classes);
        if (found != classes) {
            throw calls.broken(model, "a model of " + classes + " classes", "" + found);
        }
        calls.vector(model, dimension, model::initialParameters);
        return model;
    }
}
