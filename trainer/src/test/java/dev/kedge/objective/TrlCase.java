package dev.kedge.objective;

import dev.kedge.objective.condition.SequenceCondition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.input.Gathering;
import dev.kedge.objective.input.TokenStatistic;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.objective.level.ClippedGeometricMean;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.SequenceGeometricMean;
import dev.kedge.objective.level.SequenceMeanToken;
import dev.kedge.objective.level.SequenceProduct;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.penalty.ReferencePenalty.Estimator;
import dev.kedge.objective.penalty.ReferencePenalty.Gradient;
import dev.kedge.objective.response.GammaGate;
import dev.kedge.objective.response.Hold;
import dev.kedge.objective.response.SoftGate;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.SequenceSum;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TopEntropy;
import dev.kedge.tensor.HostMemory;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;

/**
 * One case of {@code trl_losses.json} or {@code trl_losses_1.16.json}. TRL's names for our axes: fixtures README,
 * section 2.
 */
final class TrlCase extends LossCase {

    /** The TRL whose code computed a file. */
    enum Version {
        V1_10,
        V1_16
    }

    private final JsonNode defaults;
    private final Version version;

    TrlCase(JsonNode file, JsonNode node, Version version) {
        super(node, file.get("inputs").get(node.get("input").asString()));
        this.defaults = file.get("defaults");
        this.version = version;
    }

    @Override
    String id() {
        return node().get("id").asString() + " " + node().get("input").asString() + " "
                + node().get("trainer").asString() + " " + text("loss_type") + " " + text("importance_sampling_level");
    }

    /**
     * Up to 1.10 LUSPO's KL term averages over padding too: a fault, named as such in the case's note. The entropy of
     * selected tokens is divided by their number for some loss types and by all tokens under {@code dapo}. 1.16 has
     * neither.
     */
    @Override
    Optional<String> reasonToLeaveOut() {
        if (version == Version.V1_16) {
            return Optional.empty();
        }
        if (text("loss_type").equals("luspo") && beta() != 0) {
            return Optional.of("luspo with a reference penalty, whose KL counts padding in TRL");
        }
        return option("entropy_coef").asDouble() != 0
                        && option("top_entropy_quantile").asDouble() < 1
                        && text("loss_type").equals("dapo")
                ? Optional.of("entropy bonus of selected tokens under dapo, divided by all tokens in TRL 1.10")
                : Optional.empty();
    }

    /** 1.16 computes clip fractions as float32 sums, off by up to 4e-9. */
    @Override
    double metricTolerance() {
        return version == Version.V1_16 ? 1e-8 : 1e-9;
    }

    @Override
    Objective objective() {
        ObjectiveBuilder builder = ObjectiveBuilder.plain().level(level()).aggregation(aggregation());
        switch (text("loss_type")) {
            case "cispo" ->
                builder.clip(Double.NEGATIVE_INFINITY, Math.log(epsilonHigh()))
                        .response(new Hold())
                        .sidedness(Sidedness.AGNOSTIC);
            case "sapo" ->
                builder.response(new SoftGate(new SoftGate.Config(
                        option("sapo_temperature_pos").asDouble(),
                        option("sapo_temperature_neg").asDouble())));
            case "vespo" ->
                builder.response(new GammaGate(new GammaGate.Config(
                        option("vespo_k_pos").asDouble(),
                        option("vespo_lambda_pos").asDouble(),
                        option("vespo_k_neg").asDouble(),
                        option("vespo_lambda_neg").asDouble())));
            default -> clip(builder);
        }
        number("off_policy_mask_threshold")
                .ifPresent(delta -> builder.condition(new SequenceCondition(
                        TokenStatistic.KL1, Gathering.MEAN, new SequenceCondition.Config(delta))));
        if (option("top_entropy_quantile").asDouble() < 1) {
            builder.selection(new TopEntropy(
                    new TopEntropy.Config(option("top_entropy_quantile").asDouble())));
        }
        if (option("use_vllm_is").asBoolean()) {
            builder.correction(inputs -> matrix("vllm_is_ratio"));
        }
        if (beta() != 0) {
            Gradient gradient =
                    option("use_bias_correction_kl").asBoolean() ? Gradient.IMPORTANCE_CORRECTED : Gradient.PLAIN;
            builder.reference(new ReferencePenalty(
                    Estimator.K3, new ReferencePenalty.Config(beta(), gradient, Double.POSITIVE_INFINITY)));
        }
        return builder.entropyBonus(option("entropy_coef").asDouble()).build();
    }

    /**
     * TRL's δ bounds the unclipped branch of min(min(w, δ)·A, clip(w)·A): for A > 0 the upper bound is min(δ, 1 + ε),
     * for A < 0 the cap is max(δ, 1 + ε). GMPO's ε is in log space.
     */
    private void clip(ObjectiveBuilder builder) {
        if (trainer().startsWith("GMPO")) {
            builder.clip(-option("epsilon").asDouble(), epsilonHigh());
            return;
        }
        double high = 1 + epsilonHigh();
        builder.clip(
                Math.log(1 - option("epsilon").asDouble()),
                Math.log(delta().map(delta -> Math.min(delta, high)).orElse(high)));
        delta().ifPresent(delta -> builder.cap(Math.max(delta, high)));
    }

    private Level level() {
        if (trainer().startsWith("GMPO")) {
            return new ClippedGeometricMean();
        }
        if (trainer().startsWith("RLOO") || text("loss_type").equals("vespo")) {
            return new SequenceProduct();
        }
        return switch (text("importance_sampling_level")) {
            case "sequence" -> new SequenceGeometricMean();
            case "sequence_token" -> new SequenceMeanToken();
            default -> new TokenLevel();
        };
    }

    private Aggregation aggregation() {
        return switch (text("loss_type")) {
            case "grpo", "sapo" -> new SequenceMean();
            case "luspo" -> new SequenceSum();
            case "dr_grpo" ->
                new ConstantLength(new ConstantLength.Config(
                        (int) (double) number("max_completion_length").orElse((double) columns())));
            default -> new TokenMean();
        };
    }

    @Override
    UpdateTotals totals(double rows, double filledRows, double tokens) {
        double accumulation = option("gradient_accumulation_steps").asDouble();
        return switch (text("loss_type")) {
            case "dapo", "cispo", "vespo" ->
                new UpdateTotals(rows, number("num_items_in_batch").orElse(tokens));
            default -> new UpdateTotals(rows * accumulation, tokens * accumulation);
        };
    }

    @Override
    double loss() {
        return node().get("loss").asDouble();
    }

    /** Ratios of whole sequences: TRL's empty row has the ratio 1 and counts as −A over the number of rows. */
    @Override
    double emptyRows() {
        if (!trainer().startsWith("GMPO") && !trainer().startsWith("RLOO")) {
            return 0;
        }
        double[] mask = flat(inputSet().get("completion_mask"));
        double[] advantages = flat(inputSet().get("advantages"));
        double added = 0;
        for (int row = 0; row < advantages.length; row++) {
            int first = row * columns();
            boolean empty = Arrays.stream(mask, first, first + columns()).allMatch(counted -> counted == 0);
            added -= empty ? advantages[row] / advantages.length : 0;
        }
        return added;
    }

    @Override
    boolean onPolicy() {
        return option("old_logps_is_none").asBoolean();
    }

    /**
     * The clip fractions that mean the same in both: token level, no second condition, and no δ, which TRL applies
     * first.
     */
    @Override
    Map<String, Double> comparableMetrics() {
        Map<String, Double> comparable = new TreeMap<>();
        JsonNode metrics = node().get("metrics");
        boolean comparesClips = text("importance_sampling_level").equals("token")
                && !trainer().startsWith("RLOO")
                && delta().isEmpty()
                && number("off_policy_mask_threshold").isEmpty()
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
        if (metrics.has("cispo_clip_ratio") && text("importance_sampling_level").equals("token")) {
            comparable.put(
                    "update/violated_positive_high",
                    metrics.get("cispo_clip_ratio").asDouble());
        }
        if (metrics.has("kl")) {
            comparable.put("update/reference_kl", metrics.get("kl").asDouble());
        }
        return comparable;
    }

    @Override
    Tensor mask() {
        Tensor mask = matrix("completion_mask");
        Tensor counted = option("use_tool_mask").asBoolean() ? mask.mul(matrix("tool_mask")) : mask;
        return counted.gt(new Scalar(0.5));
    }

    @Override
    Tensor advantages() {
        return option("advantages_2d").asBoolean() ? matrix("advantages_2d") : super.advantages();
    }

    /** The sampler's weights, where a case of {@code vllm_is_ratio_cases} gives them: one per token or per sequence. */
    static double[] expectedRatios(JsonNode ratios, int columns) {
        double[] values = flat(ratios);
        if (values.length != ratios.size()) {
            return values;
        }
        double[] spread = new double[values.length * columns];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = values[i / columns];
        }
        return spread;
    }

    static Tensor matrix(JsonNode field) {
        return HostMemory.tensor(flat(field), field.size(), field.get(0).size());
    }

    private String trainer() {
        return node().get("trainer").asString();
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
        JsonNode config = node().get("config");
        return config.has(name) ? config.get(name) : defaults.get(name);
    }
}
