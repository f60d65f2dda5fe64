package dev.kedge.api;

import java.util.List;

/**
 * A verifier's judgement of one completion.
 *
 * @param outcome how judging ended
 * @param reward the reward, finite; 1 for right and 0 for wrong unless the verifier says otherwise
 * @param extracted the answer as it was read from the completion; empty where there was none
 * @param reason why, in a few words, for a person
 * @param parts what the reward is the weighted sum of; empty if it has no parts, or if judging did not come to an end
 */
public record Verdict(Outcome outcome, double reward, String extracted, String reason, List<RewardPart> parts) {

    public Verdict {
        parts = List.copyOf(parts);
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("a reward must be finite, got " + reward);
        }
    }

    /**
     * A verdict whose reward has no parts.
     *
     * @param outcome how judging ended
     * @param reward the reward, finite
     * @param extracted the answer as it was read
     * @param reason why, in a few words
     */
    public Verdict(Outcome outcome, double reward, String extracted, String reason) {
        this(outcome, reward, extracted, reason, List.of());
    }

    /**
     * A verdict whose reward is a weighted sum.
     *
     * @param answer says how judging ended and what was read
     * @param parts what is summed
     */
    public static Verdict ofParts(Verdict answer, List<RewardPart> parts) {
        double sum = parts.stream()
                .mapToDouble(part -> part.weight() * part.reward())
                .sum();
        return new Verdict(answer.outcome(), sum, answer.extracted(), answer.reason(), parts);
    }

    /**
     * A right answer, reward 1.
     *
     * @param extracted the answer as read
     */
    public static Verdict correct(String extracted) {
        return new Verdict(Outcome.CORRECT, 1.0, extracted, "equal");
    }

    /**
     * A wrong answer, reward 0.
     *
     * @param extracted the answer as read
     * @param reason why it is wrong
     */
    public static Verdict wrong(String extracted, String reason) {
        return new Verdict(Outcome.WRONG, 0.0, extracted, reason);
    }

    /**
     * No answer could be read, reward 0.
     *
     * @param reason what was missing
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
