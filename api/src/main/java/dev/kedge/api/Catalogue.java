package dev.kedge.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The kinds that make one type, in order: Kedge's own, then those of other jars. Never changes; {@link #with} gives a
 * larger one.
 *
 * @param <T> what its kinds make
 */
public final class Catalogue<T> {

    /**
     * A type whose kinds and classes are welcome too.
     *
     * @param <S> that type
     * @param <T> what becomes of one
     */
    private record Welcome<S, T>(Class<S> type, Function<? super S, ? extends T> adapter) {

        @SuppressWarnings("unchecked") // a kind that makes a T is a kind of T
        Kind<?, T> adapted(Kind<?, ?> kind, Class<T> makes) {
            return kind.makes() == makes ? (Kind<?, T>) kind : kind.as(makes, made -> adapter.apply(type.cast(made)));
        }
    }

    private final Class<T> makes;
    private final Map<String, Kind<?, T>> kinds;
    private final Map<String, String> providers;
    private final List<Welcome<?, T>> welcome;
    private final List<TextForm> textForms;

    private Catalogue(
            Class<T> makes,
            Map<String, Kind<?, T>> kinds,
            Map<String, String> providers,
            List<Welcome<?, T>> welcome,
            List<TextForm> textForms) {
        this.makes = makes;
        this.kinds = Collections.unmodifiableMap(kinds);
        this.providers = Map.copyOf(providers);
        this.welcome = List.copyOf(welcome);
        this.textForms = List.copyOf(textForms);
    }

    /**
     * A catalogue of Kedge's own kinds.
     *
     * @param <T> what they make
     * @param makes its class
     * @param builtIn in the order of the documentation, each name once
     */
    public static <T> Catalogue<T> of(Class<T> makes, List<? extends Kind<?, T>> builtIn) {
        Map<String, Kind<?, T>> kinds = new LinkedHashMap<>();
        for (Kind<?, T> kind : builtIn) {
            if (kinds.put(kind.name(), kind) != null) {
                throw new IllegalStateException("two kinds are named " + kind.name());
            }
        }
        return new Catalogue<>(makes, kinds, Map.of(), List.of(new Welcome<>(makes, made -> made)), List.of());
    }

    /**
     * A catalogue that also takes kinds and classes of another type, and makes what it must of them.
     *
     * @param <S> the other type
     * @param type its class
     * @param adapter turns one into the other
     */
    public <S> Catalogue<T> accepting(Class<S> type, Function<? super S, ? extends T> adapter) {
        List<Welcome<?, T>> more = new ArrayList<>(welcome);
        more.add(new Welcome<>(type, adapter));
        return new Catalogue<>(makes, new LinkedHashMap<>(kinds), providers, more, textForms);
    }

    /**
     * A catalogue whose things may also be written as a text alone.
     *
     * @param forms of such texts, tried in this order
     */
    public Catalogue<T> writtenAs(List<TextForm> forms) {
        return new Catalogue<>(makes, new LinkedHashMap<>(kinds), providers, welcome, forms);
    }

    /**
     * The form of a text that stands for a whole choice.
     *
     * @param text what a recipe writes where a kind is expected
     * @return empty for the name of a kind, and for a text of no form
     */
    public Optional<TextForm> textForm(String text) {
        return textForms.stream()
                .filter(form -> !kinds.containsKey(text) && form.isOne().test(text))
                .findFirst();
    }

    /**
     * The forms of texts that stand for a whole choice.
     *
     * @return in the order in which they are tried
     */
    public List<TextForm> textForms() {
        return textForms;
    }

    /**
     * The catalogue with the kinds of other jars that belong into it.
     *
     * @param foreign kinds of any types
     * @return the larger catalogue
     * @throws IllegalArgumentException if a name is taken
     */
    public Catalogue<T> with(ForeignKinds foreign) {
        Map<String, Kind<?, T>> all = new LinkedHashMap<>(kinds);
        Map<String, String> bringing = new LinkedHashMap<>(providers);
        for (ForeignKinds.Found found : foreign.all()) {
            Optional<Kind<?, T>> own = adapted(found.kind());
            if (own.isEmpty()) {
                continue;
            }
            String name = found.kind().name();
            if (all.put(name, own.get()) != null) {
                throw new IllegalArgumentException("the kind " + name + " of " + found.provider()
                        + " must have another name: "
                        + Optional.ofNullable(bringing.get(name)).orElse("Kedge")
                        + " has a " + makes.getSimpleName() + " of that name");
            }
            bringing.put(name, found.provider());
        }
        return new Catalogue<>(makes, all, bringing, welcome, textForms);
    }

    private Optional<Kind<?, T>> adapted(Kind<?, ?> kind) {
        for (Welcome<?, T> each : welcome) {
            if (each.type() == kind.makes()) {
                return Optional.of(each.adapted(kind, makes));
            }
        }
        return Optional.empty();
    }

    /**
     * The kind that a class on the class path is by itself.
     *
     * @param name the class's full name
     * @throws SettingException if there is no such class or it cannot be used here
     */
    public Kind<?, T> ofClass(String name) {
        Class<?> type = load(name);
        for (Welcome<?, T> each : welcome) {
            if (each.type().isAssignableFrom(type)) {
                return ofClass(each, type);
            }
        }
        throw new SettingException(
                Kind.CLASS_KEY,
                "must be a public class that implements " + makes.getName() + " and has one public constructor, got "
                        + name);
    }

    private <S> Kind<?, T> ofClass(Welcome<S, T> of, Class<?> type) {
        return of.adapted(Kind.ofClass(of.type(), type.asSubclass(of.type())), makes);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, true, ForeignKinds.loader());
        } catch (ClassNotFoundException missing) {
            throw new SettingException(
                    Kind.CLASS_KEY, "must be on the class path (KEDGE_CLASSPATH=rules.jar ./kedge …), got " + name);
        } catch (LinkageError broken) {
            throw new SettingException(
                    Kind.CLASS_KEY, "must be a class that can be loaded, got " + name + ": " + broken);
        }
    }

    /** What its kinds make. */
    public Class<T> makes() {
        return makes;
    }

    /**
     * Every kind.
     *
     * @return in the order they were added
     */
    public List<Kind<?, T>> kinds() {
        return List.copyOf(kinds.values());
    }

    /**
     * Every name.
     *
     * @return in the order they were added
     */
    public Set<String> names() {
        return kinds.keySet();
    }

    /**
     * The provider that a kind comes from.
     *
     * @param name what a recipe writes
     * @return its class's name; empty for Kedge's own kinds and for a name that is not there
     */
    public Optional<String> provider(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    /**
     * The kind of a name.
     *
     * @param name what a recipe writes
     * @return the kind; empty if there is none
     */
    public Optional<Kind<?, T>> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /**
     * The kind of a name that is there.
     *
     * @param name what a recipe writes
     * @throws IllegalArgumentException if there is none; the message lists what there is
     */
    public Kind<?, T> kind(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the kind must be one of " + String.join(", ", kinds.keySet()) + ", got " + name));
    }
}
