package dev.kedge.train.internal.pass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A cut of sequences into micro-batches of at most so many padded tokens, like lengths together so that little is
 * padding. A sequence longer than the budget has a micro-batch of its own. The cut changes memory and speed, not
 * gradients.
 */
public final class MicroBatches {

    /**
     * Some of what was cut.
     *
     * @param <T> what has tokens
     * @param places where the members stood in the list that was cut
     * @param members as they were given, shortest first
     */
    public record MicroBatch<T>(List<Integer> places, List<T> members) {

        static <T> MicroBatch<T> of(List<T> all, List<Integer> places) {
            return new MicroBatch<>(
                    List.copyOf(places), places.stream().map(all::get).toList());
        }
    }

    private MicroBatches() {}

    /**
     * Cuts a list.
     *
     * @param <T> what has tokens
     * @param all what to cut
     * @param length tokens of each, prompt and completion
     * @param tokenBudget the most padded tokens in one micro-batch
     * @return each member once
     */
    public static <T> List<MicroBatch<T>> of(List<T> all, ToIntFunction<? super T> length, int tokenBudget) {
        List<Integer> byLength = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingInt(place -> length.applyAsInt(all.get(place))))
                .toList();
        List<MicroBatch<T>> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int place : byLength) {
            int width = PaddedBatch.roundedUp(length.applyAsInt(all.get(place)));
            if (!open.isEmpty() && (open.size() + 1L) * width > tokenBudget) {
                batches.add(MicroBatch.of(all, open));
                open.clear();
            }
            open.add(place);
        }
        if (!open.isEmpty()) {
            batches.add(MicroBatch.of(all, open));
        }
        return batches;
    }
}
