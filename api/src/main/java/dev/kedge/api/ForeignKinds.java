package dev.kedge.api;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The kinds that are not Kedge's: those of every {@link KindProvider} and {@link VerifierProvider} there is. */
public final class ForeignKinds {

    /** One of them, and the class that brings it. */
    record Found(Kind<?, ?> kind, String provider) {}

    private final List<Found> all;

    private ForeignKinds(List<Found> all) {
        this.all = List.copyOf(all);
    }

    /**
     * No kinds.
     *
     * @return for catalogues of what Kedge has itself
     */
    public static ForeignKinds none() {
        return new ForeignKinds(List.of());
    }

    /**
     * The kinds of every provider that the class path names now.
     *
     * @return in the order of the class path
     * @throws IllegalArgumentException if a provider cannot be loaded
     */
    public static ForeignKinds found() {
        List<Found> all = new ArrayList<>();
        add(KindProvider.class, all);
        add(VerifierProvider.class, all);
        return new ForeignKinds(all);
    }

    /**
     * The kinds of given providers, as if they had been found.
     *
     * @param providers in order
     */
    public static ForeignKinds of(List<? extends KindProvider> providers) {
        List<Found> all = new ArrayList<>();
        providers.forEach(provider -> add(provider, all));
        return new ForeignKinds(all);
    }

    List<Found> all() {
        return all;
    }

    private static void add(Class<? extends KindProvider> service, List<Found> all) {
        try {
            for (KindProvider provider : ServiceLoader.load(service, loader())) {
                add(provider, all);
            }
        } catch (ServiceConfigurationError broken) {
            throw new IllegalArgumentException(
                    "kinds of other jars cannot be looked up: " + broken.getMessage(), broken);
        }
    }

    private static void add(KindProvider provider, List<Found> all) {
        provider.kinds()
                .forEach(kind -> all.add(new Found(kind, provider.getClass().getName())));
    }

    static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? ForeignKinds.class.getClassLoader() : ofThread;
    }
}
