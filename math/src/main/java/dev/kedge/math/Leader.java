package dev.kedge.math;

import dev.kedge.math.internal.equal.Sketch;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The first answer of a group of the same answers.
 *
 * @param reading what it says
 * @param sketch the same at a glance, where that can be had
 * @param place where it stands among all answers
 */
record Leader(Reading reading, Optional<Sketch> sketch, int place) {

    static Leader of(String answer, int place) {
        Reading reading = Reading.of(answer);
        return new Leader(reading, reading.sketch(), place);
    }

    /** The first of some leaders that says what this one says; those that are clearly different are not compared. */
    Optional<Leader> among(List<Leader> leaders, BiPredicate<Reading, Reading> same) {
        if (reading.isLong()) {
            return Optional.empty();
        }
        for (Leader leader : leaders) {
            boolean apart = leader.sketch.isPresent()
                    && sketch.isPresent()
                    && leader.sketch.get().isApart(sketch.get());
            if (!apart && !leader.reading.isLong() && same.test(leader.reading, reading)) {
                return Optional.of(leader);
            }
        }
        return Optional.empty();
    }
}
