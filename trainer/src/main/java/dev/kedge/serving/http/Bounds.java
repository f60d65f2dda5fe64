package dev.kedge.serving.http;

import dev.kedge.sampling.RunningBatch;

/**
 * The bounds of completions.
 *
 * @param positions of the model
 * @param batch of the server
 * @param maxNewTokens of a completion whose request does not say
 */
record Bounds(int positions, RunningBatch.Limits batch, int maxNewTokens) {

    /** The new tokens that a request gets, of which {@code asked} are asked for, 0 for no number; or its refusal. */
    int newTokens(String promptField, String tokensField, int prompt, int completions, int asked) {
        int room = positions - prompt;
        if (room < 1) {
            throw Refusal.tooLong(
                    promptField,
                    promptField + " must leave room in the model's " + positions + " positions, got " + prompt
                            + " tokens");
        }
        if (asked > room) {
            throw Refusal.tooLong(
                    tokensField,
                    tokensField + " must be <= " + room + " because the prompt takes " + prompt + " of the model's "
                            + positions + " positions, got " + asked);
        }
        if (completions > batch.rows()) {
            throw Refusal.of("n", "n must be <= " + batch.rows() + ", the rows of this server, got " + completions);
        }
        int roomInBatch = batch.maxPositions(completions) - prompt;
        if (roomInBatch < 1 || asked > roomInBatch) {
            throw Refusal.tooLong(
                    roomInBatch < 1 ? promptField : tokensField,
                    (roomInBatch < 1 ? promptField : tokensField)
                            + " must fit into the cache of this server: " + completions + " completions may have "
                            + batch.maxPositions(completions) + " tokens each, prompt included, got a prompt of "
                            + prompt
                            + (asked > 0 ? " and " + asked + " new ones" : ""));
        }
        return asked > 0 ? asked : Math.min(maxNewTokens, Math.min(room, roomInBatch));
    }
}
