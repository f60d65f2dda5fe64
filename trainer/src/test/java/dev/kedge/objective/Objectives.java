package dev.kedge.objective;

import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.weighting.Aggregation;
import java.util.Optional;

/** Objectives for tests: clip-higher at [0.8, 1.28] unless said otherwise, and one axis changed at a time. */
final class Objectives {

    static final double LOG_LOW = Math.log(0.8);
    static final double LOG_HIGH = Math.log(1.28);

    private Objectives() {}

    static ObjectiveBuilder clipped() {
        return ObjectiveBuilder.plain().clip(LOG_LOW, LOG_HIGH);
    }

    static Objective stop() {
        return clipped().build();
    }

    static Objective with(Response response, Sidedness sidedness, Optional<WorseningCap> worseningCap, Level level) {
        ObjectiveBuilder builder =
                clipped().response(response).sidedness(sidedness).level(level);
        return worseningCap.map(builder::cap).orElse(builder).build();
    }

    static Objective with(Condition condition) {
        return ObjectiveBuilder.plain().condition(condition).build();
    }

    static Objective with(Aggregation aggregation) {
        return clipped().aggregation(aggregation).build();
    }

    static Objective with(ReferencePenalty reference) {
        return clipped().reference(reference).build();
    }
}
