package dev.kedge.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The settings of a configuration, each with the path that sets it on a command line. */
public final class SettingPaths {

    private SettingPaths() {}

    /**
     * Reads them.
     *
     * @param yaml the text of a {@code config.yaml}
     * @return path, such as {@code objective.condition.delta} or {@code rollout.sampling.stop[0]}, to a
     *     {@code Boolean}, a {@code Number} or a {@code String}; settings that are {@code null} are left out
     */
    public static SortedMap<String, Object> of(String yaml) {
        SortedMap<String, Object> found = new TreeMap<>();
        Object whole = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        if (whole != null) {
            put("", whole, found);
        }
        return Collections.unmodifiableSortedMap(found);
    }

    private static void put(String path, Object value, SortedMap<String, Object> found) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) -> {
                if (below != null) {
                    put(Paths.join(path, key.toString()), below, found);
                }
            });
        } else if (value instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                Object element = list.get(index);
                if (element != null) {
                    put(Paths.element(path, index), element, found);
                }
            }
        } else {
            found.put(path, value instanceof Boolean || value instanceof Number ? value : value.toString());
        }
    }
}
