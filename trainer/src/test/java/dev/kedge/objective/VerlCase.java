package dev.kedge.objective;

import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.input.Gathering;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.RowMean;
import dev.kedge.objective.input.TokenStatistic;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.objective.level.ClippedGeometricMean;
import dev.kedge.objective.level.SequenceMeanToken;
import dev.kedge.objective.penalty.KlCovariance;
import dev.kedge.objective.response.Hold;
import dev.kedge.objective.response.LogProbability;
import dev.kedge.objective.response.SoftGate;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.ClipCovariance;
import dev.kedge.objective.weighting.RatioLevel;
import dev.kedge.objective.weighting.Rejection;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.SequenceSum;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TokenSum;
import dev.kedge.objective.weighting.Truncate;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;

/** One case of {@code verl_losses.json}; defaults are those of its {@code conventions}. */
final class VerlCase extends LossCase {

    VerlCase(JsonNode file, JsonNode node) {
        super(node, file.get("inputs").get(node.get("input").asString()));
    }

    @Override
    String id() {
        return node().get("id").asString() + " " + node().get("input").asString() + " " + kind();
    }

    /** Which of two tokens with the same covariance is penalized is up to the sort. */
    @Override
    Optional<String> reasonToLeaveOut() {
        return kind().equals("kl_cov") && tied()
                ? Optional.of("kl_cov with a tie at the last token it selects")
                : Optional.empty();
    }

    private boolean tied() {
        try (Scope scope = Scope.open()) {
            double[] covariances =
                    updateTokens(matrix("new_logps"), matrix("old_logps")).covariances();
            Arrays.sort(covariances);
            int first = covariances.length - Math.max(1, (int) (policyLoss("kl_cov_ratio", 2e-4) * covariances.length));
            return first > 0 && covariances[first] - covariances[first - 1] < 1e-12;
        }
    }

    /** verl divides by counts + 1e-8: of one token that is a relative 1e-8. */
    @Override
    double tolerance() {
        return kind().equals("vanilla") && filledRowsOnly() ? 1e-8 : 2e-8;
    }

    private boolean filledRowsOnly() {
        return !node().get("input").asString().equals("edge");
    }

    private String kind() {
        return node().get("loss").asString();
    }

    @Override
    Objective objective() {
        ObjectiveBuilder builder = ObjectiveBuilder.plain().aggregation(aggregation());
        if (node().get("use_is_weights").asBoolean()) {
            builder.correction(inputs -> kind().equals("geo_mean") ? geometricMean(inputs) : matrix("is_weights"));
        }
        switch (kind()) {
            case "vanilla" -> clip(builder).cap(number("clip_ratio_c", 3));
            case "gspo" -> clip(builder).level(new SequenceMeanToken()).aggregation(new SequenceMean());
            case "sapo" ->
                builder.response(new SoftGate(new SoftGate.Config(number("tau_pos", 1), number("tau_neg", 1.05))))
                        .aggregation(new SequenceMean());
            case "gpg" -> builder.response(new LogProbability());
            case "cispo" -> clip(builder).response(new Hold()).sidedness(Sidedness.AGNOSTIC);
            case "geo_mean" ->
                builder.clip(-number("clip_ratio_low", 0.2), number("clip_ratio_high", 0.2))
                        .level(new ClippedGeometricMean())
                        .aggregation(new SequenceMean());
            case "clip_cov" ->
                clip(builder)
                        .selection(new ClipCovariance(new ClipCovariance.Config(
                                policyLoss("clip_cov_ratio", 2e-4),
                                policyLoss("clip_cov_lb", 1),
                                policyLoss("clip_cov_ub", 5))));
            case "kl_cov" ->
                builder.proximal(new KlCovariance(
                        new KlCovariance.Config(policyLoss("kl_cov_ratio", 2e-4), policyLoss("ppo_kl_coef", 0.1))));
            case "bypass_mode" -> bypass(builder);
            default -> throw new AssertionError("a loss of verl that is not translated: " + kind());
        }
        return builder.build();
    }

    /** With a ratio per sequence verl takes the geometric mean of the sequence's weights. */
    private Tensor geometricMean(ObjectiveInputs inputs) {
        Tensor logs = matrix("is_weights").log();
        return RowMean.over(logs, inputs.mask()).exp().expand_as(logs);
    }

    private ObjectiveBuilder clip(ObjectiveBuilder builder) {
        return builder.clip(Math.log(1 - number("clip_ratio_low", 0.2)), Math.log(1 + number("clip_ratio_high", 0.2)));
    }

    /**
     * Old log-probs play the sampler; weights come from new against old, and rejection takes tokens out of the mask.
     */
    private void bypass(ObjectiveBuilder builder) {
        JsonNode correction = correction();
        if (correction.get("loss_type").asString().equals("ppo_clip")) {
            clip(builder).cap(number("clip_ratio_c", 3));
            return;
        }
        builder.response(new LogProbability());
        if (!correction.get("rollout_is").isNull()) {
            boolean token = correction.get("rollout_is").asString().equals("token");
            builder.correction(new Truncate(new Truncate.Config(
                    0,
                    correction.get("rollout_is_threshold").asDouble(),
                    token ? RatioLevel.TOKEN : RatioLevel.SEQUENCE,
                    correction.get("rollout_is_batch_normalize").asBoolean())));
        }
    }

    private Optional<Rejection> rejection() {
        if (!kind().equals("bypass_mode") || correction().get("rollout_rs").isNull()) {
            return Optional.empty();
        }
        String name = correction().get("rollout_rs").asString();
        TokenStatistic statistic = TokenStatistic.valueOf("KL" + name.charAt(name.length() - 1));
        Gathering over = name.startsWith("token")
                ? Gathering.TOKEN
                : Gathering.valueOf(name.substring(4, name.length() - 3).toUpperCase(Locale.ROOT));
        String threshold = correction().get("rollout_rs_threshold").asString();
        double low = Double.NEGATIVE_INFINITY;
        double high;
        if (statistic == TokenStatistic.KL1) {
            String[] bounds = threshold.split("_", -1);
            low = Math.log(Double.parseDouble(bounds[0]));
            high = Math.log(Double.parseDouble(bounds[1]));
        } else {
            high = Double.parseDouble(threshold);
        }
        return Optional.of(new Rejection(new Rejection.Config(statistic, over, low, high)));
    }

    private Aggregation aggregation() {
        return switch (node().get("loss_agg_mode").asString()) {
            case "token-mean" -> new TokenMean();
            case "seq-mean-token-sum" -> new SequenceSum();
            case "seq-mean-token-mean" -> new SequenceMean();
            case "seq-mean-token-sum-norm" ->
                new TokenSum(new TokenSum.Config(batch("loss_scale_factor").orElse((double) columns())));
            default -> throw new AssertionError("an aggregation of verl that is not translated");
        };
    }

    /**
     * verl multiplies by dp_size, because its gradient average divides by it; the geometric mean counts empty rows,
     * other means do not.
     */
    @Override
    UpdateTotals totals(double rows, double filledRows, double tokens) {
        double parallel = batch("dp_size").orElse(1.0);
        double sequences = batch("global_batch_size").orElse(kind().equals("geo_mean") ? rows : filledRows);
        return new UpdateTotals(sequences / parallel, batch("batch_num_tokens").orElse(tokens) / parallel);
    }

    private Optional<Double> batch(String name) {
        JsonNode value = node().get("config").path("global_batch_info").path(name);
        return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
    }

    @Override
    double loss() {
        return node().get("loss_value").asDouble();
    }

    @Override
    Map<String, Double> comparableMetrics() {
        Map<String, Double> comparable = new TreeMap<>();
        JsonNode metrics = node().get("metrics");
        if (!List.of("kl_cov", "bypass_mode").contains(kind()) && metrics.has("actor/ppo_kl")) {
            comparable.put("update/kl1", metrics.get("actor/ppo_kl").asDouble());
        }
        if (kind().equals("gspo")) {
            comparable.put(
                    "update/clip_fraction", metrics.get("actor/pg_clipfrac").asDouble());
        }
        if (kind().equals("vanilla")) {
            comparable.put(
                    "update/effective_negative_high",
                    metrics.get("actor/pg_clipfrac_lower").asDouble());
        }
        return comparable;
    }

    @Override
    Tensor mask() {
        Tensor mask = super.mask();
        Optional<Rejection> rejection = rejection();
        if (rejection.isEmpty()) {
            return mask;
        }
        Tensor now = matrix("new_logps");
        ObjectiveInputs inputs =
                ObjectiveInputs.of(now, now, advantages(), mask).with(Quantity.SAMPLING_LOGPROBS, matrix("old_logps"));
        return mask.logical_and(rejection.get().weights(inputs).gt(new Scalar(0.5)));
    }

    /**
     * In bypass mode the trainer's old policy is the policy as it stands, and the sampler's log-probs are the old ones.
     */
    @Override
    ObjectiveInputs inputs(Tensor logprobs, Tensor entropies) {
        boolean reinforces = kind().equals("bypass_mode")
                && correction().get("loss_type").asString().equals("reinforce");
        Tensor old = reinforces ? logprobs.detach() : matrix("old_logps");
        return ObjectiveInputs.of(logprobs, old, advantages(), mask())
                .with(Quantity.SAMPLING_LOGPROBS, samplingLogprobs());
    }

    @Override
    Tensor samplingLogprobs() {
        return kind().equals("bypass_mode") ? matrix("old_logps") : super.samplingLogprobs();
    }

    @Override
    Tensor advantages() {
        return node().get("config").path("_adv2d").asBoolean(false) ? matrix("advantages_2d") : super.advantages();
    }

    private JsonNode correction() {
        return node().get("config").get("policy_loss").get("rollout_correction");
    }

    private double number(String name, double fallback) {
        return node().get("config").path(name).asDouble(fallback);
    }

    private double policyLoss(String name, double fallback) {
        return node().get("config").path("policy_loss").path(name).asDouble(fallback);
    }
}
