package dev.kedge.rollout;

import dev.kedge.api.Outcome;
import dev.kedge.api.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The requirement that a verifier judges at least one completion of a batch: one that throws at every call, because a
 * field is misspelt or a server is not there, says nothing of any policy, however long it is asked.
 */
public final class RequiredVerdicts {

    private RequiredVerdicts() {}

    /**
     * Checks the verdicts of a batch.
     *
     * @param verdicts of all its completions
     * @param thrown what the verifier threw first, if anything
     * @throws IllegalStateException if every call failed and at least one threw; its cause is what was thrown
     */
    public static void check(List<Verdict> verdicts, Optional<Throwable> thrown) {
        boolean none = !verdicts.isEmpty()
                && verdicts.stream().allMatch(verdict -> verdict.outcome().isFailure());
        Optional<Verdict> first = verdicts.stream()
                .filter(verdict -> verdict.outcome() == Outcome.ERROR)
                .findFirst();
        if (none && first.isPresent()) {
            throw new IllegalStateException(
                    "the verifier failed on every one of " + verdicts.size()
                            + " completions, so nothing can be learned: "
                            + first.get().reason()
                            + " (a completion that cannot be read is Verdict.unparsable, not an exception)",
                    thrown.orElse(null));
        }
    }
}
