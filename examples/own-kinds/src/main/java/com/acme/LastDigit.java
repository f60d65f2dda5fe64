package com.acme;

import dev.kedge.api.Prompt;
import dev.kedge.task.Demonstration;
import dev.kedge.task.DemonstrationSource;
import dev.kedge.task.PromptTask;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task that Kedge does not have: the last digit of a number, taught by somebody who is wrong half of the time. */
public final class LastDigit implements Task {

    /**
     * Its setting.
     *
     * @param numbers 0 to this, at least 20
     */
    public record Config(int numbers) {

        /** Numbers below 60. */
        public static final Config DEFAULT = new Config(60);

        /** Checks the range. */
        public Config {
            if (numbers < 20) {
                throw new IllegalArgumentException("numbers must be >= 20, got " + numbers);
            }
        }
    }

    private final PromptTask prompts;

    public LastDigit(Config config) {
        List<Prompt> all = new ArrayList<>();
        List<Demonstration> lessons = new ArrayList<>();
        for (int i = 0; i < config.numbers(); i++) {
            Prompt prompt = new Prompt("last-" + i, i + "=", i % 10 + ".", Map.of());
            all.add(prompt);
            lessons.add(new Demonstration(prompt, i % 10 + "."));
            lessons.add(new Demonstration(prompt, (i + 1) % 10 + "."));
        }
        prompts = PromptTask.of(all, all).withDemonstrations(lessons);
    }

    @Override
    public TaskSource prompts(Split split) {
        return prompts.prompts(split);
    }

    @Override
    public Optional<DemonstrationSource> demonstrations(Split split) {
        return prompts.demonstrations(split);
    }

    @Override
    public Optional<String> alphabet() {
        return Optional.of("0123456789=.");
    }

    @Override
    public String verifierKind() {
        return "exact";
    }
}
