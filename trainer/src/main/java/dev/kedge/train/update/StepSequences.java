package dev.kedge.train.update;

import dev.kedge.train.pass.SequenceScorer;
import dev.kedge.train.pass.TrainingSequence;
import java.util.List;
import java.util.Optional;

/**
 * The sequences of a step and what is known of their tokens before the first update.
 *
 * @param sequences what to learn from
 * @param old the policy when the updates begin
 * @param reference scores of the frozen reference policy, one per sequence
 */
record StepSequences(List<TrainingSequence> sequences, OldPolicy old, Optional<List<SequenceScorer.Scores>> reference) {

    TrainingSequence sequence(int index) {
        return sequences.get(index);
    }
}
