package dev.kedge.objective;

import dev.kedge.metric.Metrics;
import dev.kedge.tensor.MaskedReduction;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The clipped policy objective of Wu et al. 2026, arXiv:2602.05494: {@code J = E[min(w·A, clip_C(w)·A)]} for any
 * divergence condition C, with every other choice beside it.
 *
 * <p>The loss is {@code −Σ weight·surrogate + β·Σ weight·reference estimate}; gradient flows through {@link
 * ObjectiveInputs#logprobs()} only. Loss <i>values</i> of equivalent formulations differ (a violated token counts with the
 * bound here, with 1 in others); gradients do not.
 *
 * @param condition how far is too far
 * @param response what a token contributes where the condition acts
 * @param sidedness whether the condition acts on every violation or only on those that would go further
 * @param worseningCap a bound on the side where the surrogate has none
 * @param level what w is
 * @param aggregation how token losses become one number
 * @param reference the pull towards a frozen policy
 */
public record Objective(
        Condition condition,
        Response response,
        Sidedness sidedness,
        Optional<WorseningCap> worseningCap,
        Level level,
        Aggregation aggregation,
        Optional<ReferencePenalty> reference) {

    /** Ratios are formed from log-ratios within ±20: e^20 is already beyond any use, e^89 overflows float32. */
    private static final double LOG_RATIO_LIMIT = 20;

    /**
     * Evaluates the objective on a micro-batch.
     *
     * @param inputs the micro-batch
     * @param totals of the whole optimiser step that the micro-batch belongs to
     * @return the loss, as this micro-batch's share of the step's, and what was measured on the way
     */
    public ObjectiveOutcome evaluate(ObjectiveInputs inputs, StepTotals totals) {
        Tensor logRatio = level.logRatio(inputs);
        Violation violation = condition.test(logRatio);
        Tensor advantages = inputs.tokenAdvantages();
        Tensor acts = sidedness.acts(violation, advantages);
        Tensor clippedRatio = violation.clippedRatio();
        if (worseningCap.isPresent()) {
            Tensor capped = worseningCap.get().acts(logRatio, advantages);
            clippedRatio = worseningCap.get().cap(clippedRatio, capped);
            acts = acts.logical_or(capped);
        }
        Tensor ratio = clampedExponential(logRatio);
        Tensor logprobs = MaskedReduction.select(inputs.logprobs(), inputs.mask());
        Tensor surrogate = response.surrogate(new SurrogateTerms(logprobs, ratio, clippedRatio, acts, advantages));
        Tensor weights = aggregation.weights(inputs.mask(), logprobs, totals);
        Tensor loss = MaskedReduction.sum(surrogate.mul(weights), inputs.mask()).neg();

        Metrics metrics = ObjectiveMetrics.of(inputs, violation, acts);
        if (reference.isPresent()) {
            Tensor estimate = referenceEstimate(reference.get(), inputs);
            ObjectiveMetrics.addReference(metrics, estimate, inputs.mask());
            Tensor pull = MaskedReduction.sum(estimate.mul(weights), inputs.mask());
            loss = loss.add(pull.mul(new Scalar(reference.get().coefficient())));
        }
        return new ObjectiveOutcome(loss, metrics);
    }

    private static Tensor referenceEstimate(ReferencePenalty penalty, ObjectiveInputs inputs) {
        Tensor referenceLogprobs = inputs.referenceLogprobs()
                .orElseThrow(() -> new IllegalStateException("a reference penalty needs reference log-probs"));
        return penalty.estimate(
                MaskedReduction.select(inputs.logprobs(), inputs.mask()),
                MaskedReduction.select(referenceLogprobs, inputs.mask()));
    }

    private static Tensor clampedExponential(Tensor logRatio) {
        return logRatio.clamp_min(new Scalar(-LOG_RATIO_LIMIT))
                .clamp_max(new Scalar(LOG_RATIO_LIMIT))
                .exp();
    }
}
