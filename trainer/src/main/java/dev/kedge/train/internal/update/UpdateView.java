package dev.kedge.train.internal.update;

import dev.kedge.objective.Objective;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.TokenScores;
import dev.kedge.train.internal.pass.BatchLayout;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import dev.kedge.train.internal.pass.PolicyPass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One optimizer update: its samples, and the objective with the thresholds and the marks of tokens that it takes for
 * them. What adapts is computed here from all tokens of the update, so that gradients do not depend on micro-batches.
 *
 * @param objective as it is for this update
 * @param samples what the update learns from
 * @param marks quantities of the update, {@code [sample][token]}
 */
record UpdateView(Objective objective, List<Sample> samples, Map<Quantity, double[][]> marks) {

    /** The view of some samples; scores them first if the objective looks at the policy as it stands. */
    static UpdateView of(Objective objective, List<Sample> samples, PolicyPass policy, int tokenBudget, long seed) {
        if (!objective.adaptive()) {
            return new UpdateView(objective, samples, Map.of());
        }
        UpdateTokens tokens = objective
                .anchor()
                .anchored(new UpdateTokens(
                        logprobs(objective, samples, policy, tokenBudget),
                        rows(samples, Sample::oldLogprobs),
                        rows(samples, Sample::samplingLogprobs),
                        rows(samples, Sample::oldEntropies),
                        samples.stream().map(UpdateView::advantages).toArray(double[][]::new),
                        samples.stream()
                                .mapToLong(sample -> sample.group().number())
                                .toArray(),
                        seed));
        Map<Quantity, double[][]> marks = new LinkedHashMap<>();
        for (Quantity quantity : objective.needs()) {
            quantity.at(tokens, objective).ifPresent(rows -> marks.put(quantity, rows));
        }
        return new UpdateView(objective.at(tokens), samples, marks);
    }

    private static double[][] logprobs(Objective objective, List<Sample> samples, PolicyPass policy, int tokenBudget) {
        if (!objective.looksAtPolicy()) {
            return rows(samples, Sample::oldLogprobs);
        }
        return rows(policy.score(samples.stream().map(Sample::sequence).toList(), tokenBudget), TokenScores::logprobs);
    }

    private static <T> double[][] rows(List<T> all, Function<T, float[]> values) {
        return all.stream().map(values).map(UpdateView::widened).toArray(double[][]::new);
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(t -> values[t]).toArray();
    }

    private static double[] advantages(Sample sample) {
        return IntStream.range(0, sample.length())
                .mapToDouble(sample.advantage()::at)
                .toArray();
    }

    /** The counts of the update, with the tokens that a selection has chosen among it. */
    UpdateTotals selecting(UpdateTotals totals) {
        double[][] selected = marks.get(Quantity.SELECTED);
        return selected == null
                ? totals
                : totals.selecting(
                        Arrays.stream(selected).flatMapToDouble(Arrays::stream).sum());
    }

    /** The samples cut into micro-batches, for so many workers. */
    List<MicroBatch<Sample>> cut(BatchLayout layout, int tokenBudget, int workers) {
        return layout.cut(samples, Sample::sequence, tokenBudget, workers);
    }

    /** A micro-batch as tensors, with the marks of its tokens. */
    SampleBatch tensors(BatchLayout layout, MicroBatch<Sample> micro) {
        Map<Quantity, List<double[]>> own = new LinkedHashMap<>();
        marks.forEach((quantity, rows) -> own.put(
                quantity, micro.places().stream().map(place -> rows[place]).toList()));
        return SampleBatch.of(micro.members(), layout, own);
    }
}
