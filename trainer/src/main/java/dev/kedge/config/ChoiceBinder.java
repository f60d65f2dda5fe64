package dev.kedge.config;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.Kind;
import dev.kedge.api.NoSettings;
import dev.kedge.api.SettingException;
import dev.kedge.api.TextForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what was written into choices from a catalogue, their settings bound to the record of their kind at once. */
final class ChoiceBinder {

    /** What is written where nothing is chosen that may be absent. */
    static final String NONE = "none";

    /** The binding of settings to the record of a kind. */
    @FunctionalInterface
    interface Records {

        /**
         * Binds a record.
         *
         * @param type the record
         * @param defaults what holds where nothing is written; empty: what the type says itself
         * @param written the settings
         * @param path where they stand
         * @param beside keys that have been read already and count as allowed
         */
        Object record(Class<?> type, Optional<?> defaults, Node written, String path, List<String> beside);
    }

    private final Records records;

    ChoiceBinder(Records records) {
        this.records = records;
    }

    /** The name of a written choice: a name below {@code kind}, or below {@code class}. */
    private record Name(String key, String text) {

        static Name of(Choice<?> choice) {
            return new Name(choice.kind().key(), choice.name());
        }
    }

    /**
     * A kind, or a mapping of a kind or a class with its settings.
     *
     * @param fallback what is chosen where nothing is written; its settings hold while its kind stays
     */
    <T> Choice<T> choice(Catalogue<T> catalogue, Optional<Choice<T>> fallback, Node given, String path) {
        Node written = spelledOut(catalogue, given);
        Name name = name(fallback.map(Name::of), written, path);
        Optional<Choice<T>> same = fallback.filter(choice -> Name.of(choice).equals(name));
        Kind<?, T> kind = same.<Kind<?, T>>map(Choice::kind).orElseGet(() -> kind(catalogue, name, path, List.of()));
        return bound(kind, same, settings(written), path);
    }

    /** The same where nothing may be chosen, which is written {@code none}. */
    <T> Optional<Choice<T>> optional(Catalogue<T> catalogue, Optional<Choice<T>> fallback, Node given, String path) {
        Node written = spelledOut(catalogue, given);
        Name none = new Name(Kind.KEY, NONE);
        Name name = name(fallback.map(Name::of).or(() -> Optional.of(none)), written, path);
        if (name.equals(none)) {
            refuseAll(settings(written), NONE, path);
            return Optional.empty();
        }
        Optional<Choice<T>> same = fallback.filter(choice -> Name.of(choice).equals(name));
        Kind<?, T> kind =
                same.<Kind<?, T>>map(Choice::kind).orElseGet(() -> kind(catalogue, name, path, List.of(NONE)));
        return Optional.of(bound(kind, same, settings(written), path));
    }

    /** A text that stands for a whole choice as what it stands for; the settings beside it stay. */
    private static Node spelledOut(Catalogue<?> catalogue, Node written) {
        Node spelled = asMapping(written);
        if (spelled instanceof Node.Mapping mapping
                && mapping.child(Kind.KEY).orElse(written) instanceof Node.Scalar scalar
                && scalar.value() instanceof String text) {
            Optional<TextForm> form = catalogue
                    .textForm(text)
                    .filter(found -> mapping.child(found.key()).isEmpty());
            if (form.isPresent()) {
                String kind = form.get().kind();
                return mapping.with(Kind.KEY, new Node.Scalar(kind, kind, scalar.origin()))
                        .with(form.get().key(), scalar);
            }
        }
        return written;
    }

    private static Name name(Optional<Name> fallback, Node written, String path) {
        if (written instanceof Node.Scalar scalar && scalar.value() instanceof String kind && !kind.isBlank()) {
            return new Name(Kind.KEY, kind);
        }
        if (!(written instanceof Node.Mapping mapping)) {
            throw new ConfigException(path, "must be a kind or {kind: …, settings}, got " + written.description());
        }
        Optional<Node> kind = mapping.child(Kind.KEY);
        if (kind.isPresent()) {
            return new Name(Kind.KEY, (String) ScalarValue.bind(String.class, kind.get(), Paths.join(path, Kind.KEY)));
        }
        Optional<Node> type = mapping.child(Kind.CLASS_KEY);
        if (type.isPresent()) {
            if (type.get() instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
                return new Name(Kind.CLASS_KEY, text);
            }
            throw new ConfigException(
                    Paths.join(path, Kind.CLASS_KEY),
                    "must be the full name of a class, got " + type.get().description());
        }
        return fallback.orElseThrow(() -> new ConfigException(Paths.join(path, Kind.KEY), "must be given"));
    }

    /** What is written beside the name. */
    private static Node.Mapping settings(Node written) {
        if (!(written instanceof Node.Mapping mapping)) {
            return new Node.Mapping(Map.of(), written.origin());
        }
        Map<String, Node> settings = new LinkedHashMap<>(mapping.entries());
        settings.remove(settings.containsKey(Kind.KEY) ? Kind.KEY : Kind.CLASS_KEY);
        return new Node.Mapping(settings, mapping.origin());
    }

    private static <T> Kind<?, T> kind(Catalogue<T> catalogue, Name name, String path, List<String> others) {
        if (name.key().equals(Kind.CLASS_KEY)) {
            try {
                return catalogue.ofClass(name.text());
            } catch (SettingException e) {
                throw new ConfigException(Paths.join(path, e.path()), e.problem());
            }
        }
        List<String> known = Stream.concat(catalogue.names().stream(), others.stream())
                .sorted()
                .toList();
        return catalogue
                .find(name.text())
                .orElseThrow(() -> new ConfigException(
                        Paths.join(path, Kind.KEY),
                        "must be one of " + RecordComponents.listed(known)
                                + catalogue.textForms().stream()
                                        .map(form -> ", or " + form.allowed())
                                        .collect(Collectors.joining())
                                + ", got \"" + name.text() + "\""
                                + NearestName.question(name.text(), known)));
    }

    private <T> Choice<T> bound(Kind<?, T> kind, Optional<Choice<T>> same, Node.Mapping settings, String path) {
        if (kind.configType() == NoSettings.class) {
            refuseAll(settings, kind.name(), path);
            return Choice.of(kind, NoSettings.NONE);
        }
        Optional<Record> below = same.map(Choice::config).or(kind::defaults);
        return Choice.of(kind, (Record) records.record(kind.configType(), below, settings, path, List.of(kind.key())));
    }

    private static void refuseAll(Node.Mapping settings, String kind, String path) {
        settings.entries().keySet().stream().findFirst().ifPresent(first -> {
            throw new ConfigException(Paths.join(path, first), "is not a setting; " + kind + " has none");
        });
    }

    /** The keys of a mapping that are for the choice inlined in a record, whose own keys are others. */
    static Node.Mapping without(Node.Mapping mapping, List<String> own) {
        Map<String, Node> rest = new LinkedHashMap<>(mapping.entries());
        own.forEach(rest::remove);
        return new Node.Mapping(rest, mapping.origin());
    }

    /** A mapping with what is written; a name alone is short for {@code {kind: name}}. */
    static Node asMapping(Node written) {
        return written instanceof Node.Scalar scalar && scalar.value() instanceof String
                ? new Node.Mapping(Map.of(Kind.KEY, scalar), scalar.origin())
                : written;
    }
}
