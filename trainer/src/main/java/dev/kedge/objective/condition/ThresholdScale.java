package dev.kedge.objective.condition;

import dev.kedge.config.Choice;
import java.util.LinkedHashMap;
import java.util.Map;

/** Thresholds of a condition multiplied by a number, for a controller that steers them. */
final class ThresholdScale {

    private ThresholdScale() {}

    /** Whether a setting is a threshold: {@code delta}, {@code epsilon}, {@code epsilon_low}, {@code budget}. */
    static boolean scales(String setting) {
        return setting.equals("delta") || setting.equals("budget") || setting.startsWith("epsilon");
    }

    /** The choice with its thresholds scaled; those it leaves out are taken from {@code defaults}. */
    static Choice apply(Choice choice, Choice defaults, double scale) {
        if (scale == 1) {
            return choice;
        }
        Map<String, Object> settings = new LinkedHashMap<>(choice.settings());
        defaults.settings().forEach((name, value) -> {
            if (scales(name) && settings.getOrDefault(name, value) instanceof Number number) {
                settings.put(name, number.doubleValue() * scale);
            }
        });
        return Choice.of(choice.kind(), settings);
    }
}
