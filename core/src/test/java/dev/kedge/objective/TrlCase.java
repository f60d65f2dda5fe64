package dev.kedge.objective;

import dev.kedge.divergence.LogInterval;
import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;

/** One case of {@code trl_losses.json}, translated to our axes. TRL's names for them: fixtures README, section 2. */
final class TrlCase {

    private final JsonNode node;
    private final JsonNode defaults;
    private final JsonNode inputs;

    TrlCase(JsonNode node, JsonNode defaults) {
        this.node = node;
        this.defaults = defaults;
        this.inputs = TrlInputs.of(node.get("input").asString());
    }

    String id() {
        return node.get("id").asString() + " " + node.get("input").asString() + " " + text("loss_type") + " "
                + text("importance_sampling_level");
    }

    /** Methods whose axes come with a later piece of work; each is left out by name, never by its numbers. */
    Optional<String> reasonToLeaveOut() {
        if (!node.get("trainer").asString().equals("GRPOTrainer")) {
            return Optional.of(node.get("trainer").asString());
        }
        if (!List.of("grpo", "bnpo", "dr_grpo", "dapo", "cispo").contains(text("loss_type"))) {
            return Optional.of("loss_type " + text("loss_type"));
        }
        for (String option : List.of("use_bias_correction_kl", "use_vllm_is")) {
            if (option(option).asBoolean()) {
                return Optional.of(option);
            }
        }
        if (number("off_policy_mask_threshold").isPresent()) {
            return Optional.of("off_policy_mask_threshold");
        }
        if (option("top_entropy_quantile").asDouble() < 1) {
            return Optional.of("top_entropy_quantile");
        }
        if (option("entropy_coef").asDouble() != 0) {
            return Optional.of("entropy_coef");
        }
        return Optional.empty();
    }

    Objective objective(LogInterval interval) {
        boolean cispo = text("loss_type").equals("cispo");
        return new Objective(
                new IntervalCondition(interval),
                cispo ? new Response.Hold() : new Response.Stop(),
                cispo ? Sidedness.AGNOSTIC : Sidedness.SIGNED,
                delta().map(delta -> new WorseningCap(new WorseningCap.Config(Math.max(delta, 1 + epsilonHigh())))),
                text("importance_sampling_level").equals("sequence")
                        ? new Level.SequenceGeometricMean()
                        : new Level.Token(),
                aggregation(),
                beta() == 0
                        ? Optional.empty()
                        : Optional.of(new ReferencePenalty(
                                ReferencePenalty.Estimator.K3, new ReferencePenalty.Config(beta()))));
    }

    /**
     * TRL's δ bounds the unclipped branch of min(min(w, δ)·A, clip(w)·A): for A > 0 the upper bound is min(δ, 1 + ε), for A
     * < 0 the cap is max(δ, 1 + ε). CISPO's upper bound is epsilon_high itself, and it has no lower bound.
     */
    LogInterval interval() {
        if (text("loss_type").equals("cispo")) {
            return new LogInterval(Double.NEGATIVE_INFINITY, Math.log(epsilonHigh()));
        }
        double high = 1 + epsilonHigh();
        return new LogInterval(
                Math.log(1 - option("epsilon").asDouble()),
                Math.log(delta().map(delta -> Math.min(delta, high)).orElse(high)));
    }

    StepTotals totals(double rows, double tokens) {
        double accumulation = option("gradient_accumulation_steps").asDouble();
        return switch (text("loss_type")) {
            case "dapo", "cispo" ->
                new StepTotals(rows, number("num_items_in_batch").orElse(tokens));
            default -> new StepTotals(rows * accumulation, tokens * accumulation);
        };
    }

    private Aggregation aggregation() {
        return switch (text("loss_type")) {
            case "grpo" -> new Aggregation.SequenceMean();
            case "dr_grpo" ->
                new Aggregation.ConstantLength(new Aggregation.ConstantLength.Config(
                        (int) (double) number("max_completion_length").orElse((double) columns())));
            default -> new Aggregation.TokenMean();
        };
    }

    double loss() {
        return node.get("loss").asDouble();
    }

    double[] gradient() {
        return flat(node.get("grad_new_logps"));
    }

    boolean onPolicy() {
        return option("old_logps_is_none").asBoolean();
    }

    /**
     * The clip fractions that mean the same in both: token level, and no δ below the upper bound (TRL tests the ratio after
     * its δ cap).
     */
    Map<String, Double> comparableMetrics() {
        Map<String, Double> comparable = new TreeMap<>();
        JsonNode metrics = node.get("metrics");
        boolean comparesClips = text("importance_sampling_level").equals("token")
                && delta().isEmpty()
                && metrics.has("clip_ratio/region_mean");
        if (comparesClips) {
            comparable.put(
                    "update/clip_fraction",
                    metrics.get("clip_ratio/region_mean").asDouble());
            comparable.put(
                    "update/clip_fraction_low",
                    metrics.get("clip_ratio/low_mean").asDouble());
            comparable.put(
                    "update/clip_fraction_high",
                    metrics.get("clip_ratio/high_mean").asDouble());
        }
        if (metrics.has("kl")) {
            comparable.put("update/reference_kl", metrics.get("kl").asDouble());
        }
        return comparable;
    }

    Tensor mask() {
        Tensor mask = matrix("completion_mask");
        Tensor counted = option("use_tool_mask").asBoolean() ? mask.mul(matrix("tool_mask")) : mask;
        return counted.gt(new Scalar(0.5));
    }

    Tensor advantages() {
        if (option("advantages_2d").asBoolean()) {
            return matrix("advantages_2d");
        }
        double[] values = flat(inputs.get("advantages"));
        return HostMemory.tensor(values, values.length, 1);
    }

    Tensor matrix(String field) {
        return HostMemory.tensor(flat(inputs.get(field)), inputs.get(field).size(), columns());
    }

    private int columns() {
        return inputs.get("new_logps").get(0).size();
    }

    private double epsilonHigh() {
        return number("epsilon_high").orElse(option("epsilon").asDouble());
    }

    private Optional<Double> delta() {
        return number("delta");
    }

    private double beta() {
        return option("beta").asDouble();
    }

    private String text(String name) {
        return option(name).asString();
    }

    private Optional<Double> number(String name) {
        JsonNode value = option(name);
        return value.isNull() ? Optional.empty() : Optional.of(value.asDouble());
    }

    private JsonNode option(String name) {
        JsonNode config = node.get("config");
        return config.has(name) ? config.get(name) : defaults.get(name);
    }

    private static double[] flat(JsonNode array) {
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
