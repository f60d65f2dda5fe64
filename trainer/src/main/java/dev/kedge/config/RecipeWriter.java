package dev.kedge.config;

import dev.kedge.api.Choice;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** A writer of configuration records as YAML that {@link RecipeReader} reads back to equal records. */
public final class RecipeWriter {

    private RecipeWriter() {}

    /**
     * A configuration as YAML: records and maps as blocks, choices and lists on one line each.
     *
     * @param configuration a record of records, choices, lists, maps, optionals and scalars
     * @return text that ends with a line break
     */
    public static String toYaml(Record configuration) {
        return text(block(configuration));
    }

    /**
     * A choice on one line, with every setting.
     *
     * @param choice a choice
     * @return as a recipe could say it: {@code {kind: kl3, delta: 0.02}}
     */
    public static String inline(Choice<?> choice) {
        return text(flow(PlainValue.of(choice))).strip();
    }

    /**
     * A choice on one line, without the settings that its kind has by default.
     *
     * @param choice a choice
     * @return as short as a recipe could say it
     */
    public static String brief(Choice<?> choice) {
        Map<String, Object> settings = new LinkedHashMap<>(PlainValue.ofRecord(choice.config()));
        choice.kind()
                .defaults()
                .map(PlainValue::ofRecord)
                .ifPresent(usual -> settings.entrySet()
                        .removeIf(setting -> setting.getValue().equals(usual.get(setting.getKey()))));
        return text(flow(PlainValue.ofChoice(choice, settings))).strip();
    }

    private static Node block(Object value) {
        if (value instanceof Record settings && !PlainValue.isInlining(settings)) {
            List<NodeTuple> entries = new ArrayList<>();
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                Object below = RecordComponents.read(component, settings);
                Node written = PlainValue.isAbsentChoice(component, below) ? flow(ChoiceBinder.NONE) : block(below);
                entries.add(entry(Paths.key(component.getName()), written));
            }
            return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
        }
        if (value instanceof Map<?, ?> map) {
            List<NodeTuple> entries = new ArrayList<>();
            map.forEach((key, below) -> entries.add(entry(key.toString(), block(below))));
            return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
        }
        if (value instanceof List<?> list && list.stream().anyMatch(RecipeWriter::isBlock)) {
            List<Node> elements = list.stream().map(RecipeWriter::block).toList();
            return new SequenceNode(Tag.SEQ, elements, FlowStyle.BLOCK);
        }
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            return block(optional.get());
        }
        return flow(PlainValue.of(value));
    }

    private static boolean isBlock(Object element) {
        return element instanceof Record || element instanceof Choice<?>;
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

    private static String text(Node node) {
        DumpSettings settings = DumpSettings.builder()
                .setWidth(Integer.MAX_VALUE)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(node).iterator());
    }
}
