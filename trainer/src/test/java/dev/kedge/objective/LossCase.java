package dev.kedge.objective;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;

/** One case of a file of losses computed by other people's code, translated to our axes. */
abstract class LossCase {

    private final JsonNode node;
    private final JsonNode inputs;

    /** {@code inputs} is the set that the case names. */
    LossCase(JsonNode node, JsonNode inputs) {
        this.node = node;
        this.inputs = inputs;
    }

    abstract String id();

    /** Why the case is not run, if it is not: a method that is not ours, or a fault of theirs. */
    abstract Optional<String> reasonToLeaveOut();

    abstract Objective objective();

    /** Of the step; {@code rows}, {@code filledRows} and {@code tokens} are counted in the case's mask. */
    abstract UpdateTotals totals(double rows, double filledRows, double tokens);

    /** What of our metrics must equal theirs. */
    abstract Map<String, Double> comparableMetrics();

    /** Their loss. */
    abstract double loss();

    /** What rows without a counted token add to their loss, with no gradient; nothing to ours. */
    double emptyRows() {
        return 0;
    }

    /** Where {@code old := new}, both without gradient of the old. */
    boolean onPolicy() {
        return false;
    }

    double tolerance() {
        return 1e-12;
    }

    /** How exact their metrics are. */
    double metricTolerance() {
        return 1e-9;
    }

    JsonNode node() {
        return node;
    }

    JsonNode inputSet() {
        return inputs;
    }

    double[] gradient() {
        return flat(node.get("grad_new_logps"));
    }

    Optional<double[]> entropyGradient() {
        return node.has("grad_entropies") ? Optional.of(flat(node.get("grad_entropies"))) : Optional.empty();
    }

    /** The objective's inputs; {@code logprobs} and {@code entropies} are leaves. */
    ObjectiveInputs inputs(Tensor logprobs, Tensor entropies) {
        Tensor old = onPolicy() ? logprobs.detach() : matrix("old_logps");
        ObjectiveInputs given = ObjectiveInputs.of(logprobs, old, advantages(), mask())
                .with(Quantity.ENTROPY, entropies)
                .with(Quantity.OLD_ENTROPY, entropies.detach())
                .with(Quantity.REFERENCE_LOGPROBS, matrix("ref_logps"));
        return given.with(Quantity.SAMPLING_LOGPROBS, samplingLogprobs());
    }

    Tensor samplingLogprobs() {
        return matrix("sampling_logps");
    }

    Tensor mask() {
        return matrix("completion_mask").gt(new Scalar(0.5));
    }

    Tensor advantages() {
        double[] values = flat(inputs.get("advantages"));
        return HostMemory.tensor(values, values.length, 1);
    }

    Tensor matrix(String field) {
        return HostMemory.tensor(flat(inputs.get(field)), inputs.get(field).size(), columns());
    }

    int columns() {
        return inputs.get("new_logps").get(0).size();
    }

    /** The counted tokens, one array per sequence. */
    UpdateTokens updateTokens(Tensor logprobs, Tensor oldLogprobs) {
        return new UpdateTokens(
                counted(logprobs),
                counted(oldLogprobs),
                counted(samplingLogprobs()),
                counted(matrix("entropies")),
                counted(advantages().expand_as(logprobs)),
                new long[(int) logprobs.size(0)],
                1);
    }

    private double[][] counted(Tensor values) {
        double[] flat = HostMemory.doubles(values.detach().contiguous());
        long[] mask = HostMemory.longs(mask());
        double[][] rows = new double[mask.length / columns()][];
        for (int row = 0; row < rows.length; row++) {
            List<Double> kept = new ArrayList<>();
            for (int i = row * columns(); i < (row + 1) * columns(); i++) {
                if (mask[i] != 0) {
                    kept.add(flat[i]);
                }
            }
            rows[row] = kept.stream().mapToDouble(Double::doubleValue).toArray();
        }
        return rows;
    }

    /** Values of counted tokens back in their places, 0 elsewhere. */
    Tensor inPlace(double[][] perToken) {
        long[] mask = HostMemory.longs(mask());
        double[] flat = new double[mask.length];
        double[] values = UpdateTokens.flat(perToken);
        int next = 0;
        for (int i = 0; i < flat.length; i++) {
            flat[i] = mask[i] != 0 ? values[next++] : 0;
        }
        return HostMemory.tensor(flat, perToken.length, columns());
    }

    static double[] flat(JsonNode array) {
        List<Double> values = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isArray()) {
                element.forEach(inner -> values.add(inner.asDouble()));
            } else {
                values.add(element.asDouble());
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
