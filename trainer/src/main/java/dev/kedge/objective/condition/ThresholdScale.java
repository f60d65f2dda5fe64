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

    /** Whether a choice has a threshold. */
    static boolean scales(Choice<?> choice) {
        if (choice.config() instanceof IntervalSettings numbers) {
            return numbers.hasThreshold();
        }
        NumberSettings<?> numbers =
                NumberSettings.of(choice.config(), choice.kind().configType());
        return numbers.names().stream().anyMatch(name -> numbers.isMarked(name, Threshold.class));
    }

    private static <C extends Record> C scaled(Record settings, Class<C> type, double scale) {
        NumberSettings<C> numbers = NumberSettings.of(settings, type);
        return numbers.with(
                name -> numbers.isMarked(name, Threshold.class) ? scale * numbers.number(name) : numbers.number(name));
    }
}
