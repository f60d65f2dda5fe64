package dev.kedge.train.pass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts sequences into micro-batches of at most so many padded tokens, like lengths together so that little is padding.
 * A sequence longer than the budget has a micro-batch of its own. The cut changes memory and speed, not gradients.
 */
public final class MicroBatches {

    private MicroBatches() {}

    /** Indices into {@code sequences}, each exactly once. */
    public static List<List<Integer>> of(List<TrainingSequence> sequences, int tokenBudget) {
        List<Integer> byLength = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt(index -> sequences.get(index).length()))
                .toList();
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int index : byLength) {
            int width = PaddedBatch.roundedUp(sequences.get(index).length());
            if (!open.isEmpty() && (open.size() + 1L) * width > tokenBudget) {
                batches.add(List.copyOf(open));
                open.clear();
            }
            open.add(index);
        }
        if (!open.isEmpty()) {
            batches.add(List.copyOf(open));
        }
        return batches;
    }
}
