package dev.kedge.objective;

import dev.kedge.divergence.LogInterval;
import java.util.Optional;

/** Objectives for tests: clip-higher at [0.8, 1.28] unless said otherwise, and one axis changed at a time. */
final class Objectives {

    static final double LOG_LOW = Math.log(0.8);
    static final double LOG_HIGH = Math.log(1.28);

    private Objectives() {}

    static Objective stop() {
        return with(new Response.Stop(), Sidedness.SIGNED, Optional.empty(), new Level.Token());
    }

    static Objective with(Response response, Sidedness sidedness, Optional<WorseningCap> worseningCap, Level level) {
        return new Objective(
                new IntervalCondition(new LogInterval(LOG_LOW, LOG_HIGH)),
                response,
                sidedness,
                worseningCap,
                level,
                new Aggregation.TokenMean(),
                Optional.empty());
    }

    static Objective with(Condition condition) {
        Objective stop = stop();
        return new Objective(
                condition,
                stop.response(),
                stop.sidedness(),
                stop.worseningCap(),
                stop.level(),
                stop.aggregation(),
                stop.reference());
    }

    static Objective with(Aggregation aggregation) {
        Objective stop = stop();
        return new Objective(
                stop.condition(),
                stop.response(),
                stop.sidedness(),
                stop.worseningCap(),
                stop.level(),
                aggregation,
                stop.reference());
    }

    static Objective with(ReferencePenalty reference) {
        Objective stop = stop();
        return new Objective(
                stop.condition(),
                stop.response(),
                stop.sidedness(),
                stop.worseningCap(),
                stop.level(),
                stop.aggregation(),
                Optional.of(reference));
    }
}
