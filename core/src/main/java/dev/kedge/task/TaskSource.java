package dev.kedge.task;

import dev.kedge.rollout.Prompt;
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
     * How many prompts there are.
     *
     * @return the number of prompts of a data set; empty for a generator, which never runs out
     */
    OptionalLong size();
}
