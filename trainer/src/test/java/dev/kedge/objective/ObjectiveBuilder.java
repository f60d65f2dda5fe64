package dev.kedge.objective;

import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.penalty.ProximalPenalty;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.Correction;
import dev.kedge.objective.weighting.Selection;
import dev.kedge.objective.weighting.TokenMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An objective for a test, one axis after the other; plain importance-sampled policy gradient to begin with. */
final class ObjectiveBuilder {

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

    static ObjectiveBuilder plain() {
        return new ObjectiveBuilder();
    }

    /** The parts of an objective, to change some of them. */
    static ObjectiveBuilder from(Objective objective) {
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
        return builder;
    }

    ObjectiveBuilder clip(double logLow, double logHigh) {
        return condition(new IntervalCondition(new LogInterval(logLow, logHigh)));
    }

    ObjectiveBuilder condition(Condition condition) {
        conditions.add(condition);
        return this;
    }

    ObjectiveBuilder response(Response value) {
        response = value;
        return this;
    }

    ObjectiveBuilder sidedness(Sidedness value) {
        sidedness = value;
        return this;
    }

    ObjectiveBuilder cap(double cap) {
        worseningCap = Optional.of(new WorseningCap(new WorseningCap.Config(cap)));
        return this;
    }

    ObjectiveBuilder level(Level value) {
        level = value;
        return this;
    }

    ObjectiveBuilder aggregation(Aggregation value) {
        aggregation = value;
        return this;
    }

    ObjectiveBuilder selection(Selection value) {
        selection = Optional.of(value);
        return this;
    }

    ObjectiveBuilder correction(Correction value) {
        corrections.add(value);
        return this;
    }

    ObjectiveBuilder reference(ReferencePenalty value) {
        reference = Optional.of(value);
        return this;
    }

    ObjectiveBuilder proximal(ProximalPenalty value) {
        proximal = Optional.of(value);
        return this;
    }

    ObjectiveBuilder entropyBonus(double value) {
        entropyBonus = value;
        return this;
    }

    Objective build() {
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
                entropyBonus);
    }
}
