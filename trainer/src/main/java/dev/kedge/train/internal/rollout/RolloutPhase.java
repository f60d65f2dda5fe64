package dev.kedge.train.internal.rollout;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.internal.metric.Metrics;
import dev.kedge.random.Purpose;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.RolloutProducer;
import dev.kedge.rollout.RolloutProducer.Production;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.SamplingStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rollouts of a step, and what is measured of them. */
public final class RolloutPhase {

    private final RolloutProducer producer;
    private final Optional<RolloutProducer> greedy;
    private final int groupSize;
    private final long seed;

    /**
     * A phase.
     *
     * @param producer samples and judges
     * @param greedy adds the most likely completion of each prompt, if there is one
     * @param groupSize completions of each prompt
     * @param seed of the run
     */
    public RolloutPhase(RolloutProducer producer, Optional<RolloutProducer> greedy, int groupSize, long seed) {
        this.producer = producer;
        this.greedy = greedy;
        this.groupSize = groupSize;
        this.seed = seed;
    }

    /**
     * The samples of a step, in the order of its prompts.
     *
     * @param step its number
     * @param prompts its prompts
     * @param metrics get what is measured
     */
    public List<Sample> run(long step, List<Prompt> prompts, Metrics metrics) {
        SamplingStreams streams = new SamplingStreams(seed, Purpose.ROLLOUT, step);
        Production production = producer.produce(prompts, groupSize, streams);
        List<Sample> samples = production.samples();
        double tokens = tokens(samples);
        double samplingSeconds = production.samplingSeconds();
        double verifyingSeconds = production.verifyingSeconds();
        if (greedy.isPresent()) {
            Production likeliest = greedy.get().produce(prompts, 1, streams);
            samples = withGreedy(samples, likeliest.samples(), metrics);
            tokens += tokens(likeliest.samples());
            samplingSeconds += likeliest.samplingSeconds();
            verifyingSeconds += likeliest.verifyingSeconds();
        }
        measure(samples, metrics);
        metrics.value("time/rollout_seconds", samplingSeconds);
        metrics.value("time/reward_seconds", verifyingSeconds);
        metrics.value("throughput/sampled_tokens_per_second", tokens / samplingSeconds);
        return samples;
    }

    /** The likeliest completion of each prompt is a baseline for the prompt's samples; it is not learned from. */
    private static List<Sample> withGreedy(List<Sample> samples, List<Sample> likeliest, Metrics metrics) {
        List<Group> groups = new ArrayList<>();
        for (Sample sample : likeliest) {
            double reward = sample.verdict().reward();
            metrics.mean("rollout/greedy_reward_mean", reward, 1);
            groups.add(sample.group().withGreedyReward(reward));
        }
        return samples.stream()
                .map(sample -> sample.withGroup(groups.get(sample.group().number())))
                .toList();
    }

    private static double tokens(List<Sample> samples) {
        return samples.stream().mapToInt(Sample::length).sum();
    }

    private static void measure(List<Sample> samples, Metrics metrics) {
        for (Outcome outcome : Outcome.values()) {
            metrics.sum(count(outcome), 0);
        }
        for (Sample sample : samples) {
            Verdict verdict = sample.verdict();
            metrics.mean("rollout/reward_mean", verdict.reward(), 1);
            verdict.parts().forEach(part -> metrics.mean(meanOf(part), part.reward(), 1));
            metrics.mean("rollout/accuracy", verdict.isCorrect() ? 1 : 0, 1);
            metrics.mean("rollout/completion_length_mean", sample.length(), 1);
            metrics.max("rollout/completion_length_max", sample.length());
            metrics.mean("rollout/truncated_fraction", sample.sampled().truncated() ? 1 : 0, 1);
            metrics.sum("rollout/tokens", sample.length());
            metrics.sum(count(verdict.outcome()), 1);
        }
        metrics.value(
                "rollout/reward_std",
                populationDeviation(samples.stream()
                        .mapToDouble(sample -> sample.verdict().reward())
                        .toArray()));
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
