package dev.kedge.train.internal.check;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import dev.kedge.task.Demonstration;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskSource;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.internal.record.HeldOutSet;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.recipe.Recipe;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Refuses, before anything is written, what the run would stumble over later: prompts and demonstrations that the model
 * has no positions or no tokens for.
 *
 * <p>Looks at the first {@value #ROWS} rows of a data set. A generator's problems are alike in length, so the first
 * {@value #GENERATED} are looked at.
 */
public final class SequenceFit {

    private static final String TASK = "task";
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

    /**
     * Checks prompts, held-out prompts and demonstrations of a run.
     *
     * @param recipe the run's settings
     * @param task its prompts and demonstrations
     * @param policy the model that they must fit
     * @param encoder makes their tokens
     * @throws ConfigException that names a prompt or demonstration that does not fit
     */
    public static SequenceFit check(Recipe recipe, Task task, Policy policy, PromptEncoder encoder) {
        SequenceFit fit = new SequenceFit(recipe, task, policy, encoder);
        fit.prompts(Split.TRAIN);
        fit.prompts(recipe.evaluation().split());
        if (recipe.warmStart().updates() > 0) {
            fit.demonstrations();
        }
        return fit;
    }

    /**
     * The same for a data set under {@code evaluation.sets}, whose completions have a length of their own.
     *
     * @param set the data set
     */
    public void heldOut(HeldOutSet set) {
        String path = "evaluation.sets." + set.name();
        requireRoom(set.prompts().stream(), set.maxNewTokens(), path + ".task", path + ".max_new_tokens");
    }

    private void prompts(Split split) {
        TaskSource source = task.prompts(split);
        requireRoom(
                source.first(looked(source.size())),
                recipe.rollout().sampling().maxNewTokens(),
                TASK,
                "rollout.sampling.max_new_tokens");
    }

    private void requireRoom(Stream<Prompt> prompts, int wanted, String taskPath, String limitPath) {
        Optional<Prompt> longest = Optional.empty();
        int length = 0;
        for (Prompt prompt : (Iterable<Prompt>) prompts::iterator) {
            int tokens = tokens("prompt", prompt, taskPath).length;
            if (tokens > length) {
                longest = Optional.of(prompt);
                length = tokens;
            }
        }
        if (longest.isPresent()) {
            requireRoom(longest.get(), length, wanted, taskPath, limitPath);
        }
    }

    private void requireRoom(Prompt longest, int length, int wanted, String taskPath, String limitPath) {
        int room = positions() - length;
        if (room < 1) {
            throw new ConfigException(taskPath, tooLong("prompt", longest, length));
        }
        if (room < wanted) {
            throw new ConfigException(
                    limitPath,
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
                int length = tokens("demonstration", demonstration.prompt(), TASK).length + completion.length + 1;
                if (length > positions()) {
                    throw new ConfigException(TASK, tooLong("demonstration", demonstration.prompt(), length));
                }
            }
        });
    }

    private int[] tokens(String what, Prompt prompt, String taskPath) {
        int[] tokens = encoded(prompt);
        if (tokens.length == 0) {
            throw new ConfigException(taskPath, what + " " + prompt.id() + " has no text for a completion to follow");
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
