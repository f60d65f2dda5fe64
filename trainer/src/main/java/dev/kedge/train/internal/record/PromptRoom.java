package dev.kedge.train.internal.record;

import dev.kedge.api.Prompt;
import dev.kedge.task.SelectedTask;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.recipe.OverlongPrompts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The room that prompts leave in a model's positions, and what is left out where that is too little.
 *
 * @param encoder makes tokens of prompts
 * @param positions of the model
 * @param overlong whether prompts are left out at all
 */
public record PromptRoom(PromptEncoder encoder, int positions, OverlongPrompts overlong) {

    /**
     * A task without the prompts that are too long.
     *
     * @param task the whole
     * @param newTokens how many tokens a prompt must leave room for
     * @param leftOut is told of those left out
     */
    public Task within(Task task, int newTokens, SelectedTask.LeftOut leftOut) {
        return overlong == OverlongPrompts.REFUSE
                ? task
                : SelectedTask.of(task, Set.of(Split.values()), prompt -> holds(prompt, newTokens), leftOut);
    }

    /** A prompt that cannot be encoded stays: what is wrong with it is said by who checks it. */
    private boolean holds(Prompt prompt, int newTokens) {
        try {
            return encoder.encode(prompt).tokens().length + newTokens <= positions;
        } catch (IllegalArgumentException unfit) {
            return true;
        }
    }

    /**
     * What a person should know of prompts that were left out.
     *
     * @param leftOut how many, and the first
     * @param newTokens what they had no room for
     * @return one line; empty if none was
     */
    public Optional<String> warning(SelectedTask.LeftOut leftOut, int newTokens) {
        return leftOut.first()
                .map(first -> leftOut.count() + (leftOut.count() == 1 ? " prompt is" : " prompts are")
                        + " left out: " + newTokens + " new tokens do not fit behind in the model's " + positions
                        + " positions; the first is " + first.id());
    }

    /**
     * The prompts of a list that are not too long.
     *
     * @param prompts the whole
     * @param newTokens how many tokens a prompt must leave room for
     */
    public List<Prompt> within(List<Prompt> prompts, int newTokens) {
        return prompts.stream().filter(prompt -> holds(prompt, newTokens)).toList();
    }
}
