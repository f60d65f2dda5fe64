package dev.kedge.train.update;

import dev.kedge.model.Decoder;
import dev.kedge.objective.FullOldDistributions;
import dev.kedge.objective.OldDistributions;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.TopOldDistributions;
import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.LinearMap;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.train.pass.PolicyPass;
import dev.kedge.train.pass.SequenceScorer;
import dev.kedge.train.pass.TrainingSequence;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The policy as it stands when the updates of a step begin, as far as they must know it: log-probabilities and
 * entropies of all tokens, and what whole distributions are remembered by where the objective asks for them. Final
 * hidden states and a copy of the projection give every old distribution back exactly, {@code D} numbers a token in
 * place of {@code V}; the likeliest k tokens take {@code 2k}.
 */
public final class OldPolicy implements AutoCloseable {

    /** Divergences over the whole vocabulary. */
    private static final Set<Quantity> EXACT =
            EnumSet.of(Quantity.EXACT_KL, Quantity.EXACT_REVERSE_KL, Quantity.EXACT_TV);

    /** Divergences over the likeliest tokens. */
    private static final Set<Quantity> TOP = EnumSet.of(Quantity.TOP_K_KL, Quantity.TOP_K_TV);

    private final PolicyPass policy;
    private final Set<Quantity> divergences;
    private final int topTokens;
    private final int vocabularySize;
    private final List<SequenceScorer.Scores> scores;
    private final float[][] hidden;
    private final long[][] top;
    private final float[][] topLogprobs;
    private final ExactMeter meter;
    private Optional<Tensor> projection = Optional.empty();

    private OldPolicy(
            PolicyPass policy,
            Set<Quantity> divergences,
            int topTokens,
            int vocabularySize,
            List<TrainingSequence> sequences,
            int tokenBudget,
            ExactMeter meter) {
        this.policy = policy;
        this.divergences = divergences;
        this.topTokens = topTokens;
        this.vocabularySize = vocabularySize;
        this.hidden = new float[sequences.size()][];
        this.top = new long[sequences.size()][];
        this.topLogprobs = new float[sequences.size()][];
        this.meter = meter;
        this.scores = policy.score(sequences, tokenBudget, (indices, batch, states) -> {
            meter.remember(indices, sequences, states);
            keep(indices, sequences, states);
        });
    }

    /** The policy of {@code decoder} at {@code sequences}; {@code needs} are the objective's. */
    static OldPolicy of(
            Decoder decoder,
            PolicyPass policy,
            Set<Quantity> needs,
            UpdateConfig config,
            List<TrainingSequence> sequences,
            long seed) {
        Set<Quantity> divergences = EnumSet.noneOf(Quantity.class);
        needs.stream()
                .filter(quantity -> EXACT.contains(quantity) || TOP.contains(quantity))
                .forEach(divergences::add);
        int vocabularySize = decoder.config().vocabularySize();
        int topTokens = Math.min(config.topTokens(), vocabularySize);
        ExactMeter meter = ExactMeter.of(policy, sequences, config.exactTokens(), seed);
        OldPolicy old = new OldPolicy(
                policy, divergences, topTokens, vocabularySize, sequences, config.microBatchTokens(), meter);
        if (divergences.stream().anyMatch(EXACT::contains)) {
            try (NoGradient guard = NoGradient.open();
                    Scope scope = Scope.open()) {
                old.projection = Optional.of(scope.own(decoder.projection().clone()));
            }
        }
        return old;
    }

    private void keep(List<Integer> indices, List<TrainingSequence> sequences, Tensor states) {
        boolean exact = divergences.stream().anyMatch(EXACT::contains);
        boolean likeliest = divergences.stream().anyMatch(TOP::contains);
        long start = 0;
        for (int index : indices) {
            try (Scope scope = Scope.open()) {
                long length = sequences.get(index).completion().length;
                Tensor own = states.narrow(0, start, length);
                if (exact) {
                    hidden[index] = HostMemory.floats(own.to(ScalarType.Float));
                }
                if (likeliest) {
                    keepLikeliest(index, own);
                }
                start += length;
            }
        }
    }

    /** In chunks of tokens, so that whole distributions never stand in memory for a long sequence. */
    private void keepLikeliest(int index, Tensor states) {
        int length = (int) states.size(0);
        top[index] = new long[length * topTokens];
        topLogprobs[index] = new float[length * topTokens];
        int chunk = (int) Math.min(length, TokenDistributions.chunkTokens(vocabularySize));
        for (int start = 0; start < length; start += chunk) {
            try (Scope scope = Scope.open()) {
                Tensor part = states.narrow(0, start, Math.min(chunk, length - start));
                var best = policy.logDistribution(part).topk(topTokens, -1, true, true);
                float[] logprobs = HostMemory.floats(best.get0());
                System.arraycopy(logprobs, 0, topLogprobs[index], start * topTokens, logprobs.length);
                long[] tokens = HostMemory.longs(best.get1());
                System.arraycopy(tokens, 0, top[index], start * topTokens, tokens.length);
            }
        }
    }

    /** Log-probs of one sequence's completion tokens. */
    float[] logprobs(int sequence) {
        return scores.get(sequence).logprobs();
    }

    /** Entropies at one sequence's completion tokens. */
    float[] entropies(int sequence) {
        return scores.get(sequence).entropies();
    }

    /** Which divergences the updates must measure. */
    Set<Quantity> divergences() {
        return divergences;
    }

    /** What measures a few tokens exactly. */
    ExactMeter meter() {
        return meter;
    }

    /** The old distributions at the completion tokens of some sequences, one after the other. */
    Optional<OldDistributions> distributions(List<Integer> sequences, Tensor oldLogprobs) {
        if (divergences.isEmpty()) {
            return Optional.empty();
        }
        Optional<OldDistributions> exact = projection.map(weight -> full(sequences, weight));
        Optional<OldDistributions> likeliest = divergences.stream().anyMatch(TOP::contains)
                ? Optional.of(likeliest(sequences, oldLogprobs))
                : Optional.empty();
        return Optional.of((quantity, logDistribution, targets, start) -> (EXACT.contains(quantity) ? exact : likeliest)
                .orElseThrow()
                .divergence(quantity, logDistribution, targets, start));
    }

    private OldDistributions full(List<Integer> sequences, Tensor weight) {
        float[] states = joined(hidden, sequences);
        long width = weight.size(1);
        Tensor all = HostMemory.tensor(states, states.length / width, width).to(weight.scalar_type());
        return new FullOldDistributions((start, length) -> {
            try (NoGradient guard = NoGradient.open()) {
                Tensor logits = LinearMap.apply(all.narrow(0, start, length), weight);
                return policy.tempered(logits.to(ScalarType.Float));
            }
        });
    }

    private OldDistributions likeliest(List<Integer> sequences, Tensor oldLogprobs) {
        float[] logprobs = joined(topLogprobs, sequences);
        long[] tokens = new long[logprobs.length];
        int start = 0;
        for (int index : sequences) {
            System.arraycopy(top[index], 0, tokens, start, top[index].length);
            start += top[index].length;
        }
        long count = tokens.length / topTokens;
        return new TopOldDistributions(
                HostMemory.tensor(tokens, count, topTokens),
                HostMemory.tensor(logprobs, count, topTokens),
                oldLogprobs);
    }

    /** The arrays of some sequences, one behind the other. */
    static float[] joined(float[][] arrays, List<Integer> sequences) {
        int length = sequences.stream().mapToInt(index -> arrays[index].length).sum();
        float[] flat = new float[length];
        int start = 0;
        for (int index : sequences) {
            System.arraycopy(arrays[index], 0, flat, start, arrays[index].length);
            start += arrays[index].length;
        }
        return flat;
    }

    /** Releases the copy of the projection. */
    @Override
    public void close() {
        projection.ifPresent(Scope::release);
    }
}
