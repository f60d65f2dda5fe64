package dev.kedge.train;

import dev.kedge.rollout.Prompt;
import dev.kedge.task.ShuffledPasses;
import dev.kedge.task.TaskSource;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which prompts a step uses. A generator's are taken in order of their index; a data set's in a fresh permutation for every
 * pass through it. A function of seed and step alone, so resuming needs no cursor.
 */
final class PromptSchedule {

    private final TaskSource source;
    private final int promptsPerStep;
    private final ShuffledPasses order;

    PromptSchedule(TaskSource source, int promptsPerStep, long seed) {
        this.source = source;
        this.promptsPerStep = promptsPerStep;
        this.order = new ShuffledPasses(seed, 0);
    }

    /** The prompts of a step, counted from 1. */
    List<Prompt> prompts(long step) {
        long first = (step - 1) * promptsPerStep;
        return source.prompts(LongStream.range(first, first + promptsPerStep)
                .map(this::index)
                .boxed()
                .toList());
    }

    private long index(long draw) {
        return source.size().isEmpty() ? draw : order.index(draw, source.size().getAsLong());
    }
}
