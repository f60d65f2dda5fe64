package dev.kedge.objective;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * One position of a small vocabulary in float64, given by the logits of two policies: what an objective's gradient in
 * the logits is when one of its tokens is sampled.
 *
 * @param logits of π_θ
 * @param oldLogits of π_old
 */
record WholeDistributions(double[] logits, double[] oldLogits) {

    static final int VOCABULARY = 7;

    /** The loss and its gradient in the logits. */
    record Outcome(double loss, double[] gradient) {}

    /** Two policies whose logits differ by up to {@code distance}. */
    static WholeDistributions random(long seed, double distance) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] old = random.doubles(VOCABULARY, -2, 2).toArray();
        double[] now = Arrays.stream(old)
                .map(logit -> logit + random.nextDouble(-distance, distance))
                .toArray();
        return new WholeDistributions(now, old);
    }

    WholeDistributions moved(int token, double amount) {
        double[] copy = logits.clone();
        copy[token] += amount;
        return new WholeDistributions(copy, oldLogits);
    }

    double[] now() {
        return softmax(logits);
    }

    double[] old() {
        return softmax(oldLogits);
    }

    /** One token, sampled, with this advantage. */
    Outcome evaluate(Objective objective, int token, double advantage) {
        try (Scope scope = Scope.open()) {
            Tensor leaf = Autograd.leaf(HostMemory.tensor(logits.clone(), 1, VOCABULARY));
            Tensor old = HostMemory.tensor(oldLogits.clone(), 1, VOCABULARY).log_softmax(-1);
            TokenDistributions now = TokenDistributions.inChunksOf(
                    4,
                    leaf,
                    HostMemory.tensor(new long[] {token}, 1),
                    hidden -> hidden,
                    1,
                    objective.needs(),
                    Optional.of(new FullOldDistributions((start, length) -> old.narrow(0, start, length))));
            Tensor advantages = HostMemory.tensor(new double[] {advantage}, 1, 1);
            ObjectiveInputs inputs = ObjectiveInputs.of(
                    now.logprobs().unsqueeze(0),
                    HostMemory.tensor(new double[] {Math.log(old()[token])}, 1, 1),
                    advantages,
                    advantages.eq(advantages));
            for (Quantity quantity : objective.needs()) {
                inputs = inputs.with(quantity, now.divergence(quantity).unsqueeze(0));
            }
            Tensor loss = objective.evaluate(inputs, new UpdateTotals(1, 1)).loss();
            Autograd.backward(loss);
            now.backward();
            return new Outcome(loss.item_double(), HostMemory.doubles(Autograd.gradient(leaf)));
        }
    }

    static double[] softmax(double[] logits) {
        double total = Arrays.stream(logits).map(Math::exp).sum();
        return IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(logits[i]) / total)
                .toArray();
    }
}
