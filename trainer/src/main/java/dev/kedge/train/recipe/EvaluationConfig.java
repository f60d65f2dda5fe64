package dev.kedge.train.recipe;

import dev.kedge.api.SettingException;
import dev.kedge.task.Split;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Held-out evaluation: before the first step, every so many steps, and after the last.
 *
 * @param split {@code test} for reporting, {@code validation} for choosing settings
 * @param prompts how many held-out prompts
 * @param samples completions per prompt for the sampled accuracy; the greedy one takes one
 * @param temperature of the sampled accuracy
 * @param every steps between evaluations
 * @param sets further data sets, by the names that their metrics have
 */
public record EvaluationConfig(
        Split split, int prompts, int samples, double temperature, int every, Map<String, EvaluationSet> sets) {

    /** 256 prompts, greedy and four samples each. */
    public static final EvaluationConfig DEFAULT = new EvaluationConfig(Split.TEST, 256, 4, 1.0, 10, Map.of());

    public EvaluationConfig {
        if (split == Split.TRAIN) {
            throw new SettingException("split", "must be validation or test, got train");
        }
        if (prompts < 1) {
            throw new SettingException("prompts", "must be >= 1, got " + prompts);
        }
        if (samples < 1) {
            throw new SettingException("samples", "must be >= 1, got " + samples);
        }
        if (!(temperature > 0)) {
            throw new SettingException("temperature", "must be > 0, got " + temperature);
        }
        if (every < 1) {
            throw new SettingException("every", "must be >= 1, got " + every);
        }
        sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
        for (String name : sets.keySet()) {
            if (!name.matches("[a-z0-9_]+")) {
                throw new SettingException(
                        "sets", "must have names of small letters, digits and underscores, got " + name);
            }
        }
    }

    /**
     * The same with another {@code split}.
     *
     * @param value {@code test} for reporting, {@code validation} for choosing settings
     */
    public EvaluationConfig withSplit(Split value) {
        return new EvaluationConfig(value, prompts, samples, temperature, every, sets);
    }

    /**
     * The same with another {@code prompts}.
     *
     * @param value how many held-out prompts
     */
    public EvaluationConfig withPrompts(int value) {
        return new EvaluationConfig(split, value, samples, temperature, every, sets);
    }

    /**
     * The same with another {@code samples}.
     *
     * @param value completions per prompt for the sampled accuracy; the greedy one takes one
     */
    public EvaluationConfig withSamples(int value) {
        return new EvaluationConfig(split, prompts, value, temperature, every, sets);
    }

    /**
     * The same with another {@code temperature}.
     *
     * @param value of the sampled accuracy
     */
    public EvaluationConfig withTemperature(double value) {
        return new EvaluationConfig(split, prompts, samples, value, every, sets);
    }

    /**
     * The same with another {@code every}.
     *
     * @param value steps between evaluations
     */
    public EvaluationConfig withEvery(int value) {
        return new EvaluationConfig(split, prompts, samples, temperature, value, sets);
    }

    /**
     * The same with another {@code sets}.
     *
     * @param value further data sets, by the names that their metrics have
     */
    public EvaluationConfig withSets(Map<String, EvaluationSet> value) {
        return new EvaluationConfig(split, prompts, samples, temperature, every, value);
    }
}
