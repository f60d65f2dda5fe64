package dev.kedge.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plan of which completions are sampled side by side: prompts of similar length, and of each the same number of
 * completions, so that a prompt is read once for all of them.
 *
 * @param prompts indices of the prompts, from the shortest to the longest
 * @param firstSample the first completion of each prompt, counted within its group
 * @param completions how many completions of each prompt
 */
record BatchPlan(List<Integer> prompts, int firstSample, int completions) {

    /**
     * Cuts a call into batches.
     *
     * @param prompts token ids of each prompt
     * @param groupSize completions per prompt
     * @param batchSize completions per batch, at most; a larger group is spread over several batches
     * @return batches that together hold every completion once
     */
    static List<BatchPlan> of(List<int[]> prompts, int groupSize, int batchSize) {
        List<Integer> byLength = IntStream.range(0, prompts.size())
                .boxed()
                .sorted(Comparator.comparingInt(index -> prompts.get(index).length))
                .toList();
        int promptsPerBatch = Math.max(1, batchSize / groupSize);
        List<BatchPlan> batches = new ArrayList<>();
        for (int start = 0; start < byLength.size(); start += promptsPerBatch) {
            List<Integer> together = byLength.subList(start, Math.min(start + promptsPerBatch, byLength.size()));
            for (int first = 0; first < groupSize; first += batchSize) {
                batches.add(new BatchPlan(together, first, Math.min(batchSize, groupSize - first)));
            }
        }
        return batches;
    }

    /**
     * Cuts a call into batches that several workers have an equal share of, as far as that can be.
     *
     * @param prompts token ids of each prompt
     * @param groupSize completions per prompt
     * @param batchSize completions that all workers sample side by side, at most
     * @param workers at least 1; with 1 it is {@link #of(List, int, int)}
     * @return batches that together hold every completion once
     */
    static List<BatchPlan> of(List<int[]> prompts, int groupSize, int batchSize, int workers) {
        int all = prompts.size() * groupSize;
        int rounds = roundedUp(all, batchSize);
        int each = Math.max(1, roundedUp(all, Math.max(1, rounds * workers)));
        int groups = each < groupSize ? each : roundedUp(each, groupSize) * groupSize;
        return of(prompts, groupSize, workers == 1 ? batchSize : Math.min(batchSize, groups));
    }

    private static int roundedUp(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /** How many completions it has. */
    int size() {
        return prompts.size() * completions;
    }

    /** The completions of this batch at their beginning, those of one prompt side by side. */
    List<Row> rows(List<int[]> prompts, int groupSize, SamplingStreams streams) {
        List<Row> rows = new ArrayList<>();
        for (int prompt : this.prompts) {
            for (int sample = firstSample; sample < firstSample + completions; sample++) {
                long stream = (long) prompt * groupSize + sample;
                rows.add(new Row(prompt, sample, prompts.get(prompt), streams.stream(stream)));
            }
        }
        return rows;
    }
}
