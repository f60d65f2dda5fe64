package dev.kedge.task;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A task whose prompts a Java program has at hand.
 *
 * <p>Prompts to evaluate on are held out of training. Without any of their own, an eighth of the prompts is held out
 * for reporting and an eighth for choosing settings, by a hash of their text, so that a prompt is on the same side in
 * every run. Of fewer than a few dozen prompts there may be none on a side; then they must be given.
 */
public final class PromptTask implements Task {

    private final List<Prompt> train;
    private final List<Prompt> validation;
    private final List<Prompt> test;
    private final List<Demonstration> demonstrations;

    private PromptTask(
            List<Prompt> train, List<Prompt> validation, List<Prompt> test, List<Demonstration> demonstrations) {
        this.train = List.copyOf(train);
        this.validation = List.copyOf(validation);
        this.test = List.copyOf(test);
        this.demonstrations = List.copyOf(demonstrations);
    }

    /**
     * A task of which a quarter is held out.
     *
     * @param prompts read once, at least one
     * @throws IllegalArgumentException if there is none
     */
    public static PromptTask of(Iterable<Prompt> prompts) {
        Map<Split, List<Prompt>> parts =
                some(prompts, "a task").stream().collect(Collectors.groupingBy(prompt -> SplitRule.of(prompt.text())));
        return new PromptTask(
                parts.getOrDefault(Split.TRAIN, List.of()),
                parts.getOrDefault(Split.VALIDATION, List.of()),
                parts.getOrDefault(Split.TEST, List.of()),
                List.of());
    }

    /**
     * A task with prompts to evaluate on.
     *
     * @param train prompts to learn from, at least one
     * @param heldOut prompts to evaluate on, at least one; both for reporting and for choosing settings
     * @throws IllegalArgumentException if there is none
     */
    public static PromptTask of(Iterable<Prompt> train, Iterable<Prompt> heldOut) {
        List<Prompt> out = some(heldOut, "what is held out");
        return new PromptTask(some(train, "a task"), out, out, List.of());
    }

    private static List<Prompt> some(Iterable<Prompt> prompts, String what) {
        List<Prompt> list = new ArrayList<>();
        prompts.forEach(list::add);
        if (list.isEmpty()) {
            throw new IllegalArgumentException(what + " must have at least one prompt, got none");
        }
        return list;
    }

    /**
     * The same task with worked solutions for a warm start.
     *
     * @param solutions of prompts that are not held out; they need not be right
     */
    public PromptTask withDemonstrations(Iterable<Demonstration> solutions) {
        List<Demonstration> list = new ArrayList<>();
        solutions.forEach(list::add);
        return new PromptTask(train, validation, test, list);
    }

    @Override
    public TaskSource prompts(Split split) {
        List<Prompt> prompts = switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
        if (prompts.isEmpty()) {
            throw new ConfigException(
                    "",
                    "must have prompts of the " + split.name().toLowerCase(Locale.ROOT) + " split, got "
                            + (train.size() + validation.size() + test.size())
                            + " prompts and none of them in it; give the held-out ones: PromptTask.of(train, heldOut)");
        }
        return new Listed(prompts);
    }

    @Override
    public Optional<DemonstrationSource> demonstrations(Split split) {
        return split == Split.TRAIN && !demonstrations.isEmpty()
                ? Optional.of(new Shown(demonstrations))
                : Optional.empty();
    }

    /** Prompts in a list. */
    private record Listed(List<Prompt> prompts) implements TaskSource {

        @Override
        public Prompt prompt(long index) {
            return prompts.get(Math.toIntExact(index));
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(prompts.size());
        }
    }

    /** Solutions in a list. */
    private record Shown(List<Demonstration> solutions) implements DemonstrationSource {

        @Override
        public Demonstration demonstration(long index) {
            return solutions.get(Math.toIntExact(index));
        }

        @Override
        public OptionalLong demonstrationCount() {
            return OptionalLong.of(solutions.size());
        }
    }
}
