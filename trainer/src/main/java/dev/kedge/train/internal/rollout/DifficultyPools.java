package dev.kedge.train.internal.rollout;

import dev.kedge.api.Choice;
import dev.kedge.api.Prompt;
import dev.kedge.checkpoint.Checkpointed;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.rollout.Sample;
import dev.kedge.train.recipe.DifficultyPoolsConfig;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pools of prompts, of which those are drawn less often that taught little when they were last drawn: those whose group
 * was nearly all wrong or nearly all right. A prompt that has not been drawn yet is always taken.
 */
final class DifficultyPools implements Checkpointed {

    private static final String RATE = "rate.";

    private final DifficultyPoolsConfig config;
    private final long seed;
    private final SortedMap<String, Double> rates = new TreeMap<>();

    DifficultyPools(DifficultyPoolsConfig config, long seed) {
        this.config = config;
        this.seed = seed;
    }

    /** What a recipe names under {@code rollout.curriculum}. */
    static Optional<DifficultyPools> of(Optional<Choice<DifficultyPoolsConfig>> choice, long seed) {
        return choice.map(chosen -> new DifficultyPools(chosen.create(), seed));
    }

    /** Whether a prompt is taken, at its turn. */
    boolean keeps(Prompt prompt, long draw) {
        double weight =
                Optional.ofNullable(rates.get(prompt.id())).map(config::weight).orElse(1.0);
        return weight >= 1 || RandomStream.of(seed, Purpose.CURRICULUM, draw, 0).nextDouble() < weight;
    }

    void learn(List<Sample> group) {
        List<Sample> compared = group.stream().filter(Sample::isCompared).toList();
        if (compared.isEmpty()) {
            return; // nothing new is known of the prompt
        }
        double right =
                compared.stream().filter(sample -> sample.verdict().isCorrect()).count();
        rates.put(group.get(0).group().prompt().id(), right / compared.size());
    }

    @Override
    public SortedMap<String, Double> state() {
        SortedMap<String, Double> state = new TreeMap<>();
        rates.forEach((id, rate) -> state.put(RATE + id, rate));
        return state;
    }

    @Override
    public void resume(SortedMap<String, Double> learned) {
        rates.clear();
        learned.forEach((name, rate) -> {
            if (name.startsWith(RATE)) {
                rates.put(name.substring(RATE.length()), rate);
            }
        });
    }
}
