package dev.kedge.objective;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The published algorithms, each as a recipe would write its objective on top of plain GRPO without a condition. To add
 * one: an entry in {@link RatioPresets}, {@link FurtherPresets} or {@link RecentPresets}, with its numbers spelled out:
 * a condition's defaults may change, a preset's numbers may not.
 */
final class PresetCatalogue {

    static final List<PresetText> ALL = Stream.of(RatioPresets.ALL, FurtherPresets.ALL, RecentPresets.ALL)
            .flatMap(List::stream)
            .toList();

    /** Other names that people type, and the preset that each means. */
    static final Map<String, String> ALSO_CALLED = Map.of(
            "ppo", "ppo-clip",
            "reinforce++", "reinforce-plus-plus",
            "reinforce++-baseline", "reinforce-plus-plus-baseline");

    private PresetCatalogue() {}
}
