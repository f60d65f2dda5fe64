package dev.kedge.train.internal.rollout;

import dev.kedge.api.Prompt;
import dev.kedge.checkpoint.Checkpointed;
import dev.kedge.rollout.Sample;
import dev.kedge.task.ShuffledPasses;
import dev.kedge.task.TaskSource;
import dev.kedge.train.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The prompts of each step. A generator's are taken in order of their index; a data set's in a fresh permutation for
 * every pass through it. Without a curriculum and without refilling a function of seed and step alone, so resuming
 * needs no cursor; with a curriculum some are passed over, by what is known of them, and a refilled step draws more of
 * them than others.
 */
public final class PromptSchedule implements Checkpointed {

    private static final String NEXT = "next_draw";

    private final TaskSource source;
    private final int promptsPerStep;
    private final ShuffledPasses order;
    private final Optional<DifficultyPools> curriculum;
    private final boolean refilled;
    private long next;

    PromptSchedule(TaskSource source, int promptsPerStep, long seed) {
        this(source, promptsPerStep, seed, Optional.empty(), false);
    }

    PromptSchedule(
            TaskSource source, int promptsPerStep, long seed, Optional<DifficultyPools> curriculum, boolean refilled) {
        this.source = source;
        this.promptsPerStep = promptsPerStep;
        this.order = new ShuffledPasses(seed, 0);
        this.curriculum = curriculum;
        this.refilled = refilled;
    }

    /**
     * That of a recipe.
     *
     * @param recipe says how many prompts a step has, and which are passed over
     * @param source the prompts to train on
     * @throws dev.kedge.config.ConfigException if its curriculum is wrong
     */
    public static PromptSchedule of(Recipe recipe, TaskSource source) {
        return new PromptSchedule(
                source,
                recipe.rollout().promptsPerStep(),
                recipe.seed(),
                DifficultyPools.of(recipe.rollout().curriculum(), recipe.seed()),
                recipe.rollout().refill() > 0);
    }

    /**
     * The prompts of a step; with a curriculum or refilling those after the last ones asked for.
     *
     * @param step counted from 1
     */
    public List<Prompt> prompts(long step) {
        if (hasCursor()) {
            return further(promptsPerStep);
        }
        long first = (step - 1) * promptsPerStep;
        return drawn(first, first + promptsPerStep);
    }

    /**
     * The prompts after the last ones asked for.
     *
     * @param count how many
     * @throws IllegalStateException unless there is a curriculum or refilling
     */
    List<Prompt> further(int count) {
        if (!hasCursor()) {
            throw new IllegalStateException("a schedule by step alone has no further prompts");
        }
        if (curriculum.isPresent()) {
            return chosen(curriculum.get(), count);
        }
        next += count;
        return drawn(next - count, next);
    }

    private boolean hasCursor() {
        return refilled || curriculum.isPresent();
    }

    private List<Prompt> chosen(DifficultyPools pools, int count) {
        List<Prompt> chosen = new ArrayList<>();
        long last = next + source.size().orElse(Long.MAX_VALUE / 2); // after a whole pass there is no choice
        while (chosen.size() < count) {
            long first = next;
            for (Prompt prompt : drawn(first, first + count)) {
                boolean kept = next >= last || pools.keeps(prompt, next);
                if (chosen.size() < count) {
                    next++;
                    if (kept) {
                        chosen.add(prompt);
                    }
                }
            }
        }
        return chosen;
    }

    private List<Prompt> drawn(long from, long to) {
        return source.prompts(
                LongStream.range(from, to).map(this::index).boxed().toList());
    }

    private long index(long draw) {
        return source.size().isEmpty() ? draw : order.index(draw, source.size().getAsLong());
    }

    /**
     * Takes note of how a step's prompts were answered.
     *
     * @param samples those of the step
     */
    public void learn(List<Sample> samples) {
        curriculum.ifPresent(pools -> Sample.byGroup(samples).forEach(pools::learn));
    }

    @Override
    public SortedMap<String, Double> state() {
        SortedMap<String, Double> state = new TreeMap<>();
        if (hasCursor()) {
            state.put(NEXT, (double) next);
        }
        curriculum.ifPresent(pools -> state.putAll(pools.state()));
        return state;
    }

    @Override
    public void resume(SortedMap<String, Double> state) {
        next = state.getOrDefault(NEXT, 0.0).longValue();
        curriculum.ifPresent(pools -> pools.resume(state));
    }
}
