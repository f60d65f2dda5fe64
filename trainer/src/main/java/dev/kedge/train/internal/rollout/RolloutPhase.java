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
import dev.kedge.sampling.SampledDistribution;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.train.recipe.RolloutConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rollouts of a step, the part that each takes, and what is measured of them. */
public final class RolloutPhase {

    private final RolloutProducer producer;
    private final Optional<RolloutProducer> greedy;
    private final RolloutConfig config;
    private final ParticipationRule rule;
    private final long seed;

    /**
     * A phase.
     *
     * @param producer samples and judges
     * @param greedy adds the most likely completion of each prompt, if there is one
     * @param config how many prompts and completions, and which of them count
     * @param seed of the run
     */
    public RolloutPhase(RolloutProducer producer, Optional<RolloutProducer> greedy, RolloutConfig config, long seed) {
        this.producer = producer;
        this.greedy = greedy;
        this.config = config;
        this.rule = ParticipationRule.of(config);
        this.seed = seed;
    }

    /** The samples of a step so far, and what they took. */
    private static final class Gathered {
        private final List<Sample> samples = new ArrayList<>();
        private int groups;
        private double tokens;
        private double samplingSeconds;
        private double verifyingSeconds;

        void spent(Production production) {
            tokens += RolloutPhase.tokens(production.samples());
            samplingSeconds += production.samplingSeconds();
            verifyingSeconds += production.verifyingSeconds();
        }
    }

    /**
     * The samples of a step, in the order of its prompts. With {@code refill}, further prompts are drawn in place of
     * those whose verdicts are all equal, a round at a time, until as many groups differ as the step has prompts or the
     * cap is reached.
     *
     * @param step its number
     * @param schedule names its prompts
     * @param metrics get what is measured
     */
    public List<Sample> run(long step, PromptSchedule schedule, Metrics metrics) {
        SamplingStreams streams = new SamplingStreams(seed, Purpose.ROLLOUT, step);
        Gathered gathered = new Gathered();
        add(gathered, schedule.prompts(step), streams, metrics);
        int asked = gathered.groups;
        int missing = Math.min(missing(gathered, asked), config.refill());
        while (missing > 0) {
            add(gathered, schedule.further(missing), streams, metrics);
            missing = Math.min(missing(gathered, asked), config.refill() + asked - gathered.groups);
        }
        if (config.refill() > 0) {
            metrics.value("rollout/refill_fraction", (double) (gathered.groups - asked) / gathered.groups);
            metrics.value("rollout/groups_short", missing(gathered, asked));
        }
        measure(gathered.samples, metrics);
        metrics.value("time/rollout_seconds", gathered.samplingSeconds);
        metrics.value("time/reward_seconds", gathered.verifyingSeconds);
        metrics.value("throughput/sampled_tokens_per_second", gathered.tokens / gathered.samplingSeconds);
        return gathered.samples;
    }

    private void add(Gathered gathered, List<Prompt> prompts, SamplingStreams streams, Metrics metrics) {
        Production production = producer.produce(prompts, config.groupSize(), streams, gathered.groups);
        gathered.spent(production);
        List<Sample> samples = production.samples();
        if (greedy.isPresent()) {
            Production likeliest = greedy.get().produce(prompts, 1, streams, gathered.groups);
            samples = withGreedy(samples, likeliest.samples(), metrics);
            gathered.spent(likeliest);
        }
        gathered.samples.addAll(rule.apply(samples));
        gathered.groups += prompts.size();
    }

    /** How many groups are missing to as many that differ as were asked for. */
    private static int missing(Gathered gathered, int asked) {
        return asked
                - (int) Sample.byGroup(gathered.samples).stream()
                        .filter(ParticipationRule::differs)
                        .count();
    }

    /** The likeliest completion of each prompt is a baseline for the prompt's samples; it is not learned from. */
    private static List<Sample> withGreedy(List<Sample> samples, List<Sample> likeliest, Metrics metrics) {
        Map<Integer, Group> groups = new HashMap<>();
        for (Sample sample : likeliest) {
            double reward = sample.verdict().reward();
            metrics.mean("rollout/greedy_reward_mean", reward, 1);
            groups.put(sample.group().number(), sample.group().withGreedyReward(reward));
        }
        return samples.stream()
                .map(sample ->
                        sample.withGroup(groups.getOrDefault(sample.group().number(), sample.group())))
                .toList();
    }

    private static double tokens(List<Sample> samples) {
        return samples.stream().mapToInt(Sample::length).sum();
    }

    private void measure(List<Sample> samples, Metrics metrics) {
        for (Outcome outcome : Outcome.values()) {
            metrics.sum(count(outcome), 0);
        }
        for (Sample sample : samples) {
            Verdict verdict = sample.verdict();
            if (rule.isJudged(sample)) {
                metrics.mean("rollout/reward_mean", verdict.reward(), 1);
                metrics.mean("rollout/accuracy", verdict.isCorrect() ? 1 : 0, 1);
            }
            verdict.parts().forEach(part -> metrics.mean(meanOf(part), part.reward(), 1));
            metrics.mean("rollout/completion_length_mean", sample.length(), 1);
            metrics.max("rollout/completion_length_max", sample.length());
            metrics.mean("rollout/truncated_fraction", sample.sampled().truncated() ? 1 : 0, 1);
            metrics.sum("rollout/tokens", sample.length());
            metrics.sum(count(verdict.outcome()), 1);
        }
        double[] rewards = samples.stream()
                .filter(rule::isJudged)
                .mapToDouble(sample -> sample.verdict().reward())
                .toArray();
        if (rewards.length > 0) {
            metrics.value("rollout/reward_std", populationDeviation(rewards));
        }
        rule.measure(samples, metrics);
        samples.forEach(sample -> measureSupport(sample, metrics));
    }

    private static void measureSupport(Sample sample, Metrics metrics) {
        sample.sampled().distribution().flatMap(SampledDistribution::support).ifPresent(support -> {
            metrics.mean("sampler/support_size", (double) support.size(), (double) support.length());
            metrics.sum("memory/support_bytes", (double) support.bytes());
        });
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
