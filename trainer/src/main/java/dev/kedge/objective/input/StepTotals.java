package dev.kedge.objective.input;

/**
 * What an optimiser step counts, fixed for the whole step before its first backward pass, so that gradients do not
 * depend on how the step is cut into micro-batches.
 *
 * @param sequences completions in the step, those without a counted token included
 * @param tokens counted tokens in the step
 */
public record StepTotals(double sequences, double tokens) {

    /** Checks that there is something to count. */
    public StepTotals {
        if (!(sequences > 0) || !(tokens > 0)) {
            throw new IllegalArgumentException(
                    "an optimiser step needs at least one sequence and one token, got " + sequences + " and " + tokens);
        }
    }
}
