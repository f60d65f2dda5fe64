package dev.kedge.api;

import java.util.List;
import java.util.Optional;

/**
 * A judge of one completion of one prompt.
 *
 * <p>Called from several threads at once. May block; the caller enforces a deadline and interrupts the thread when it
 * has passed. An exception is recorded as an {@link dev.kedge.api.Outcome#ERROR} for this sample and nothing else.
 *
 * <p>{@link AsyncVerifier} is for code that answers with a future. A class of your own is named in a recipe, see
 * docs/tutorials/your-own-rule.md.
 */
@FunctionalInterface
public interface Verifier extends AutoCloseable {

    /**
     * Judges a completion.
     *
     * @param prompt the prompt, with the reference answer
     * @param completion the completion as text, without its end token
     * @return the verdict
     */
    Verdict verify(Prompt prompt, String completion);

    /**
     * Judges a completion by its text and its tokens; for verifiers that count tokens. Otherwise by its text alone.
     *
     * @param prompt the prompt, with the reference answer
     * @param completion its text and its tokens
     * @return the verdict
     */
    default Verdict verify(Prompt prompt, Completion completion) {
        return verify(prompt, completion.text());
    }

    /**
     * Says what is wrong with the reference answer of a prompt. Asked for every prompt when a data set is loaded, so
     * that a reference that nothing can equal is found before training and not in it.
     *
     * @param prompt the prompt, with the reference answer
     * @return why no completion can be judged by it; empty if all is well
     */
    default Optional<String> unfitReference(Prompt prompt) {
        return Optional.empty();
    }

    /**
     * Whether judging runs what the completion holds, such as a program or a query. A call that misses its deadline is
     * then the completion's fault and {@link Outcome#WRONG}, else the verifier's and an {@link Outcome#TIMEOUT}.
     *
     * @param prompt the prompt that is completed
     */
    default boolean runsCompletion(Prompt prompt) {
        return false;
    }

    /**
     * Groups wrong answers that say the same, as they vote together for {@code maj@k}: by the same equality that tells
     * a right answer from the reference, so that {@code 0.5} and {@code 1/2} are one answer where they would be one
     * right answer. Without it: by their text.
     *
     * @param prompt the prompt that they answer
     * @param answers as they were read, {@link Verdict#extracted()}
     * @return for each answer the place of the first one that says the same, {@link AnswerGroups}
     */
    default List<Integer> alike(Prompt prompt, List<String> answers) {
        return AnswerGroups.byText(answers);
    }

    /**
     * How many calls the verifier can work on at once, and how long one may take by its own deadlines, where it has
     * some. Who calls it gives it as many threads, and waits no shorter. Without it: what the caller has set holds.
     *
     * @return its bounds, always the same
     */
    default CallBounds callBounds() {
        return CallBounds.OF_THE_CALLER;
    }

    /** Gives back what the verifier holds, such as processes. No call is made after this one; without it: nothing. */
    @Override
    default void close() {}
}
