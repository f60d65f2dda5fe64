package dev.kedge.train.internal.pass;

import dev.kedge.objective.LogitShaping;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.sampling.RepetitionPenalty;
import dev.kedge.sampling.SampledDistribution;
import dev.kedge.sampling.SeenTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The logits of the distribution that completion tokens were sampled from: a repetition penalty, the temperature, and
 * of tokens that could not be sampled a number so low that their probability is exactly 0.
 *
 * <p>Under other weights than those that sampled, the penalized tokens and the support stay the same, so that
 * {@code π_θ(a | what could be sampled)} is one differentiable function of θ: its logarithm is {@code z_a − log Σ_S exp
 * z} with S the support of the token.
 */
final class SampledLogits implements LogitShaping {

    /** Finite, unlike negative infinity, so that 0 times it is 0; its exponential is 0. */
    private static final double RULED_OUT = -1e30;

    /** Stands for the whole vocabulary; told by its identity. */
    private static final int[] ALL = {};

    private final List<TokenPlace> places;
    private final LogitShaping tempered;

    private SampledLogits(List<TokenPlace> places, double temperature) {
        this.places = places;
        this.tempered = LogitShaping.tempered(temperature);
    }

    /** That of all completion tokens of some sequences; plain temperature where nothing else was done. */
    static LogitShaping of(List<TokenSequence> sequences, double temperature) {
        boolean plain =
                sequences.stream().allMatch(sequence -> sequence.distribution().isEmpty());
        return plain ? LogitShaping.tempered(temperature) : new SampledLogits(TokenPlace.all(sequences), temperature);
    }

    /** That of some tokens. */
    static LogitShaping at(List<TokenPlace> places, double temperature) {
        boolean plain = places.stream()
                .allMatch(place -> place.sequence().distribution().isEmpty());
        return plain ? LogitShaping.tempered(temperature) : new SampledLogits(places, temperature);
    }

    @Override
    public Tensor shaped(Tensor logits, long start) {
        int count = (int) logits.size(0);
        List<TokenPlace> here = places.subList((int) start, (int) start + count);
        Tensor scaled = tempered.shaped(penalized(logits, here), start);
        int[][] support = new int[count][];
        boolean restricted = false;
        for (int row = 0; row < count; row++) {
            TokenPlace place = here.get(row);
            support[row] = place.sequence()
                    .distribution()
                    .flatMap(SampledDistribution::support)
                    .map(kept -> kept.ids(place.token()))
                    .orElse(ALL);
            restricted |= support[row] != ALL;
        }
        if (!restricted) {
            return scaled;
        }
        int vocabulary = (int) logits.size(1);
        Arrays.setAll(support, row -> support[row] == ALL ? range(vocabulary) : support[row]);
        return scaled.masked_fill(RepetitionPenalty.mask(logits, support).logical_not(), new Scalar(RULED_OUT));
    }

    private static int[] range(int vocabulary) {
        return IntStream.range(0, vocabulary).toArray();
    }

    private static Tensor penalized(Tensor logits, List<TokenPlace> here) {
        Optional<Double> factor = here.stream()
                .flatMap(place -> place.sequence().distribution().stream())
                .map(SampledDistribution::repetitionPenalty)
                .filter(penalty -> penalty != 1)
                .findFirst();
        return factor.isEmpty() ? logits : RepetitionPenalty.apply(logits, seen(here), factor.get());
    }

    /** Before each token: those of the prompt and of the completion up to it. */
    private static int[][] seen(List<TokenPlace> here) {
        int[][] seen = new int[here.size()][];
        SeenTokens before = new SeenTokens();
        for (int row = 0; row < seen.length; row++) {
            TokenSequence sequence = here.get(row).sequence();
            int token = here.get(row).token();
            if (sequence.distribution()
                            .map(SampledDistribution::repetitionPenalty)
                            .orElse(1.0)
                    == 1) {
                seen[row] = ALL;
                continue;
            }
            boolean follows = row > 0
                    && here.get(row - 1).sequence().equals(sequence)
                    && here.get(row - 1).token() == token - 1;
            if (follows) {
                before.add(sequence.completion()[token - 1]);
            } else {
                before = new SeenTokens();
                for (int id : sequence.prompt()) {
                    before.add(id);
                }
                for (int i = 0; i < token; i++) {
                    before.add(sequence.completion()[i]);
                }
            }
            seen[row] = before.ids();
        }
        return seen;
    }
}
