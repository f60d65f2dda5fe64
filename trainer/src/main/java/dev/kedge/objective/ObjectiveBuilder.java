package dev.kedge.objective;

import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.DualClip;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.level.Anchor;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.OldAnchor;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.penalty.ProximalPenalty;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.Correction;
import dev.kedge.objective.weighting.Selection;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TokenWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A builder of objectives, one axis after the other; plain importance-sampled policy gradient to begin with. */
public final class ObjectiveBuilder {

    private List<Condition> conditions = new ArrayList<>();
    private Response response = new Stop();
    private Sidedness sidedness = Sidedness.SIGNED;
    private Optional<WorseningCap> worseningCap = Optional.empty();
    private Level level = new TokenLevel();
    private Aggregation aggregation = new TokenMean();
    private Optional<Selection> selection = Optional.empty();
    private List<Correction> corrections = new ArrayList<>();
    private Optional<ReferencePenalty> reference = Optional.empty();
    private Optional<ProximalPenalty> proximal = Optional.empty();
    private double entropyBonus;
    private Anchor anchor = new OldAnchor();
    private Optional<TokenWeight> weight = Optional.empty();
    private Optional<ControlTerm> control = Optional.empty();

    private ObjectiveBuilder() {}

    /** Plain importance-sampled policy gradient: no condition, one weight for every token. */
    public static ObjectiveBuilder plain() {
        return new ObjectiveBuilder();
    }

    /**
     * The parts of an objective, to change some of them.
     *
     * @param objective where to begin
     */
    public static ObjectiveBuilder from(Objective objective) {
        ObjectiveBuilder builder = new ObjectiveBuilder();
        builder.conditions = new ArrayList<>(objective.conditions());
        builder.response = objective.response();
        builder.sidedness = objective.sidedness();
        builder.worseningCap = objective.worseningCap();
        builder.level = objective.level();
        builder.aggregation = objective.aggregation();
        builder.selection = objective.selection();
        builder.corrections = new ArrayList<>(objective.corrections());
        builder.reference = objective.reference();
        builder.proximal = objective.proximal();
        builder.entropyBonus = objective.entropyBonus();
        builder.anchor = objective.anchor();
        builder.weight = objective.weight();
        builder.control = objective.control();
        return builder;
    }

    /**
     * Adds a condition on the log-ratio.
     *
     * @param logLow lower bound
     * @param logHigh upper bound
     */
    public ObjectiveBuilder clip(double logLow, double logHigh) {
        return condition(new IntervalCondition(new LogInterval(logLow, logHigh)));
    }

    /**
     * Adds a condition, which must hold beside the others.
     *
     * @param condition how far is too far
     */
    public ObjectiveBuilder condition(Condition condition) {
        conditions.add(condition);
        return this;
    }

    /** Takes all conditions away. */
    public ObjectiveBuilder unconditioned() {
        conditions.clear();
        return this;
    }

    /**
     * Sets what a token contributes where a condition acts.
     *
     * @param value the response
     */
    public ObjectiveBuilder response(Response value) {
        response = value;
        return this;
    }

    /**
     * Sets on which violations conditions act.
     *
     * @param value the sidedness
     */
    public ObjectiveBuilder sidedness(Sidedness value) {
        sidedness = value;
        return this;
    }

    /**
     * Sets a bound on the side where the surrogate has none.
     *
     * @param cap the largest ratio, above 1
     */
    public ObjectiveBuilder cap(double cap) {
        return cap(new DualClip(new DualClip.Config(cap)));
    }

    /**
     * Sets a bound on the side where the surrogate has none.
     *
     * @param value the bound
     */
    public ObjectiveBuilder cap(WorseningCap value) {
        worseningCap = Optional.of(value);
        return this;
    }

    /**
     * Sets what w is.
     *
     * @param value the level
     */
    public ObjectiveBuilder level(Level value) {
        level = value;
        return this;
    }

    /**
     * Sets how token losses become one number.
     *
     * @param value the aggregation
     */
    public ObjectiveBuilder aggregation(Aggregation value) {
        aggregation = value;
        return this;
    }

    /**
     * Sets which tokens the surrogate counts.
     *
     * @param value the selection
     */
    public ObjectiveBuilder selection(Selection value) {
        selection = Optional.of(value);
        return this;
    }

    /**
     * Adds a weight for a sampler that differs from the trainer.
     *
     * @param value the correction
     */
    public ObjectiveBuilder correction(Correction value) {
        corrections.add(value);
        return this;
    }

    /**
     * Sets the pull towards a frozen policy.
     *
     * @param value the penalty
     */
    public ObjectiveBuilder reference(ReferencePenalty value) {
        reference = Optional.of(value);
        return this;
    }

    /**
     * Sets the pull back to the old policy.
     *
     * @param value the penalty
     */
    public ObjectiveBuilder proximal(ProximalPenalty value) {
        proximal = Optional.of(value);
        return this;
    }

    /**
     * Sets what a nat of mean entropy is worth.
     *
     * @param value 0 for nothing
     */
    public ObjectiveBuilder entropyBonus(double value) {
        entropyBonus = value;
        return this;
    }

    /**
     * Sets the policy that w is a ratio to.
     *
     * @param value the anchor
     */
    public ObjectiveBuilder anchor(Anchor value) {
        anchor = value;
        return this;
    }

    /**
     * Sets a factor on the surrogate of each token.
     *
     * @param value the weight
     */
    public ObjectiveBuilder weight(TokenWeight value) {
        weight = Optional.of(value);
        return this;
    }

    /**
     * Takes a term from the surrogate that conditions, response, sidedness, cap and level make so far.
     *
     * @param value makes the term
     */
    public ObjectiveBuilder control(ControlVariate value) {
        control = Optional.of(value.term(new PolicySurrogate(conditions, response, sidedness, worseningCap, level)));
        return this;
    }

    /** The objective with these parts. */
    public Objective build() {
        return new Objective(
                conditions,
                response,
                sidedness,
                worseningCap,
                level,
                aggregation,
                selection,
                corrections,
                reference,
                proximal,
                entropyBonus,
                anchor,
                weight,
                control);
    }
}
