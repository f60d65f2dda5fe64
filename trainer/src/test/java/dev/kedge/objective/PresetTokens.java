package dev.kedge.objective;

import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * One update of sequences of one token each, so that sequence levels and token levels are the same, with every quantity
 * that a preset may ask for; what adapts to the update is worked out here a second time.
 */
final class PresetTokens {

    private static final double[] LOG_RATIOS = {-1.2, -0.6, -0.3, -0.2, -0.05, 0.03, 0.1, 0.21, 0.3, 0.6, 1.3, 2.4};
    private static final double[] PROBABILITIES = {0.004, 0.08, 0.3, 0.7};
    private static final double[] ADVANTAGES = {1.5, -0.7};
    private static final double[] RHOS = {1, 0.4, 1.5, 6};

    /** A divergence far beyond any threshold here, and one within all. */
    private static final double FAR = 0.9;

    private static final double NEAR = 1e-6;

    /** One token; {@code far}: its distribution moved beyond any threshold. */
    record Token(
            double x,
            double p,
            double advantage,
            boolean far,
            boolean entropyMoved,
            double rho,
            boolean selected,
            boolean penalized,
            LogInterval balanced,
            LogInterval secondMoment,
            double secondMomentPrefix,
            Group group) {

        double w() {
            return Math.exp(x);
        }

        double wA() {
            return w() * advantage;
        }

        boolean outward() {
            return x * advantage > 0;
        }

        /** The ratio to the sampler, π/μ. */
        double sampled() {
            return w() * rho;
        }

        /** The probability that the sampler gave the token; some of the grid's ρ would make it more than 1. */
        double samplerP() {
            return Math.min(1, p / rho);
        }
    }

    /** All rows as completions of one prompt: how many, their means, and REAL's two sums at τ = 1/2. */
    record Group(int size, double meanX, double meanAdvantage, double right, double wrong) {}

    private final Objective objective;
    private final List<double[]> rows;
    private final UpdateTokens update;
    private final Optional<double[][]> selected;
    private final Optional<double[][]> penalized;

    /** A row is x, p, A and its number. */
    private PresetTokens(Objective objective, List<double[]> rows) {
        this.objective = objective;
        this.rows = rows;
        this.update = new UpdateTokens(
                column(row -> Math.log(row[1]) + row[0]),
                column(row -> Math.log(row[1])),
                column(row -> Math.log(row[1]) - Math.log(rho(row))),
                column(row -> 0.01 * row[3]),
                column(row -> row[2]),
                new long[rows.size()],
                3);
        this.selected = objective.selected(update);
        this.penalized = objective.proximal().flatMap(penalty -> penalty.penalized(update));
    }

    static PresetTokens grid(Objective objective) {
        List<double[]> rows = new ArrayList<>();
        for (double advantage : ADVANTAGES) {
            for (double p : PROBABILITIES) {
                for (double x : LOG_RATIOS) {
                    rows.add(new double[] {x, p, advantage, rows.size()});
                }
            }
        }
        return new PresetTokens(objective, rows);
    }

    static PresetTokens onPolicy(Objective objective) {
        List<double[]> rows = new ArrayList<>();
        for (double advantage : ADVANTAGES) {
            for (double p : PROBABILITIES) {
                rows.add(new double[] {0, p, advantage, rows.size()});
            }
        }
        return new PresetTokens(objective, rows);
    }

    /** With one token's log-probability moved. */
    PresetTokens moved(int token, double amount) {
        List<double[]> changed = new ArrayList<>(rows);
        double[] row = rows.get(token).clone();
        row[0] += amount;
        changed.set(token, row);
        return new PresetTokens(objective, changed);
    }

    Token token(int i) {
        double[] row = rows.get(i);
        return new Token(
                row[0],
                row[1],
                row[2],
                far(row),
                entropyMoved(row),
                rho(row),
                selected.map(marks -> marks[i][0] != 0).orElse(true),
                penalized.map(marks -> marks[i][0] != 0).orElse(false),
                balanced(),
                secondMoment(),
                secondMomentPrefix(),
                group());
    }

    /** One token a sequence: every aggregation but the sums weighs it by one over their number. */
    double aggregationWeight() {
        return 1.0 / rows.size();
    }

    double[] gradient() {
        return evaluate().gradient;
    }

    double loss() {
        return evaluate().loss;
    }

    private record Evaluation(double loss, double[] gradient) {}

    private Evaluation evaluate() {
        try (Scope scope = Scope.open()) {
            Tensor logprobs = Autograd.leaf(tensor(update.logprobs()));
            Tensor advantages = tensor(update.advantages());
            ObjectiveInputs inputs = ObjectiveInputs.of(
                            logprobs, tensor(update.oldLogprobs()), advantages, advantages.eq(advantages))
                    .with(Quantity.SAMPLING_LOGPROBS, tensor(update.samplingLogprobs()))
                    .with(Quantity.REFERENCE_LOGPROBS, logprobs.detach())
                    .with(Quantity.OLD_ENTROPY, tensor(column(row -> 0.5)))
                    .with(Quantity.ENTROPY, tensor(column(row -> entropyMoved(row) ? 0.6 : 0.501)));
            for (Quantity quantity : List.of(
                    Quantity.EXACT_KL,
                    Quantity.EXACT_REVERSE_KL,
                    Quantity.EXACT_TV,
                    Quantity.TOP_K_KL,
                    Quantity.TOP_K_TV)) {
                inputs = inputs.with(quantity, tensor(column(row -> far(row) ? FAR : NEAR)));
            }
            if (selected.isPresent()) {
                inputs = inputs.with(Quantity.SELECTED, tensor(selected.get()));
            }
            if (penalized.isPresent()) {
                inputs = inputs.with(Quantity.PENALIZED, tensor(penalized.get()));
            }
            for (Quantity quantity : objective.needs()) {
                if (!inputs.has(quantity)) {
                    inputs = inputs.with(quantity, ofTheObjective(quantity, logprobs));
                }
            }
            ObjectiveOutcome outcome =
                    objective.at(update).evaluate(inputs, new UpdateTotals(rows.size(), rows.size()));
            Autograd.backward(outcome.loss());
            return new Evaluation(outcome.loss().item_double(), HostMemory.doubles(Autograd.gradient(logprobs)));
        }
    }

    /**
     * Quantities that an objective makes for itself. Those of whole distributions have tests of their own: here every
     * policy is within the region that it would be projected into, and the centre of the update is 0.
     */
    private Tensor ofTheObjective(Quantity quantity, Tensor logprobs) {
        if (quantity.isOfUpdate()) {
            return tensor(
                    quantity.at(objective.anchor().anchored(update), objective).orElseThrow());
        }
        return quantity.toString().equals("PROJECTED_LOGPROBS") ? logprobs : tensor(column(row -> 0));
    }

    /** M2PO as a mask: the largest |x| of the outward tokens with the smallest x² whose mean is at most 0.04. */
    private double secondMomentPrefix() {
        double kept = 0;
        for (double candidate : LOG_RATIOS) {
            double mean = rows.stream()
                    .filter(row -> row[0] * row[2] > 0 && Math.abs(row[0]) <= Math.abs(candidate))
                    .mapToDouble(row -> row[0] * row[0])
                    .average()
                    .orElse(0);
            kept = mean <= 0.04 ? Math.max(kept, Math.abs(candidate)) : kept;
        }
        return kept;
    }

    private Group group() {
        double right = 0;
        double wrong = 0;
        for (double[] row : rows) {
            right += row[2] > 0 ? Math.exp(-row[0] / 0.5) : 0;
            wrong += row[2] < 0 ? Math.exp(row[0] / 0.5) : 0;
        }
        return new Group(
                rows.size(),
                rows.stream().mapToDouble(row -> row[0]).average().orElse(0),
                rows.stream().mapToDouble(row -> row[2]).average().orElse(0),
                right,
                wrong);
    }

    /** On-policy no distribution has moved. */
    private static boolean far(double[] row) {
        return row[0] != 0 && row[3] % 3 != 0;
    }

    private static boolean entropyMoved(double[] row) {
        return row[0] != 0 && row[3] % 5 == 1;
    }

    private static double rho(double[] row) {
        return row[0] == 0 ? 1 : RHOS[(int) row[3] % RHOS.length];
    }

    /** BAPO: the first bounds, low before high, that give positive tokens half of Σ|min(wA, clip(w)A)|. */
    private LogInterval balanced() {
        double low = 0.6;
        double high = 1.2;
        while (positiveShare(low, high) < 0.5 && low < 0.9 - 1e-9) {
            low = Math.min(0.9, low + 0.05);
        }
        while (positiveShare(low, high) < 0.5 && high < 3 - 1e-9) {
            high = Math.min(3, high + 0.05);
        }
        return new LogInterval(Math.log(low), Math.log(high));
    }

    private double positiveShare(double low, double high) {
        double positive = 0;
        double all = 0;
        for (double[] row : rows) {
            double w = Math.exp(row[0]);
            double value = Math.abs(Math.min(w * row[2], Math.max(low, Math.min(high, w)) * row[2]));
            positive += row[2] > 0 ? value : 0;
            all += value;
        }
        return positive / all;
    }

    /** M2PO: τ by bisection of mean min(x², τ²) over outward tokens = 0.04, at least [0.7, 1.5]. */
    private LogInterval secondMoment() {
        double[] outward = rows.stream()
                .filter(row -> row[0] * row[2] > 0)
                .mapToDouble(row -> row[0] * row[0])
                .toArray();
        double below = 0;
        double above = 10;
        for (int i = 0; i < 200; i++) {
            double tau = (below + above) / 2;
            double mean = Arrays.stream(outward)
                    .map(square -> Math.min(square, tau * tau))
                    .average()
                    .orElse(0);
            if (mean < 0.04) {
                below = tau;
            } else {
                above = tau;
            }
        }
        return new LogInterval(Math.min(-below, Math.log(0.7)), Math.max(below, Math.log(1.5)));
    }

    private interface Column {
        double of(double[] row);
    }

    private double[][] column(Column value) {
        return rows.stream().map(row -> new double[] {value.of(row)}).toArray(double[][]::new);
    }

    private static Tensor tensor(double[][] column) {
        double[] flat = UpdateTokens.flat(column);
        return HostMemory.tensor(flat, flat.length, 1);
    }
}
