package dev.kedge.objective.condition;

import java.util.List;

/**
 * The conditions of an objective, all of which a token must satisfy; usually one. What a recipe chooses under
 * {@code objective.condition}.
 *
 * @param conditions in the order written
 */
public record ConditionSet(List<Condition> conditions) {

    /** Keeps its own copy. */
    public ConditionSet {
        conditions = List.copyOf(conditions);
    }

    /**
     * One condition alone.
     *
     * @param condition the condition
     * @return the set of it
     */
    public static ConditionSet of(Condition condition) {
        return new ConditionSet(List.of(condition));
    }
}
