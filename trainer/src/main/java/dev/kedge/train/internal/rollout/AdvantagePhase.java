package dev.kedge.train.internal.rollout;

import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.internal.metric.Metrics;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.objective.advantage.ScoredGroup;
import dev.kedge.objective.advantage.ScoredRollout;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.TokenSequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The advantages of a step, and the passes over its completions that forming them may need: log-probs for a penalty in
 * the reward, energies of tokens.
 */
public final class AdvantagePhase {

    /** Advantages are of the order of 1: less is what rounding leaves of 0. */
    private static final double ROUNDING = 1e-12;

    private static final Advantage NONE = Advantage.ofRollout(0);

    private final AdvantageEstimator estimator;
    private final Optional<RewardPenaltyScores> penalty;
    private final Optional<Function<List<TokenSequence>, List<double[]>>> energies;

    /**
     * A phase.
     *
     * @param estimator forms the advantages
     * @param penalty what is taken from the rewards first; empty: nothing
     * @param energies gives one array per sequence; present if the estimator asks for them
     */
    public AdvantagePhase(
            AdvantageEstimator estimator,
            Optional<RewardPenaltyScores> penalty,
            Optional<Function<List<TokenSequence>, List<double[]>>> energies) {
        this.estimator = estimator;
        this.penalty = penalty;
        this.energies = energies;
    }

    /**
     * The same samples with their advantages, formed among those that are compared; that of the others is 0.
     *
     * @param samples those of the step
     * @param metrics get what is measured
     */
    public List<Sample> run(List<Sample> samples, Metrics metrics) {
        List<Sample> compared = samples.stream().filter(Sample::isCompared).toList();
        Iterator<Advantage> advantages =
                (compared.isEmpty() ? List.<Advantage>of() : advantages(compared, metrics)).iterator();
        return samples.stream()
                .map(sample -> sample.withAdvantage(sample.isCompared() ? advantages.next() : NONE))
                .toList();
    }

    private List<Advantage> advantages(List<Sample> samples, Metrics metrics) {
        double[] weights = weights(samples);
        List<ScoredRollout> scored =
                samples.stream().map(sample -> scored(sample, weights.length)).toList();
        List<TokenSequence> sequences = samples.stream().map(Sample::sequence).toList();
        if (penalty.isPresent()) {
            scored = with(ScoredRollout::withPenalties, scored, penalty.get().penalties(sequences, metrics));
        }
        if (energies.isPresent()) {
            scored = with(ScoredRollout::withEnergies, scored, energies.get().apply(sequences));
        }
        return estimator.advantages(grouped(samples, scored, weights)).stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The weights of the parts of this step's rewards. A verdict without parts did not come to an end: all its parts
     * are 0.
     */
    private static double[] weights(List<Sample> samples) {
        return samples.stream()
                .map(sample -> sample.verdict().parts())
                .filter(parts -> !parts.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .mapToDouble(RewardPart::weight)
                .toArray();
    }

    private static ScoredRollout scored(Sample sample, int parts) {
        Verdict verdict = sample.verdict();
        double[] rewards = verdict.parts().isEmpty()
                ? new double[parts]
                : verdict.parts().stream().mapToDouble(RewardPart::reward).toArray();
        return ScoredRollout.of(verdict.reward(), sample.length()).withParts(rewards);
    }

    private static List<ScoredRollout> with(
            BiFunction<ScoredRollout, double[], ScoredRollout> change,
            List<ScoredRollout> scored,
            List<double[]> perToken) {
        return IntStream.range(0, scored.size())
                .mapToObj(i -> change.apply(scored.get(i), perToken.get(i)))
                .toList();
    }

    /** Views of the list, one for each group. */
    private static List<ScoredGroup> grouped(List<Sample> samples, List<ScoredRollout> scored, double[] weights) {
        List<ScoredGroup> groups = new ArrayList<>();
        int start = 0;
        for (List<Sample> group : Sample.byGroup(samples)) {
            int end = start + group.size();
            groups.add(new ScoredGroup(
                    scored.subList(start, end), weights, group.get(0).group().greedyReward()));
            start = end;
        }
        return groups;
    }

    /**
     * The samples of the update: those that are compared, of groups in which at least one that is learned from has an
     * advantage.
     *
     * @param samples all of the step, with their advantages
     * @param metrics get what is measured
     * @return in their order, masked ones among them; none if no group teaches anything
     */
    public static List<Sample> teaching(List<Sample> samples, Metrics metrics) {
        List<Sample> kept = new ArrayList<>();
        List<Sample> compared = samples.stream().filter(Sample::isCompared).toList();
        for (List<Sample> group : Sample.byGroup(compared)) {
            List<Advantage> learned = group.stream()
                    .filter(Sample::isLearned)
                    .map(Sample::advantage)
                    .toList();
            boolean teaches = learned.stream().anyMatch(AdvantagePhase::counts);
            metrics.mean("rollout/zero_variance_fraction", teaches ? 0 : 1, 1);
            if (teaches) {
                learned.forEach(
                        advantage -> metrics.mean("update/advantage_mean_absolute", advantage.meanAbsolute(), 1));
                kept.addAll(group);
            }
        }
        return kept;
    }

    /** NaN counts, so that the loss shows it. */
    private static boolean counts(Advantage advantage) {
        return !(advantage.meanAbsolute() <= ROUNDING);
    }
}
