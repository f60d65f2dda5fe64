package dev.kedge.train.internal.update;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.objective.FullOldDistributions;
import dev.kedge.objective.input.Quantity;
import dev.kedge.rollout.OldValues.Probe;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.train.internal.pass.PolicyPass;
import dev.kedge.train.internal.pass.TokenPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A meter of what estimators only estimate: at a few tokens of the step, drawn at random, the divergence of the
 * policy's whole next-token distribution from the old one in every inner update, and beside it what KL1, KL2 and KL3
 * say of the same tokens. A condition's promise can be held against it.
 */
final class ExactMeter {

    private final PolicyPass policy;
    private final List<TokenSequence> sequences;
    private final List<List<Integer>> tokens;
    private final List<List<Probe>> probes;

    private ExactMeter(PolicyPass policy, List<TokenSequence> sequences) {
        this.policy = policy;
        this.sequences = sequences;
        this.tokens = emptyLists(sequences.size());
        this.probes = emptyLists(sequences.size());
    }

    private static <T> List<List<T>> emptyLists(int count) {
        return Stream.generate(() -> (List<T>) new ArrayList<T>()).limit(count).toList();
    }

    /** A meter of {@code count} tokens, or of all if there are fewer. */
    static ExactMeter of(PolicyPass policy, List<TokenSequence> sequences, int count, long seed) {
        return of(
                policy, sequences, IntStream.range(0, sequences.size()).boxed().toList(), count, seed);
    }

    /** The same of the tokens of those sequences only whose places are {@code among}. */
    static ExactMeter of(PolicyPass policy, List<TokenSequence> sequences, List<Integer> among, int count, long seed) {
        List<int[]> places = new ArrayList<>();
        for (int sequence : among) {
            for (int token = 0; token < sequences.get(sequence).completion().length; token++) {
                places.add(new int[] {sequence, token});
            }
        }
        ExactMeter meter = new ExactMeter(policy, sequences);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < Math.min(count, places.size()); i++) {
            int other = i + random.nextInt(places.size() - i);
            int[] chosen = places.get(other);
            places.set(other, places.get(i));
            meter.tokens.get(chosen[0]).add(chosen[1]);
        }
        return meter;
    }

    /** Takes the old distributions from hidden states {@code [N, D]} of the completion tokens of some sequences. */
    void remember(List<Integer> places, Tensor hidden) {
        List<Long> rows = new ArrayList<>();
        List<TokenPlace> measured = new ArrayList<>();
        long start = 0;
        for (int place : places) {
            for (int token : tokens.get(place)) {
                rows.add(start + token);
                measured.add(new TokenPlace(sequences.get(place), token));
            }
            start += sequences.get(place).completion().length;
        }
        if (rows.isEmpty()) {
            return;
        }
        try (Scope scope = Scope.open()) {
            Tensor distributions = policy.logDistribution(selected(hidden, rows), measured);
            int width = (int) distributions.size(1);
            float[] all = HostMemory.floats(distributions);
            int row = 0;
            for (int place : places) {
                for (int token : tokens.get(place)) {
                    probes.get(place).add(new Probe(token, Arrays.copyOfRange(all, row * width, (row + 1) * width)));
                    row++;
                }
            }
        }
    }

    /** What was remembered of a sequence, by its place among those the meter was made of. */
    List<Probe> probes(int place) {
        return probes.get(place);
    }

    /**
     * {@code KL(π_old ‖ π_θ)} of the policy as it stands, at the same tokens of some samples; {@code hidden} predicts
     * all their N tokens.
     */
    double[] divergences(List<Sample> samples, Tensor hidden) {
        Seen seen = Seen.of(samples);
        if (seen.rows().isEmpty()) {
            return new double[0];
        }
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor now = policy.logDistribution(selected(hidden.detach(), seen.rows()), seen.places());
            return HostMemory.doubles(
                    doubles(FullOldDistributions.divergence(Quantity.EXACT_KL, seen.old(now.size(1)), now)));
        }
    }

    /**
     * The tokens of some samples that are measured.
     *
     * @param rows their places among the N tokens of the samples
     * @param places the tokens themselves
     * @param distributions the old policy's log-probabilities there
     */
    private record Seen(List<Long> rows, List<TokenPlace> places, List<float[]> distributions) {

        static Seen of(List<Sample> samples) {
            Seen seen = new Seen(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            long start = 0;
            for (Sample sample : samples) {
                for (Probe probe : sample.old().probes()) {
                    seen.rows.add(start + probe.token());
                    seen.places.add(new TokenPlace(sample.sequence(), probe.token()));
                    seen.distributions.add(probe.logDistribution());
                }
                start += sample.length();
            }
            return seen;
        }

        Tensor old(long vocabularySize) {
            return HostMemory.tensor(Joined.floats(distributions), distributions.size(), vocabularySize);
        }
    }

    /**
     * Measures the policy as it stands at the same tokens of some samples; {@code hidden} and {@code logRatios} are of
     * all their N tokens.
     */
    void measure(List<Sample> samples, Tensor hidden, Tensor logRatios, Metrics metrics) {
        Seen seen = Seen.of(samples);
        if (seen.rows().isEmpty()) {
            return;
        }
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor now = policy.logDistribution(selected(hidden.detach(), seen.rows()), seen.places());
            Tensor old = seen.old(now.size(1));
            double[] kl = HostMemory.doubles(doubles(FullOldDistributions.divergence(Quantity.EXACT_KL, old, now)));
            double[] tv = HostMemory.doubles(doubles(FullOldDistributions.divergence(Quantity.EXACT_TV, old, now)));
            double[] x = HostMemory.doubles(doubles(selected(logRatios, seen.rows())));
            for (int i = 0; i < kl.length; i++) {
                metrics.mean("exact/kl", kl[i], 1);
                metrics.max("exact/kl_max", kl[i]);
                metrics.mean("exact/tv", tv[i], 1);
                metrics.max("exact/tv_max", tv[i]);
                metrics.mean("exact/kl1", -x[i], 1);
                metrics.mean("exact/kl2", 0.5 * x[i] * x[i], 1);
                metrics.mean("exact/kl3", Math.expm1(x[i]) - x[i], 1);
            }
        }
    }

    private static Tensor selected(Tensor all, List<Long> rows) {
        long[] places = rows.stream().mapToLong(Long::longValue).toArray();
        return all.index_select(0, HostMemory.tensor(places, places.length));
    }

    private static Tensor doubles(Tensor values) {
        return values.detach().to(ScalarType.Double);
    }
}
