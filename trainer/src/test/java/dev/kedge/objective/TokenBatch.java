package dev.kedge.objective;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A small float64 batch given by what matters, the log-ratio of each token and the advantage of each sequence,
 * right-padded by two columns more than the longest sequence needs.
 *
 * @param logRatios one array per sequence, possibly empty
 * @param advantages one per sequence
 * @param padding what stands at unmasked positions
 * @param logReferenceRatio {@code log(π_ref / π_θ)} of every token, where there is a reference policy
 * @param advantagePerToken whether advantages are given per token, with {@code padding} at unmasked positions too
 */
record TokenBatch(
        double[][] logRatios,
        double[] advantages,
        double padding,
        OptionalDouble logReferenceRatio,
        boolean advantagePerToken) {

    /** The outcome of an objective on a batch; the gradient is {@code d loss / d logprobs}, padding included. */
    record Outcome(double loss, double[][] gradient, SortedMap<String, Double> metrics) {}

    static TokenBatch of(double[] advantages, double[]... logRatios) {
        return new TokenBatch(logRatios, advantages, 0, OptionalDouble.empty(), false);
    }

    /** One sequence per token, so that sequence levels and token levels are the same. */
    static TokenBatch singles(double advantage, double... logRatios) {
        double[] advantages = new double[logRatios.length];
        Arrays.fill(advantages, advantage);
        return of(
                advantages,
                Arrays.stream(logRatios).mapToObj(x -> new double[] {x}).toArray(double[][]::new));
    }

    TokenBatch padded(double value) {
        return new TokenBatch(logRatios, advantages, value, logReferenceRatio, advantagePerToken);
    }

    TokenBatch withReference(double logRatio) {
        return new TokenBatch(logRatios, advantages, padding, OptionalDouble.of(logRatio), advantagePerToken);
    }

    TokenBatch withAdvantagePerToken() {
        return new TokenBatch(logRatios, advantages, padding, logReferenceRatio, true);
    }

    /** With one token's log-prob moved. */
    TokenBatch moved(int sequence, int token, double amount) {
        double[][] copy = Arrays.stream(logRatios).map(double[]::clone).toArray(double[][]::new);
        copy[sequence][token] += amount;
        return new TokenBatch(copy, advantages, padding, logReferenceRatio, advantagePerToken);
    }

    UpdateTotals totals() {
        return new UpdateTotals(
                logRatios.length,
                Arrays.stream(logRatios).mapToInt(row -> row.length).sum());
    }

    Outcome evaluate(Objective objective) {
        return evaluate(objective, totals());
    }

    Outcome evaluate(Objective objective, UpdateTotals totals) {
        try (Scope scope = Scope.open()) {
            Tensor logprobs = Autograd.leaf(matrix(Kind.LOGPROB));
            ObjectiveOutcome outcome = objective.evaluate(inputs(logprobs), totals);
            Autograd.backward(outcome.loss());
            UpdateDiagnostics diagnostics = new UpdateDiagnostics();
            diagnostics.add(outcome);
            return new Outcome(
                    outcome.loss().item_double(),
                    rows(HostMemory.doubles(Autograd.gradient(logprobs))),
                    diagnostics.metrics());
        }
    }

    ObjectiveInputs inputs(Tensor logprobs) {
        ObjectiveInputs inputs = ObjectiveInputs.of(
                logprobs,
                matrix(Kind.OLD_LOGPROB),
                advantagePerToken
                        ? matrix(Kind.ADVANTAGE)
                        : HostMemory.tensor(advantages.clone(), advantages.length, 1),
                matrix(Kind.MASK).gt(new Scalar(0.5)));
        return logReferenceRatio.isPresent()
                ? inputs.with(Quantity.REFERENCE_LOGPROBS, matrix(Kind.REFERENCE_LOGPROB))
                : inputs;
    }

    private enum Kind {
        LOGPROB,
        OLD_LOGPROB,
        REFERENCE_LOGPROB,
        ADVANTAGE,
        MASK
    }

    private Tensor matrix(Kind kind) {
        double[] flat = new double[logRatios.length * columns()];
        for (int row = 0; row < logRatios.length; row++) {
            for (int column = 0; column < columns(); column++) {
                flat[row * columns() + column] =
                        column < logRatios[row].length ? value(kind, row, column) : kind == Kind.MASK ? 0 : padding;
            }
        }
        return HostMemory.tensor(flat, logRatios.length, columns());
    }

    private double value(Kind kind, int row, int column) {
        double old = -1 - 0.25 * row - 0.125 * column;
        double now = old + logRatios[row][column];
        return switch (kind) {
            case LOGPROB -> now;
            case OLD_LOGPROB -> old;
            case REFERENCE_LOGPROB -> now + logReferenceRatio.orElseThrow();
            case ADVANTAGE -> advantages[row];
            case MASK -> 1;
        };
    }

    private int columns() {
        return 2 + Stream.of(logRatios).mapToInt(row -> row.length).max().orElseThrow();
    }

    private double[][] rows(double[] flat) {
        double[][] rows = new double[logRatios.length][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * columns(), (row + 1) * columns());
        }
        return rows;
    }
}
