package dev.kedge.objective;

import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateChoices;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.objective.level.Anchor;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.penalty.ProximalPenalty;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.Correction;
import dev.kedge.objective.weighting.Selection;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TokenWeight;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.MaskedReduction;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The clipped policy objective of Wu et al. 2026, arXiv:2602.05494: {@code J = E[min(w·A, clip_C(w)·A)]} for any
 * divergence condition C, with every other choice beside it.
 *
 * <p>The loss is {@code −Σ weight·surrogate + Σ weight·penalties}; gradient flows through
 * {@link ObjectiveInputs#logprobs()}, and through entropies and exact divergences where an axis uses them. Loss
 * <i>values</i> of equivalent formulations differ (a violated token counts with the bound here, with 1 in others);
 * gradients do not.
 *
 * @param conditions how far is too far; a token must satisfy all of them
 * @param response what a token contributes where a condition acts
 * @param sidedness whether a condition acts on every violation or only on those that would go further
 * @param worseningCap a bound on the side where the surrogate has none
 * @param level what w is
 * @param aggregation how token losses become one number
 * @param selection which tokens the surrogate counts
 * @param corrections weights for a sampler that differs from the trainer, multiplied
 * @param reference the pull towards a frozen policy
 * @param proximal the pull back to the old policy
 * @param entropyBonus what a nat of mean entropy over the selected tokens is worth; 0 for none
 * @param anchor the policy that w is a ratio to
 * @param weight a factor on the surrogate of each token
 * @param control a term that is taken from the surrogate of each token
 */
public record Objective(
        List<Condition> conditions,
        Response response,
        Sidedness sidedness,
        Optional<WorseningCap> worseningCap,
        Level level,
        Aggregation aggregation,
        Optional<Selection> selection,
        List<Correction> corrections,
        Optional<ReferencePenalty> reference,
        Optional<ProximalPenalty> proximal,
        double entropyBonus,
        Anchor anchor,
        Optional<TokenWeight> weight,
        Optional<ControlTerm> control)
        implements UpdateChoices {

    /** Keeps its own copies of the lists. */
    public Objective {
        conditions = List.copyOf(conditions);
        corrections = List.copyOf(corrections);
    }

    private PolicySurrogate policySurrogate() {
        return new PolicySurrogate(conditions, response, sidedness, worseningCap, level);
    }

    /**
     * Evaluates the objective on a micro-batch.
     *
     * @param given the micro-batch, with every quantity that the objective {@linkplain #needs() needs}
     * @param totals of the whole update that the micro-batch belongs to
     * @return the loss, as this micro-batch's share of the update's, and what was measured on the way
     */
    public ObjectiveOutcome evaluate(ObjectiveInputs given, UpdateTotals totals) {
        ObjectiveInputs inputs = anchor.anchored(given);
        PolicySurrogate.Values values = policySurrogate().values(inputs);
        Tensor surrogate =
                control.isPresent() ? values.surrogate().sub(control.get().values(inputs)) : values.surrogate();

        Tensor weights = aggregation.weights(inputs.mask(), surrogate, totals);
        Tensor loss =
                weightedSum(surrogate, policyWeights(weights, inputs), inputs).neg();
        Optional<Tensor> estimate = reference.map(penalty -> penalty.estimate(inputs));
        if (estimate.isPresent()) {
            Tensor pull = weightedSum(estimate.get(), weights, inputs);
            loss = loss.add(pull.mul(new Scalar(reference.orElseThrow().coefficient())));
        }
        if (proximal.isPresent()) {
            loss = loss.add(weightedSum(proximal.get().loss(inputs), weights, inputs));
        }
        if (entropyBonus != 0) {
            Tensor entropy =
                    weightedSum(inputs.get(Quantity.ENTROPY), entropyWeights(inputs, surrogate, totals), inputs);
            loss = loss.sub(entropy.mul(new Scalar(entropyBonus)));
        }
        return new ObjectiveOutcome(loss, TokenDiagnostics.of(given, values.logRatio(), values.violations(), estimate));
    }

    private Tensor policyWeights(Tensor weights, ObjectiveInputs inputs) {
        Tensor counted = weights;
        for (Correction correction : corrections) {
            counted = counted.mul(correction.weights(inputs));
        }
        if (weight.isPresent()) {
            counted = counted.mul(weight.get().weights(inputs));
        }
        return selection.isPresent() ? counted.mul(inputs.get(Quantity.SELECTED)) : counted;
    }

    /** A mean over the update's selected tokens, whatever the aggregation; nothing if none is selected. */
    private Tensor entropyWeights(ObjectiveInputs inputs, Tensor like, UpdateTotals totals) {
        if (selection.isEmpty()) {
            return new TokenMean().weights(inputs.mask(), like, totals);
        }
        UpdateTotals chosen = new UpdateTotals(totals.sequences(), Math.max(1, totals.selected()));
        return new TokenMean().weights(inputs.mask(), like, chosen).mul(inputs.get(Quantity.SELECTED));
    }

    private static Tensor weightedSum(Tensor values, Tensor weights, ObjectiveInputs inputs) {
        return MaskedReduction.sum(values.mul(weights), inputs.mask());
    }

    /**
     * What the objective looks at beyond log-probabilities, advantages and masks.
     *
     * @return the quantities that inputs must have
     */
    public Set<Quantity> needs() {
        List<Quantity> needs = new ArrayList<>();
        conditions.forEach(condition -> needs.addAll(condition.needs()));
        needs.addAll(response.needs());
        needs.addAll(anchor.needs());
        weight.ifPresent(factor -> needs.addAll(factor.needs()));
        control.ifPresent(term -> needs.addAll(term.needs()));
        proximal.ifPresent(penalty -> needs.addAll(penalty.needs()));
        if (!corrections.isEmpty()) {
            needs.add(Quantity.SAMPLING_LOGPROBS);
        }
        if (selection.isPresent()) {
            needs.add(Quantity.SELECTED);
        }
        if (reference.isPresent()) {
            needs.add(Quantity.REFERENCE_LOGPROBS);
        }
        if (entropyBonus != 0) {
            needs.add(Quantity.ENTROPY);
        }
        return Quantity.ordered(needs);
    }

    /**
     * Whether the objective takes the tokens of each update into account, by {@link #at} or by a quantity of updates.
     *
     * @return true if any axis adapts
     */
    public boolean adaptive() {
        return needs().stream().anyMatch(Quantity::isOfUpdate)
                || corrections.stream().anyMatch(Correction::adaptive)
                || looksAtPolicy();
    }

    /**
     * Whether adapting takes a forward pass of the policy as it stands.
     *
     * @return true if an axis adapts to how far the policy has moved
     */
    public boolean looksAtPolicy() {
        return conditions.stream().anyMatch(Condition::adaptive)
                || response.looksAtPolicy()
                || proximal.map(ProximalPenalty::adaptive).orElse(false)
                || selection.map(Selection::looksAtPolicy).orElse(false);
    }

    /**
     * The objective with the bounds and penalties that it takes for one update.
     *
     * @param given every token of the update
     * @return an objective to evaluate on the update's micro-batches
     */
    public Objective at(UpdateTokens given) {
        UpdateTokens tokens = anchor.anchored(given);
        return new Objective(
                conditions.stream().map(condition -> condition.at(tokens)).toList(),
                response,
                sidedness,
                worseningCap,
                level,
                aggregation,
                selection,
                corrections.stream().map(correction -> correction.at(tokens)).toList(),
                reference,
                proximal.map(penalty -> penalty.at(tokens)),
                entropyBonus,
                anchor,
                weight,
                control);
    }

    /** Whether all completions of a prompt must be learned from in one update. */
    public boolean needsWholeGroups() {
        return response.needsWholeGroups();
    }

    /**
     * Which tokens of an update the surrogate counts.
     *
     * @param given every token of the update
     * @return 1 for a token that counts, 0 for one that does not, {@code [sequence][token]}; empty if all do
     */
    @Override
    public Optional<double[][]> selected(UpdateTokens given) {
        UpdateTokens tokens = anchor.anchored(given);
        return selection.map(choice -> choice.select(tokens, choice.looksAtPolicy() ? acting(tokens) : new boolean[0]));
    }

    @Override
    public Optional<double[][]> penalized(UpdateTokens tokens) {
        return proximal.flatMap(penalty -> penalty.penalized(anchor.anchored(tokens)));
    }

    /** Where a condition that knows only ratios, probabilities and advantages acts, by token of the update. */
    private boolean[] acting(UpdateTokens tokens) {
        double[] logprobs = UpdateTokens.flat(tokens.logprobs());
        long count = logprobs.length;
        try (Scope scope = Scope.open()) {
            Tensor now = HostMemory.tensor(logprobs, 1, count);
            Tensor old = HostMemory.tensor(UpdateTokens.flat(tokens.oldLogprobs()), 1, count);
            Tensor advantages = HostMemory.tensor(UpdateTokens.flat(tokens.advantages()), 1, count);
            ObjectiveInputs inputs = ObjectiveInputs.of(now, old, advantages, now.eq(now));
            List<Condition> simple = conditions.stream()
                    .filter(condition -> condition.needs().isEmpty() && !condition.adaptive())
                    .toList();
            long[] acts = HostMemory.longs(new PolicySurrogate(simple, response, sidedness, worseningCap, level)
                    .violations(inputs.tokenLogRatio(), inputs)
                    .acts());
            boolean[] acting = new boolean[acts.length];
            for (int i = 0; i < acting.length; i++) {
                acting[i] = acts[i] != 0;
            }
            return acting;
        }
    }

    /**
     * Whether anything keeps the policy near the old one.
     *
     * @return true if a condition can be violated and the response heeds it, or the response or a penalty pulls back
     */
    public boolean keepsNear() {
        return conditions.stream().anyMatch(Condition::bounded) || !response.heedsCondition() || proximal.isPresent();
    }
}
