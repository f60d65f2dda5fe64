package dev.kedge.objective.input;

/**
 * The counts of one update, fixed before its first backward pass, so that gradients do not depend on how the update is
 * cut into micro-batches.
 *
 * @param sequences completions in the update, those without a counted token included
 * @param tokens counted tokens in the update
 * @param selected those of them that the surrogate counts: fewer than {@code tokens} where a selection chooses
 */
public record UpdateTotals(double sequences, double tokens, double selected) {

    /** Checks that there is something to count. */
    public UpdateTotals {
        if (!(sequences > 0) || !(tokens > 0)) {
            throw new IllegalArgumentException(
                    "an update needs at least one sequence and one token, got " + sequences + " and " + tokens);
        }
        if (!(selected >= 0)) {
            throw new IllegalArgumentException("selected must be >= 0, got " + selected);
        }
    }

    /**
     * The counts of an update of which every token is selected.
     *
     * @param sequences completions in the update
     * @param tokens counted tokens in the update
     */
    public UpdateTotals(double sequences, double tokens) {
        this(sequences, tokens, tokens);
    }

    /**
     * The same where a selection chooses.
     *
     * @param count how many tokens are selected
     */
    public UpdateTotals selecting(double count) {
        return new UpdateTotals(sequences, tokens, count);
    }
}
