package dev.kedge.reward;

import dev.kedge.api.Verifier;
import dev.kedge.api.VerifierProvider;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Verifiers that are not Kedge's: classes on the class path, and what {@link VerifierProvider}s bring. */
final class OwnVerifiers {

    private OwnVerifiers() {}

    /**
     * The verifier whose class a choice names. It has one public constructor: without parameters, or with its settings,
     * a record that is bound to the other keys of the choice.
     *
     * @param choice with the setting {@code class}
     * @return the verifier
     * @throws ConfigException if there is no such class, it is no verifier, or a setting is wrong
     */
    static Verifier ofClass(Choice choice) {
        Map<String, Object> settings = new LinkedHashMap<>(choice.settings());
        Object named = settings.remove(Choice.CLASS);
        if (!(named instanceof String name)) {
            throw new ConfigException(Choice.CLASS, "must be the full name of a class, got " + named);
        }
        Class<?> type = load(name);
        Constructor<?>[] constructors = type.getConstructors();
        if (!Verifier.class.isAssignableFrom(type) || constructors.length != 1) {
            throw new ConfigException(
                    Choice.CLASS,
                    "must be a public class that implements " + Verifier.class.getName()
                            + " and has one public constructor, got " + name);
        }
        Class<?>[] parameters = constructors[0].getParameterTypes();
        Choice rest = new Choice(Choice.CLASS, settings);
        if (parameters.length == 0) {
            rest.requireNoSettings();
            return make(constructors[0]);
        }
        if (parameters.length > 1 || !parameters[0].isRecord()) {
            throw new ConfigException(
                    Choice.CLASS, "must have a constructor of no parameters or of one record, got " + constructors[0]);
        }
        return make(constructors[0], rest.bind(parameters[0].asSubclass(Record.class)));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, true, loader());
        } catch (ClassNotFoundException missing) {
            throw new ConfigException(
                    Choice.CLASS, "must be on the class path (KEDGE_CLASSPATH=rules.jar ./kedge …), got " + name);
        } catch (LinkageError broken) {
            throw new ConfigException(Choice.CLASS, "must be a class that can be loaded, got " + name + ": " + broken);
        }
    }

    private static Verifier make(Constructor<?> constructor, Object... arguments) {
        try {
            return (Verifier) constructor.newInstance(arguments);
        } catch (InvocationTargetException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof ConfigException refused) {
                throw refused;
            }
            throw new ConfigException(
                    Choice.CLASS, "must be made without a failure, got " + constructor.getName() + ": " + cause);
        } catch (ReflectiveOperationException notPublic) {
            throw new ConfigException(Choice.CLASS, "must be a public class, got " + constructor.getName());
        }
    }

    /**
     * Every provider that the class path names.
     *
     * @return the providers
     * @throws ConfigException if one cannot be loaded
     */
    static List<VerifierProvider<?>> provided() {
        try {
            return ServiceLoader.load(VerifierProvider.class, loader()).stream()
                    .<VerifierProvider<?>>map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError broken) {
            throw new ConfigException("kind", "cannot be looked up: " + broken.getMessage());
        }
    }

    /**
     * The verifier of a provider.
     *
     * @param provider the provider
     * @param choice its settings
     * @param <C> their type
     * @return the verifier
     */
    static <C extends Record> Verifier of(VerifierProvider<C> provider, Choice choice) {
        return provider.create(choice.bind(provider.configType(), provider.defaults()));
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? OwnVerifiers.class.getClassLoader() : ofThread;
    }
}
