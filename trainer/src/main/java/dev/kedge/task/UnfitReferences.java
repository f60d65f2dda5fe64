package dev.kedge.task;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verifier;
import dev.kedge.api.WellFormedText;
import dev.kedge.config.ConfigException;
import java.util.Optional;

/**
 * The prompts of a data set whose reference answers nothing can be compared with, found when the data set is loaded.
 *
 * @param checked how many prompts were looked at
 * @param unfit how many of them have such a reference
 * @param first the first of them and what is wrong with it; empty if there is none
 */
public record UnfitReferences(long checked, long unfit, Optional<String> first) {

    private static final long MAX_CHECKED = 20_000;
    private static final int MAX_SHOWN = 60;

    /**
     * Looks at the references of a task, the first 20,000 of each split at most; of a mixture of data sets, which has
     * no end, as many as their files have rows; at none of a generator.
     *
     * @param verifier who would judge by them
     * @param task where the prompts come from
     * @return what was found
     */
    public static UnfitReferences of(Verifier verifier, Task task) {
        long checked = 0;
        long unfit = 0;
        Optional<String> first = Optional.empty();
        long rows = task.files().stream().mapToLong(DataFile::rows).sum();
        for (Split split : Split.values()) {
            Optional<TaskSource> prompts = prompts(task, split);
            long size = prompts.map(source -> Math.min(source.size().orElse(rows), MAX_CHECKED))
                    .orElse(0L);
            for (Prompt prompt : (Iterable<Prompt>) prompts.stream().flatMap(source -> source.first(size))::iterator) {
                Optional<String> reason = verifier.unfitReference(prompt);
                if (reason.isPresent()) {
                    unfit++;
                    first = first.isPresent() ? first : Optional.of(described(prompt, reason.get()));
                }
            }
            checked += size;
        }
        return new UnfitReferences(checked, unfit, first);
    }

    private static Optional<TaskSource> prompts(Task task, Split split) {
        try {
            return Optional.of(task.prompts(split));
        } catch (ConfigException emptySplit) {
            return Optional.empty();
        }
    }

    private static String described(Prompt prompt, String reason) {
        String answer = prompt.answer();
        String shown = answer.length() <= MAX_SHOWN ? answer : WellFormedText.beginning(answer, MAX_SHOWN) + "…";
        return prompt.id() + ": \"" + shown + "\": " + reason;
    }

    /**
     * What a person should know.
     *
     * @return one line; empty if every reference is fit
     */
    public Optional<String> warning() {
        return first.map(example -> unfit + " of " + checked
                + " reference answers are of no use to the verifier: nothing can equal them. The first is "
                + example.replaceAll("\\s+", " "));
    }
}
