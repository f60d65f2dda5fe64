package dev.kedge.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML text to nodes with their places. Bounded, because a recipe may come from a stranger: 1 MiB of text, 50 levels,
 * 20,000 nodes after references are followed.
 */
final class YamlSyntax {

    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_NODES = 20_000;

    private final LoadSettings settings = LoadSettings.builder()
            .setCodePointLimit(MAX_TEXT)
            .setAllowNonScalarKeys(true)
            .build();
    private final Function<Optional<Mark>, Origin> origins;
    private int nodes;

    private YamlSyntax(Function<Optional<Mark>, Origin> origins) {
        this.origins = origins;
    }

    /** The contents of a file; nothing in it is an empty mapping. */
    static Node.Mapping file(String name, String text) {
        YamlSyntax syntax = new YamlSyntax(mark ->
                mark.<Origin>map(at -> new Origin.Line(name, at.getLine() + 1)).orElse(new Origin.File(name)));
        Node root = syntax.read(text);
        if (root instanceof Node.Nothing) {
            return new Node.Mapping(Map.of(), new Origin.File(name));
        }
        if (root instanceof Node.Mapping mapping) {
            return new Node.Mapping(mapping.entries(), new Origin.File(name));
        }
        throw new ConfigException("", "must be a mapping of settings, got " + root.description()).at(root.origin());
    }

    /** The value of an override. */
    static Node argument(String value, Origin origin) {
        return new YamlSyntax(mark -> origin).read(value);
    }

    private Node read(String text) {
        try {
            refuseDepth(text);
            return new Compose(settings)
                    .composeString(text)
                    .map(root -> convert(root, root.getStartMark(), "", 1))
                    .orElseGet(() -> new Node.Nothing(origins.apply(Optional.empty())));
        } catch (MarkedYamlEngineException e) {
            throw invalid(e.getProblem(), e.getProblemMark());
        } catch (YamlEngineException e) {
            throw invalid(String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    /** The composer calls itself for every level: look before it runs out of stack. */
    private void refuseDepth(String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw invalid("more than " + MAX_DEPTH + " levels deep", event.getStartMark());
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private Node convert(org.snakeyaml.engine.v2.nodes.Node node, Optional<Mark> mark, String path, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw invalid("references unfold to more than " + MAX_NODES + " values or " + MAX_DEPTH + " levels", mark);
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, mark, path, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<Node> elements = new ArrayList<>();
            for (org.snakeyaml.engine.v2.nodes.Node element : sequence.getValue()) {
                String elementPath = Paths.element(path, elements.size());
                elements.add(convert(element, element.getStartMark(), elementPath, depth + 1));
            }
            return new Node.Sequence(List.copyOf(elements), origins.apply(mark));
        }
        return scalar((ScalarNode) node, mark, path);
    }

    private Node mapping(MappingNode mapping, Optional<Mark> mark, String path, int depth) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<Mark> keyMark = tuple.getKeyNode().getStartMark();
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw invalid("a key must be text", keyMark);
            }
            String key = keyNode.getValue();
            String below = Paths.join(path, key);
            if (entries.containsKey(key)) {
                throw new ConfigException(below, "is given twice").at(origins.apply(keyMark));
            }
            entries.put(key, convert(tuple.getValueNode(), keyMark, below, depth + 1));
        }
        return new Node.Mapping(entries, origins.apply(mark));
    }

    private Node scalar(ScalarNode node, Optional<Mark> mark, String path) {
        Origin origin = origins.apply(mark);
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return new Node.Nothing(origin);
        }
        if (tag.equals(Tag.STR)) {
            return new Node.Scalar(text, text, origin);
        }
        try {
            if (tag.equals(Tag.BOOL)) {
                return new Node.Scalar(Boolean.valueOf(text), text, origin);
            }
            if (tag.equals(Tag.INT)) {
                return new Node.Scalar(Long.valueOf(text), text, origin);
            }
            if (tag.equals(Tag.FLOAT)) {
                return new Node.Scalar(decimal(text), text, origin);
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(path, "must be a number of at most 64 bits, got " + text).at(origin);
        }
        throw new ConfigException(path, "must be a plain value, got the tag " + tag.getValue()).at(origin);
    }

    private static Double decimal(String text) {
        return switch (text) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> Double.valueOf(text);
        };
    }

    private ConfigException invalid(String problem, Optional<Mark> mark) {
        return new ConfigException("", "not valid YAML: " + problem).at(origins.apply(mark));
    }
}
