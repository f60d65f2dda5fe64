package dev.kedge.train.update;

import dev.kedge.metric.Metrics;
import dev.kedge.objective.FullOldDistributions;
import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.train.pass.PolicyPass;
import dev.kedge.train.pass.TrainingSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A meter of what estimators only estimate: at a few tokens of the step, drawn at random, the divergence of the
 * policy's whole next-token distribution from the old one in every inner update, and beside it what KL1, KL2 and KL3
 * say of the same tokens. A condition's promise can be held against it.
 */
final class ExactMeter {

    private final PolicyPass policy;
    private final Map<Integer, List<Probe>> probes;

    /** A token that is measured; its old distribution is remembered while the step lasts. */
    private static final class Probe {

        private final int token;
        private float[] logDistribution = new float[0];

        Probe(int token) {
            this.token = token;
        }
    }

    private ExactMeter(PolicyPass policy, Map<Integer, List<Probe>> probes) {
        this.policy = policy;
        this.probes = probes;
    }

    /** A meter of {@code count} tokens, or of all if there are fewer. */
    static ExactMeter of(PolicyPass policy, List<TrainingSequence> sequences, int count, long seed) {
        List<int[]> places = new ArrayList<>();
        for (int sequence = 0; sequence < sequences.size(); sequence++) {
            for (int token = 0; token < sequences.get(sequence).completion().length; token++) {
                places.add(new int[] {sequence, token});
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, List<Probe>> probes = new HashMap<>();
        for (int i = 0; i < Math.min(count, places.size()); i++) {
            int other = i + random.nextInt(places.size() - i);
            int[] chosen = places.get(other);
            places.set(other, places.get(i));
            probes.computeIfAbsent(chosen[0], sequence -> new ArrayList<>()).add(new Probe(chosen[1]));
        }
        return new ExactMeter(policy, probes);
    }

    /** Takes the old distributions from hidden states {@code [N, D]} of the completion tokens of some sequences. */
    void remember(List<Integer> indices, List<TrainingSequence> sequences, Tensor hidden) {
        Found found = find(indices, sequences);
        if (found.probes.isEmpty()) {
            return;
        }
        try (Scope scope = Scope.open()) {
            Tensor rows = policy.logDistribution(found.select(hidden));
            int width = (int) rows.size(1);
            float[] all = HostMemory.floats(rows);
            for (int i = 0; i < found.probes.size(); i++) {
                found.probes.get(i).logDistribution = Arrays.copyOfRange(all, i * width, (i + 1) * width);
            }
        }
    }

    /** Measures the policy as it stands at the same tokens; {@code logRatios} are of all N. */
    void measure(
            List<Integer> indices, List<TrainingSequence> sequences, Tensor hidden, Tensor logRatios, Metrics metrics) {
        Found found = find(indices, sequences);
        if (found.probes.isEmpty()) {
            return;
        }
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor now = policy.logDistribution(found.select(hidden.detach()));
            float[][] rows =
                    found.probes.stream().map(probe -> probe.logDistribution).toArray(float[][]::new);
            Tensor old = HostMemory.tensor(
                    OldPolicy.joined(
                            rows,
                            LongStream.range(0, rows.length)
                                    .mapToObj(i -> (int) i)
                                    .toList()),
                    rows.length,
                    now.size(1));
            double[] kl = HostMemory.doubles(doubles(FullOldDistributions.divergence(Quantity.EXACT_KL, old, now)));
            double[] tv = HostMemory.doubles(doubles(FullOldDistributions.divergence(Quantity.EXACT_TV, old, now)));
            double[] x = HostMemory.doubles(doubles(found.select(logRatios)));
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

    private static Tensor doubles(Tensor values) {
        return values.detach().to(ScalarType.Double);
    }

    private Found find(List<Integer> indices, List<TrainingSequence> sequences) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        long start = 0;
        for (int index : indices) {
            for (Probe probe : probes.getOrDefault(index, List.of())) {
                found.rows.add(start + probe.token);
                found.probes.add(probe);
            }
            start += sequences.get(index).completion().length;
        }
        return found;
    }

    /** Probes among the tokens of a batch, and their rows. */
    private record Found(List<Long> rows, List<Probe> probes) {

        Tensor select(Tensor all) {
            long[] places = rows.stream().mapToLong(Long::longValue).toArray();
            return all.index_select(0, HostMemory.tensor(places, places.length));
        }
    }
}
