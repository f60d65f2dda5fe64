package dev.kedge.rollout;

/**
 * A verifier's judgement of one completion.
 *
 * @param outcome how judging ended
 * @param reward the reward, finite; 1 for right and 0 for wrong unless the verifier says otherwise
 * @param extracted the answer as it was read from the completion; empty where there was none
 * @param reason why, in a few words, for a person
 */
public record Verdict(Outcome outcome, double reward, String extracted, String reason) {

    public Verdict {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("a reward must be finite, got " + reward);
        }
    }

    /**
     * A right answer, reward 1.
     *
     * @param extracted the answer as read
     * @return the verdict
     */
    public static Verdict correct(String extracted) {
        return new Verdict(Outcome.CORRECT, 1.0, extracted, "equal");
    }

    /**
     * A wrong answer, reward 0.
     *
     * @param extracted the answer as read
     * @param reason why it is wrong
     * @return the verdict
     */
    public static Verdict wrong(String extracted, String reason) {
        return new Verdict(Outcome.WRONG, 0.0, extracted, reason);
    }

    /**
     * No answer could be read, reward 0.
     *
     * @param reason what was missing
     * @return the verdict
     */
    public static Verdict unparsable(String reason) {
        return new Verdict(Outcome.UNPARSABLE, 0.0, "", reason);
    }

    /**
     * Whether the answer is right.
     *
     * @return true for {@link Outcome#CORRECT}
     */
    public boolean isCorrect() {
        return outcome == Outcome.CORRECT;
    }
}
