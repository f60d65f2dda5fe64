package dev.kedge.divergence.theory;

import dev.kedge.divergence.ProbabilityCondition;

/**
 * An interval of ratios that depends on the action's old probability.
 *
 * @param condition what gives each action its interval
 */
public record PerActionCondition(ProbabilityCondition condition) implements PolicyCondition {

    @Override
    public Region around(SoftmaxPolicy old) {
        double[] logOld = new double[old.size()];
        for (int action = 0; action < logOld.length; action++) {
            logOld[action] = old.logProbability(action);
        }
        double[] logLow = new double[logOld.length];
        double[] logHigh = new double[logOld.length];
        condition.logBounds(logOld, logLow, logHigh);
        return now -> {
            boolean[] violated = new boolean[logOld.length];
            for (int action = 0; action < violated.length; action++) {
                double logRatio = now.logProbability(action) - logOld[action];
                violated[action] = !(logRatio >= logLow[action] && logRatio <= logHigh[action]);
            }
            return violated;
        };
    }
}
