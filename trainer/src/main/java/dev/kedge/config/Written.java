package dev.kedge.config;

import dev.kedge.api.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recipe as the user wrote it, file and overrides together, before any default is known.
 *
 * <p>For defaults that depend on it: {@code written.text("objective.preset")} names the preset whose settings the
 * user's other {@code objective} keys overlay.
 */
public final class Written {

    private static final String KEY = "[A-Za-z][A-Za-z0-9_-]*";

    private final Node.Mapping root;

    private Written(Node.Mapping root) {
        this.root = root;
    }

    /** A file with the overrides put into it, in order. */
    static Written of(Node.Mapping file, List<String> overrides) {
        Node.Mapping root = file;
        for (String argument : overrides) {
            root = override(root, argument);
        }
        return new Written(root);
    }

    /**
     * The text at a path.
     *
     * @param path keys with dots between them
     * @return the text, number or truth value as written; empty if there is none or something else is there
     */
    public Optional<String> text(String path) {
        return find(path) instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    Node.Mapping root() {
        return root;
    }

    /** The place of a setting, or of what is nearest around it. */
    Origin origin(String path) {
        Node deepest = root;
        for (String part : Paths.parts(path)) {
            Optional<Node> child = deepest.child(part);
            if (child.isEmpty()) {
                break;
            }
            deepest = child.get();
        }
        return deepest.origin();
    }

    private Node find(String path) {
        Node node = root;
        for (String part : Paths.parts(path)) {
            Optional<Node> child = node.child(part);
            if (child.isEmpty()) {
                return new Node.Nothing(root.origin());
            }
            node = child.get();
        }
        return node;
    }

    private static Node.Mapping override(Node.Mapping root, String argument) {
        Origin origin = new Origin.CommandLine(argument);
        int equals = argument.indexOf('=');
        String path = equals < 0 ? argument : argument.substring(0, equals);
        if (equals < 0 || !path.matches(KEY + "(\\." + KEY + ")*")) {
            throw new ConfigException("", "an override must be key.path=value, got \"" + argument + "\"");
        }
        Node value = YamlSyntax.argument(argument.substring(equals + 1), origin);
        return put(root, List.of(path.split("\\.", -1)), value, path);
    }

    private static Node.Mapping put(Node.Mapping below, List<String> keys, Node value, String path) {
        String key = keys.get(0);
        if (keys.size() == 1) {
            return key.equals(Kind.KEY) || key.equals(Kind.CLASS_KEY)
                    ? withName(below, key, value)
                    : below.with(key, value);
        }
        Node next = below.child(key).orElseGet(() -> new Node.Mapping(Map.of(), value.origin()));
        if (next instanceof Node.Sequence) {
            throw new ConfigException(path, "is inside a list, which can only be given whole").at(value.origin());
        }
        return below.with(key, put(asMapping(next, value.origin()), keys.subList(1, keys.size()), value, path));
    }

    /** {@code condition: kl3} is short for {@code condition: {kind: kl3}}. */
    private static Node.Mapping asMapping(Node node, Origin otherwise) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        return node instanceof Node.Scalar scalar
                ? new Node.Mapping(Map.of(Kind.KEY, scalar), scalar.origin())
                : new Node.Mapping(Map.of(), otherwise);
    }

    /** Another kind than the file's takes the file's settings of that kind away; those of other overrides stay. */
    private static Node.Mapping withName(Node.Mapping choice, String key, Node name) {
        Optional<Node> before = choice.child(Kind.KEY).or(() -> choice.child(Kind.CLASS_KEY));
        if (before.isEmpty()
                || (before.equals(choice.child(key)) && before.get().plain().equals(name.plain()))) {
            return choice.with(key, name);
        }
        Node.Mapping kept = new Node.Mapping(Map.of(key, name), name.origin());
        for (var entry : choice.entries().entrySet()) {
            boolean names = entry.getKey().equals(Kind.KEY) || entry.getKey().equals(Kind.CLASS_KEY);
            if (entry.getValue().origin() instanceof Origin.CommandLine && !names) {
                kept = kept.with(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }
}
