package dev.kedge.objective;

import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.condition.Violation;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.SurrogateTerms;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The surrogate of a token, before anything is weighed: what conditions, sidedness, worsening cap, level and response
 * make of its ratio and advantage.
 *
 * @param conditions how far is too far; a token must satisfy all of them
 * @param response what a token contributes where a condition acts
 * @param sidedness whether a condition acts on every violation or only on those that would go further
 * @param worseningCap a bound on the side where the surrogate has none
 * @param level what w is
 */
public record PolicySurrogate(
        List<Condition> conditions,
        Response response,
        Sidedness sidedness,
        Optional<WorseningCap> worseningCap,
        Level level) {

    /** Keeps its own copy. */
    public PolicySurrogate {
        conditions = List.copyOf(conditions);
    }

    /**
     * The surrogate of some tokens with what was found on the way.
     *
     * @param surrogate {@code [B, T]}, carries gradient
     * @param logRatio {@code [B, T]}, what the conditions tested
     * @param violations where something acts
     */
    record Values(Tensor surrogate, Tensor logRatio, Violations violations) {}

    /**
     * The surrogate of each token, to be maximized.
     *
     * @param inputs the tokens, anchored
     * @return {@code [B, T]}, carries gradient
     */
    public Tensor surrogate(ObjectiveInputs inputs) {
        return values(inputs).surrogate();
    }

    Values values(ObjectiveInputs inputs) {
        Tensor logRatio = level.logRatio(inputs);
        Violations violations = violations(logRatio, inputs);
        Level.Ratios ratios = level.ratios(logRatio, violations.clippedRatio(), violations.acts(), inputs);
        Tensor surrogate = response.surrogate(
                new SurrogateTerms(inputs, ratios.ratio(), ratios.clippedRatio(), ratios.acts(), violations.capped()));
        return new Values(surrogate, logRatio, violations);
    }

    /** Where any condition or the cap acts, and what is left of the ratio there. */
    Violations violations(Tensor logRatio, ObjectiveInputs inputs) {
        Tensor advantages = inputs.tokenAdvantages();
        Tensor nothing = inputs.mask().logical_and(inputs.mask().logical_not());
        Tensor violated = nothing;
        Tensor acts = nothing;
        Tensor capped = nothing;
        HeldRatio held = new HeldRatio();
        Optional<Tensor> logHigh = Optional.empty();
        for (Condition condition : conditions) {
            Violation violation = condition.test(logRatio, inputs);
            Tensor actsHere = sidedness.acts(violation, advantages);
            violated = violated.logical_or(violation.violated());
            acts = acts.logical_or(actsHere);
            held.add(violation, actsHere);
            logHigh = tighter(logHigh, violation.logHigh());
        }
        Tensor clippedRatio = held.over(Level.bounded(logRatio.detach()).exp());
        if (worseningCap.isPresent()) {
            capped = worseningCap.get().acts(logRatio, advantages, inputs.mask());
            clippedRatio = worseningCap.get().cap(clippedRatio, capped, inputs.mask());
            acts = acts.logical_or(capped);
        }
        return new Violations(violated, acts, capped, clippedRatio, logHigh);
    }

    private static Optional<Tensor> tighter(Optional<Tensor> bound, Optional<Tensor> another) {
        return bound.isPresent() && another.isPresent()
                ? Optional.of(bound.get().minimum(another.get()))
                : bound.or(() -> another);
    }
}
