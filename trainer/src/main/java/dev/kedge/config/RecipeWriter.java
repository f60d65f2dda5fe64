package dev.kedge.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes configuration records as YAML that {@link RecipeReader} reads back to equal records. */
public final class RecipeWriter {

    private static final int WIDTH = 120;

    private RecipeWriter() {}

    /**
     * A configuration as YAML: records and maps as blocks, choices and lists on one line each.
     *
     * @param configuration a record of records, choices, lists, maps, optionals and scalars
     * @return text that ends with a line break
     */
    public static String toYaml(Record configuration) {
        return text(block(configuration), WIDTH);
    }

    /** A choice on one line. */
    static String inline(Choice choice) {
        return text(flow(PlainValue.of(choice)), Integer.MAX_VALUE).strip();
    }

    private static Node block(Object value) {
        if (value instanceof Record settings && !(value instanceof Choice)) {
            List<NodeTuple> entries = new ArrayList<>();
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                Object below = RecordComponents.read(component, settings);
                entries.add(entry(Paths.key(component.getName()), block(below)));
            }
            return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
        }
        if (value instanceof Map<?, ?> map) {
            List<NodeTuple> entries = new ArrayList<>();
            map.forEach((key, below) -> entries.add(entry(key.toString(), block(below))));
            return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
        }
        if (value instanceof List<?> list && list.stream().anyMatch(Record.class::isInstance)) {
            List<Node> elements = list.stream().map(RecipeWriter::block).toList();
            return new SequenceNode(Tag.SEQ, elements, FlowStyle.BLOCK);
        }
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            return block(optional.get());
        }
        return flow(PlainValue.of(value));
    }

    /** A plain value on one line. */
    private static Node flow(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            List<NodeTuple> entries = new ArrayList<>();
            map.forEach((key, below) -> entries.add(entry((String) key, flow(below))));
            return new MappingNode(Tag.MAP, entries, FlowStyle.FLOW);
        }
        if (plain instanceof List<?> list) {
            return new SequenceNode(
                    Tag.SEQ, list.stream().map(RecipeWriter::flow).toList(), FlowStyle.FLOW);
        }
        if (plain instanceof Optional<?>) {
            return new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
        }
        if (plain instanceof Boolean) {
            return new ScalarNode(Tag.BOOL, plain.toString(), ScalarStyle.PLAIN);
        }
        if (plain instanceof Long) {
            return new ScalarNode(Tag.INT, plain.toString(), ScalarStyle.PLAIN);
        }
        if (plain instanceof Double number) {
            return new ScalarNode(Tag.FLOAT, decimal(number), ScalarStyle.PLAIN);
        }
        return new ScalarNode(Tag.STR, plain.toString(), ScalarStyle.PLAIN);
    }

    private static NodeTuple entry(String key, Node value) {
        return new NodeTuple(new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN), value);
    }

    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return Double.toString(number);
    }

    private static String text(Node node, int width) {
        DumpSettings settings = DumpSettings.builder()
                .setWidth(width)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(node).iterator());
    }
}
