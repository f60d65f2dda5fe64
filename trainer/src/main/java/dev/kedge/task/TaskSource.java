package dev.kedge.task;

import dev.kedge.api.Prompt;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Prompts addressed by index; the same index always gives the same prompt. Safe for use by several threads. */
public interface TaskSource {

    /**
     * The prompt at an index.
     *
     * @param index from 0; below {@link #size()} where that is present
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
     * The first prompts, one after the other, fetched many at a time.
     *
     * @param count how many
     * @return as they are needed
     */
    default Stream<Prompt> first(long count) {
        int page = 1000;
        return LongStream.iterate(0, from -> from < count, from -> from + page)
                .boxed()
                .flatMap(from ->
                        prompts(LongStream.range(from, Math.min(count, from + page))
                                        .boxed()
                                        .toList())
                                .stream());
    }

    /**
     * How many prompts there are.
     *
     * @return the number of prompts of a data set; empty for a generator, which never runs out
     */
    OptionalLong size();
}
