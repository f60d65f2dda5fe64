package dev.kedge.train.rollout;

import dev.kedge.api.Prompt;
import dev.kedge.checkpoint.Checkpointed;
import dev.kedge.config.Catalogue;
import dev.kedge.config.Choice;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.rollout.RolloutGroup;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Draws prompts less often that taught little when they were last drawn: those whose group was nearly all wrong or
 * nearly all right. A prompt that has not been drawn yet is always taken.
 */
final class DifficultyPools implements Checkpointed {

    private static final String RATE = "rate.";

    private static final Catalogue<Optional<Config>> CATALOGUE = new Catalogue<Optional<Config>>()
            .with("none", Optional::empty)
            .with("difficulty-pools", Config.class, Config.DEFAULT, Optional::of);

    /**
     * The pools, by the share of right answers in a prompt's last group.
     *
     * @param hardUpTo a share up to this is hard
     * @param easyFrom a share from this on is easy
     * @param hardWeight the probability that a hard prompt is taken when its turn comes
     * @param easyWeight that of an easy one
     */
    record Config(double hardUpTo, double easyFrom, double hardWeight, double easyWeight) {

        /** All wrong or all right: one time in five. */
        static final Config DEFAULT = new Config(0.0, 1.0, 0.2, 0.2);

        Config {
            if (!(hardUpTo >= 0 && hardUpTo < easyFrom && easyFrom <= 1)) {
                throw new IllegalArgumentException(
                        "hard_up_to and easy_from must be 0 <= hard_up_to < easy_from <= 1, got " + hardUpTo + " and "
                                + easyFrom);
            }
            requireShare("hard_weight", hardWeight);
            requireShare("easy_weight", easyWeight);
        }

        private static void requireShare(String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
            }
        }

        private double weight(double rate) {
            return rate <= hardUpTo ? hardWeight : rate >= easyFrom ? easyWeight : 1;
        }
    }

    private final Config config;
    private final long seed;
    private final SortedMap<String, Double> rates = new TreeMap<>();

    DifficultyPools(Config config, long seed) {
        this.config = config;
        this.seed = seed;
    }

    /** What a recipe names under {@code rollout.curriculum}. */
    static Optional<DifficultyPools> of(Choice choice, long seed) {
        return CATALOGUE.create(choice, "rollout.curriculum").map(config -> new DifficultyPools(config, seed));
    }

    /** Whether a prompt is taken, at its turn. */
    boolean keeps(Prompt prompt, long draw) {
        double weight =
                Optional.ofNullable(rates.get(prompt.id())).map(config::weight).orElse(1.0);
        return weight >= 1 || RandomStream.of(seed, Purpose.CURRICULUM, draw, 0).nextDouble() < weight;
    }

    void learn(RolloutGroup group) {
        double right = group.rollouts().stream()
                .filter(rollout -> rollout.verdict().isCorrect())
                .count();
        rates.put(group.prompt().id(), right / group.rollouts().size());
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
