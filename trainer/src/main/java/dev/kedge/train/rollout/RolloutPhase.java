package dev.kedge.train.rollout;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.metric.Metrics;
import dev.kedge.random.Purpose;
import dev.kedge.rollout.Completion;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.sampling.RolloutProducer;
import dev.kedge.sampling.RolloutProducer.Production;
import dev.kedge.sampling.SamplingStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The rollouts of a step, and what is measured of them. */
public final class RolloutPhase {

    private final RolloutProducer producer;
    private final Optional<RolloutProducer> greedy;
    private final int groupSize;
    private final long seed;

    /** {@code greedy} adds the most likely completion of each prompt. */
    public RolloutPhase(RolloutProducer producer, Optional<RolloutProducer> greedy, int groupSize, long seed) {
        this.producer = producer;
        this.greedy = greedy;
        this.groupSize = groupSize;
        this.seed = seed;
    }

    /** The groups of a step, in the order of its prompts; what is measured is added to {@code metrics}. */
    public List<RolloutGroup> run(long step, List<Prompt> prompts, Metrics metrics) {
        SamplingStreams streams = new SamplingStreams(seed, Purpose.ROLLOUT, step);
        Production production = producer.produce(prompts, groupSize, streams);
        if (greedy.isPresent()) {
            production = withGreedy(production, greedy.get().produce(prompts, 1, streams), metrics);
        }
        double tokens = measure(production.groups(), metrics);
        metrics.value("time/rollout_seconds", production.samplingSeconds());
        metrics.value("time/reward_seconds", production.verifyingSeconds());
        metrics.value("throughput/sampled_tokens_per_second", tokens / production.samplingSeconds());
        return production.groups();
    }

    private static Production withGreedy(Production sampled, Production greedy, Metrics metrics) {
        List<RolloutGroup> groups = new ArrayList<>();
        for (int i = 0; i < sampled.groups().size(); i++) {
            Rollout completion = greedy.groups().get(i).rollouts().get(0);
            metrics.mean("rollout/greedy_reward_mean", completion.verdict().reward(), 1);
            groups.add(sampled.groups().get(i).withGreedy(completion));
        }
        return new Production(
                groups,
                sampled.samplingSeconds() + greedy.samplingSeconds(),
                sampled.verifyingSeconds() + greedy.verifyingSeconds());
    }

    /** Returns the number of sampled tokens. */
    private static double measure(List<RolloutGroup> groups, Metrics metrics) {
        for (Outcome outcome : Outcome.values()) {
            metrics.sum(count(outcome), 0);
        }
        for (RolloutGroup group : groups) {
            for (Rollout rollout : group.rollouts()) {
                Completion completion = rollout.completion();
                Verdict verdict = rollout.verdict();
                metrics.mean("rollout/reward_mean", verdict.reward(), 1);
                verdict.parts().forEach(part -> metrics.mean(meanOf(part), part.reward(), 1));
                metrics.mean("rollout/accuracy", verdict.isCorrect() ? 1 : 0, 1);
                metrics.mean("rollout/completion_length_mean", completion.length(), 1);
                metrics.max("rollout/completion_length_max", completion.length());
                metrics.mean("rollout/truncated_fraction", completion.truncated() ? 1 : 0, 1);
                metrics.sum("rollout/tokens", completion.length());
                metrics.sum(count(verdict.outcome()), 1);
            }
        }
        double[] rewards = groups.stream()
                .map(RolloutGroup::rewards)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        metrics.value("rollout/reward_std", populationDeviation(rewards));
        return groups.stream()
                .flatMap(group -> Stream.concat(group.rollouts().stream(), group.greedy().stream()))
                .mapToInt(rollout -> rollout.completion().length())
                .sum();
    }

    private static double populationDeviation(double[] rewards) {
        double mean = Arrays.stream(rewards).average().orElseThrow();
        double variance = Arrays.stream(rewards)
                .map(reward -> (reward - mean) * (reward - mean))
                .average()
                .orElseThrow();
        return Math.sqrt(variance);
    }

    private static String meanOf(RewardPart part) {
        return "rollout/reward_" + part.name() + "_mean";
    }

    private static String count(Outcome outcome) {
        return "rollout/outcome_" + outcome.name().toLowerCase(Locale.ROOT);
    }
}
