package dev.kedge.train.internal.update;

import dev.kedge.objective.OldDistributions;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.rollout.Sample;
import dev.kedge.tensor.HostMemory;
import dev.kedge.train.internal.pass.BatchLayout;
import dev.kedge.train.internal.pass.PaddedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * A micro-batch of samples as tensors: what the pass reads, and what the objective is given.
 *
 * @param samples B samples with N completion tokens
 * @param padded their tokens
 * @param oldLogprobs {@code [N]}
 * @param marks of each quantity of the update, one array per sample
 */
record SampleBatch(List<Sample> samples, PaddedBatch padded, Tensor oldLogprobs, Map<Quantity, List<double[]>> marks) {

    static SampleBatch of(List<Sample> samples, BatchLayout layout, Map<Quantity, List<double[]>> marks) {
        return new SampleBatch(
                samples,
                layout.tensors(samples.stream().map(Sample::sequence).toList()),
                joined(samples, Sample::oldLogprobs),
                marks);
    }

    /** The same with other old log-probabilities, {@code [N]}. */
    SampleBatch withOldLogprobs(Tensor logprobs) {
        return new SampleBatch(samples, padded, logprobs, marks);
    }

    /** What is remembered of the old policy's distributions at the N tokens. */
    OldDistributions oldDistributions(OldPolicy old) {
        return old.distributions(samples, oldLogprobs);
    }

    /** Everything the objective needs of the tokens; {@code now} carries the gradient. */
    ObjectiveInputs inputs(TokenDistributions now, Set<Quantity> needs) {
        ObjectiveInputs inputs = ObjectiveInputs.of(
                        padded.inPlace(now.logprobs()),
                        padded.inPlace(oldLogprobs),
                        advantages(samples, padded.mask().size(1)),
                        padded.mask())
                .with(Quantity.ENTROPY, padded.inPlace(now.entropies()));
        for (Quantity quantity : needs) {
            Optional<Tensor> values = values(quantity, now);
            if (values.isPresent()) {
                inputs = inputs.with(quantity, padded.inPlace(values.get()));
            }
        }
        return inputs;
    }

    private Optional<Tensor> values(Quantity quantity, TokenDistributions now) {
        if (quantity.isOfDistributions()) {
            return Optional.of(now.divergence(quantity));
        }
        if (quantity.isOfUpdate()) {
            return Optional.ofNullable(marks.get(quantity)).map(SampleBatch::narrowed);
        }
        List<float[]> known =
                samples.stream().flatMap(sample -> quantity.at(sample).stream()).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(tensor(Joined.floats(known)));
    }

    private static Tensor narrowed(List<double[]> rows) {
        List<float[]> narrow = new ArrayList<>();
        for (double[] row : rows) {
            float[] values = new float[row.length];
            for (int t = 0; t < row.length; t++) {
                values[t] = (float) row[t];
            }
            narrow.add(values);
        }
        return tensor(Joined.floats(narrow));
    }

    private static Tensor joined(List<Sample> samples, Function<Sample, float[]> values) {
        return tensor(Joined.floats(samples.stream().map(values).toList()));
    }

    private static Tensor tensor(float[] values) {
        return HostMemory.tensor(values, values.length);
    }

    /** float32 {@code [B, 1]}, or {@code [B, C]} if a sample has one per token. */
    static Tensor advantages(List<Sample> samples, long columns) {
        boolean uniform = samples.stream().map(Sample::advantage).allMatch(Advantage::isUniform);
        int width = uniform ? 1 : (int) columns;
        float[] advantages = new float[samples.size() * width];
        for (int row = 0; row < samples.size(); row++) {
            Sample sample = samples.get(row);
            for (int token = 0; token < Math.min(width, sample.length()); token++) {
                advantages[row * width + token] = (float) sample.advantage().at(token);
            }
        }
        return HostMemory.tensor(advantages, samples.size(), width);
    }
}
