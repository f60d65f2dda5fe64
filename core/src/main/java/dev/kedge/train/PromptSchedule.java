package dev.kedge.train;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.rollout.Prompt;
import dev.kedge.task.TaskSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which prompts a step uses. A generator's are taken in order of their index; a data set's in a fresh permutation for every
 * pass through it. A function of seed and step alone, so resuming needs no cursor.
 */
final class PromptSchedule {

    private final TaskSource source;
    private final int promptsPerStep;
    private final long seed;

    PromptSchedule(TaskSource source, int promptsPerStep, long seed) {
        this.source = source;
        this.promptsPerStep = promptsPerStep;
        this.seed = seed;
    }

    /** The prompts of a step, counted from 1. */
    List<Prompt> prompts(long step) {
        long first = (step - 1) * promptsPerStep;
        return LongStream.range(first, first + promptsPerStep)
                .map(this::index)
                .mapToObj(source::prompt)
                .toList();
    }

    private long index(long draw) {
        if (source.size().isEmpty()) {
            return draw;
        }
        int size = Math.toIntExact(source.size().getAsLong());
        return permutation(draw / size, size)[(int) (draw % size)];
    }

    private int[] permutation(long pass, int size) {
        int[] order = IntStream.range(0, size).toArray();
        SplittableRandom random = RandomStream.of(seed, Purpose.SHUFFLE, pass, 0);
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }
}
