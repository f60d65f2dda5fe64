package dev.kedge.task;

import dev.kedge.rollout.Prompt;
import java.util.List;
import java.util.OptionalLong;

/** Prompts addressed by index; the same index always gives the same prompt. Safe for use by several threads. */
public interface TaskSource {

    /**
     * The prompt at an index.
     *
     * @param index from 0; below {@link #size()} where that is present
     * @return the prompt
     */
    Prompt prompt(long index);

    /**
     * The prompts at several indices; where they lie in a file this is quicker than one after the other.
     *
     * @param indices each as for {@link #prompt}
     * @return in the same order
     */
    default List<Prompt> prompts(List<Long> indices) {
        return indices.stream().map(this::prompt).toList();
    }

    /**
     * How many prompts there are.
     *
     * @return the number of prompts of a data set; empty for a generator, which never runs out
     */
    OptionalLong size();
}
