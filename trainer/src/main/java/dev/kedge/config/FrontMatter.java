package dev.kedge.config;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The YAML between two lines of {@code ---} at the top of a card of the Hugging Face hub. */
public final class FrontMatter {

    private static final int MAX_TEXT = 1 << 20;
    private static final String FENCE = "---";

    private FrontMatter() {}

    /**
     * Reads it.
     *
     * @param card the text of a README.md
     * @return keys to values as YAML has them; empty where there is none, or it is no mapping, or broken
     */
    public static Map<?, ?> of(String card) {
        List<String> lines = card.lines().toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals(FENCE)) {
            return Map.of();
        }
        int end = 1;
        while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) {
            end++;
        }
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MAX_TEXT).build();
        try {
            return new Load(settings).loadFromString(String.join("\n", lines.subList(1, end)))
                            instanceof Map<?, ?> values
                    ? values
                    : Map.of();
        } catch (YamlEngineException broken) {
            return Map.of();
        }
    }
}
