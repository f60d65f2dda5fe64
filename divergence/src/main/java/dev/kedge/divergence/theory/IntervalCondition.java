package dev.kedge.divergence.theory;

import dev.kedge.divergence.LogInterval;

/**
 * The same interval of ratios for every action: what any condition on {@code w} alone amounts to.
 *
 * @param interval the allowed {@code log w}
 */
public record IntervalCondition(LogInterval interval) implements PolicyCondition {

    @Override
    public Region around(SoftmaxPolicy old) {
        return now -> {
            boolean[] violated = new boolean[old.size()];
            for (int action = 0; action < violated.length; action++) {
                violated[action] = !interval.contains(now.logProbability(action) - old.logProbability(action));
            }
            return violated;
        };
    }
}
