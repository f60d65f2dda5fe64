package dev.kedge.train.internal.rollout;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.rollout.Participation;
import dev.kedge.rollout.Sample;
import dev.kedge.train.recipe.RepetitionConfig;
import dev.kedge.train.recipe.RolloutConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The part that each judged completion takes: a verifier that failed says nothing of it, one that was cut off or
 * repeats itself may be left out. Of a group of which only one is left nothing is compared, so that one leaves too.
 *
 * @param truncated the part of a completion that was cut off
 * @param failed the part of one whose verifier failed
 * @param repetition the filter for endless repetition
 */
record ParticipationRule(Participation truncated, Participation failed, RepetitionConfig repetition) {

    static ParticipationRule of(RolloutConfig config) {
        return new ParticipationRule(config.truncated(), config.failedVerdicts(), config.repetition());
    }

    /** The same samples, each with its part. */
    List<Sample> apply(List<Sample> samples) {
        List<Sample> all = new ArrayList<>();
        for (List<Sample> group : Sample.byGroup(samples)) {
            List<Sample> given = group.stream()
                    .map(sample -> sample.withParticipation(partOf(sample)))
                    .toList();
            long compared = given.stream().filter(Sample::isCompared).count();
            boolean alone = compared == 1 && given.size() > 1;
            given.forEach(sample -> all.add(alone ? sample.withParticipation(Participation.EXCLUDE) : sample));
        }
        return all;
    }

    private Participation partOf(Sample sample) {
        Participation part = Participation.TRAIN;
        if (sample.sampled().truncated()) {
            part = part.and(truncated);
        }
        if (sample.verdict().outcome().isFailure()) {
            part = part.and(failed);
        }
        return repeats(sample) ? part.and(repetition.participation()) : part;
    }

    private boolean repeats(Sample sample) {
        return repetition.participation() != Participation.TRAIN
                && repetition.repeats(sample.sampled().tokensBeforeEnd());
    }

    /** Counts who does not take part; nothing where all do. */
    void measure(List<Sample> samples, Metrics metrics) {
        for (Sample sample : samples) {
            if (!sample.isCompared()) {
                metrics.sum("rollout/excluded", 1);
            } else if (!sample.isLearned()) {
                metrics.sum("rollout/masked", 1);
            }
            if (repetition.participation() != Participation.TRAIN) {
                metrics.mean("rollout/repetitive_fraction", repeats(sample) ? 1 : 0, 1);
            }
        }
        for (List<Sample> group : Sample.byGroup(samples)) {
            if (group.stream().noneMatch(Sample::isCompared)) {
                metrics.sum("rollout/lost_groups", 1);
            }
        }
    }

    /** Whether the reward of a sample says something of the policy. */
    boolean isJudged(Sample sample) {
        return failed == Participation.TRAIN || !sample.verdict().outcome().isFailure();
    }

    /** Whether verdicts that are compared differ, so that a group-relative advantage is not 0 throughout. */
    static boolean differs(List<Sample> group) {
        List<Sample> compared = group.stream().filter(Sample::isCompared).toList();
        return compared.stream().anyMatch(Sample::isLearned)
                && compared.stream()
                                .map(sample -> List.of(
                                        sample.verdict().reward(),
                                        sample.verdict().parts()))
                                .distinct()
                                .count()
                        > 1;
    }
}
