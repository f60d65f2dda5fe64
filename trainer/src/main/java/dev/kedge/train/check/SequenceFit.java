package dev.kedge.train.check;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import dev.kedge.task.Demonstration;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskSource;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.recipe.Recipe;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Refuses, before anything is written, what the run would stumble over later: prompts and demonstrations that the model
 * has no positions or no tokens for.
 *
 * <p>Looks at the first {@value #ROWS} rows of a data set. A generator's problems are alike in length, so the first
 * {@value #GENERATED} are looked at.
 */
public final class SequenceFit {

    private static final long GENERATED = 1000;
    private static final long ROWS = 10_000;

    private final Recipe recipe;
    private final Task task;
    private final Policy policy;
    private final PromptEncoder encoder;

    private SequenceFit(Recipe recipe, Task task, Policy policy, PromptEncoder encoder) {
        this.recipe = recipe;
        this.task = task;
        this.policy = policy;
        this.encoder = encoder;
    }

    /** Throws a {@link ConfigException} that names a prompt or demonstration that does not fit. */
    public static void check(Recipe recipe, Task task, Policy policy, PromptEncoder encoder) {
        SequenceFit fit = new SequenceFit(recipe, task, policy, encoder);
        fit.prompts(Split.TRAIN);
        fit.prompts(recipe.evaluation().split());
        if (recipe.warmStart().updates() > 0) {
            fit.demonstrations();
        }
    }

    private void prompts(Split split) {
        TaskSource source = task.prompts(split);
        Prompt longest = source.prompt(0);
        int length = 0;
        for (Prompt prompt : (Iterable<Prompt>) source.first(looked(source.size()))::iterator) {
            int tokens = tokens("prompt", prompt).length;
            if (tokens > length) {
                longest = prompt;
                length = tokens;
            }
        }
        requireRoom(longest, length);
    }

    private void requireRoom(Prompt longest, int length) {
        int room = positions() - length;
        int wanted = recipe.rollout().sampling().maxNewTokens();
        if (room < 1) {
            throw new ConfigException("task", tooLong("prompt", longest, length));
        }
        if (room < wanted) {
            throw new ConfigException(
                    "rollout.sampling.max_new_tokens",
                    "must be <= " + room + " because prompt " + longest.id() + " takes " + length + " of the model's "
                            + positions() + " positions, got " + wanted);
        }
    }

    private void demonstrations() {
        try {
            policy.endToken();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("model", String.valueOf(e.getMessage()));
        }
        task.demonstrations(Split.TRAIN).ifPresent(source -> {
            for (long index = 0; index < looked(source.demonstrationCount()); index++) {
                Demonstration demonstration = source.demonstration(index);
                int[] completion = policy.tokenizer().encode(demonstration.completion());
                requireKnown("demonstration", demonstration.prompt(), completion);
                int length = tokens("demonstration", demonstration.prompt()).length + completion.length + 1;
                if (length > positions()) {
                    throw new ConfigException("task", tooLong("demonstration", demonstration.prompt(), length));
                }
            }
        });
    }

    private int[] tokens(String what, Prompt prompt) {
        int[] tokens = encoded(prompt);
        if (tokens.length == 0) {
            throw new ConfigException("task", what + " " + prompt.id() + " has no text for a completion to follow");
        }
        requireKnown(what, prompt, tokens);
        return tokens;
    }

    private int[] encoded(Prompt prompt) {
        try {
            return encoder.encode(prompt).tokens();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("chat", String.valueOf(e.getMessage()));
        }
    }

    private void requireKnown(String what, Prompt prompt, int[] tokens) {
        int vocabulary = policy.decoder().config().vocabularySize();
        IntStream unknown = Arrays.stream(tokens).filter(token -> token >= vocabulary);
        unknown.findFirst().ifPresent(token -> {
            throw new ConfigException(
                    "model",
                    "the tokenizer makes token " + token + " of " + what + " " + prompt.id()
                            + ", but the model's vocabulary has only " + vocabulary);
        });
    }

    private String tooLong(String what, Prompt prompt, int length) {
        return what + " " + prompt.id() + " must fit into the model's " + positions() + " positions, but has " + length
                + " tokens";
    }

    private int positions() {
        return policy.decoder().config().maxPositions();
    }

    private static long looked(OptionalLong size) {
        return Math.min(size.orElse(GENERATED), ROWS);
    }
}
