package dev.kedge.lab;

import dev.kedge.divergence.theory.ClippedObjective;
import dev.kedge.divergence.theory.Dynamics;
import dev.kedge.divergence.theory.PolicyCondition;
import dev.kedge.lab.Outcome.Measure;
import dev.kedge.lab.Problem.Goal;
import dev.kedge.lab.Problem.Start;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One kind of problem under one condition, over all seeds. The settings of every comparison are here: 16 seeds, 12
 * rounds of 160 gradient steps with learning rate 0.1, so small that one step hardly overshoots a bound.
 *
 * @param outcomes one per seed, in the order of the seeds
 */
record Trials(List<Outcome> outcomes) {

    static final int SEEDS = 16;
    static final int ROUNDS = 12;
    static final int INNER_STEPS = 160;
    static final double LEARNING_RATE = 0.1;

    static Trials of(Start start, Goal goal, PolicyCondition condition) {
        Dynamics dynamics = new Dynamics(new ClippedObjective(condition), INNER_STEPS, LEARNING_RATE);
        return new Trials(LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Problem.of(start, goal, seed))
                .map(problem -> new Outcome(problem, dynamics.run(problem.start(), problem.schedule(), ROUNDS)))
                .toList());
    }

    double[] values(Measure measure) {
        return outcomes.stream().mapToDouble(outcome -> outcome.of(measure)).toArray();
    }

    Spread spread(Measure measure) {
        return Spread.of(values(measure));
    }

    /** How much more than another condition on the same problems, seed by seed. */
    Spread beyond(Trials other, Measure measure) {
        double[] differences = values(measure);
        double[] others = other.values(measure);
        for (int seed = 0; seed < differences.length; seed++) {
            differences[seed] -= others[seed];
        }
        return Spread.of(differences);
    }
}
