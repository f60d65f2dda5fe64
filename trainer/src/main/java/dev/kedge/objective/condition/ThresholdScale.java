package dev.kedge.objective.condition;

import dev.kedge.api.Choice;
import dev.kedge.api.Threshold;
import dev.kedge.config.NumberSettings;

/** Thresholds of a condition multiplied by a number, for a controller that steers them. */
final class ThresholdScale {

    private ThresholdScale() {}

    /** The choice with its thresholds scaled: the numbers that its settings mark as such. */
    static <T> Choice<T> apply(Choice<T> choice, double scale) {
        if (scale == 1) {
            return choice;
        }
        return choice.with(
                choice.config() instanceof IntervalSettings numbers
                        ? numbers.scaled(scale)
                        : scaled(choice.config(), choice.kind().configType(), scale));
    }

    private static <C extends Record> C scaled(Record settings, Class<C> type, double scale) {
        NumberSettings<C> numbers = NumberSettings.of(settings, type);
        return numbers.with(
                name -> numbers.isMarked(name, Threshold.class) ? scale * numbers.number(name) : numbers.number(name));
    }
}
