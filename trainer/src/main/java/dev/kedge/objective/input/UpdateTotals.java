package dev.kedge.objective.input;

/**
 * The counts of one update, fixed before its first backward pass, so that gradients do not depend on how the update is
 * cut into micro-batches.
 *
 * @param sequences completions in the update, those without a counted token included
 * @param tokens counted tokens in the update
 */
public record UpdateTotals(double sequences, double tokens) {

    /** Checks that there is something to count. */
    public UpdateTotals {
        if (!(sequences > 0) || !(tokens > 0)) {
            throw new IllegalArgumentException(
                    "an update needs at least one sequence and one token, got " + sequences + " and " + tokens);
        }
    }
}
