package dev.kedge.verifiers;

import dev.kedge.api.AnswerGroups;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Groups of equal answers as a verifier tells them, waited for no longer than a deadline, on a daemon thread of its
 * own; by their text where the verifier does not say in time, fails, or says what are no groups.
 */
final class TimedGroups {

    private TimedGroups() {}

    /**
     * The groups.
     *
     * @param verifier is asked
     * @param timeout how long it may take; then its thread is interrupted and left
     * @param prompt what the answers are to
     * @param answers as they were read
     * @return for each the place of the first one that says the same
     * @throws IllegalStateException if the waiting thread is interrupted
     */
    static List<Integer> of(Verifier verifier, Duration timeout, Prompt prompt, List<String> answers) {
        List<Integer> texts = AnswerGroups.byText(answers);
        if (texts.stream().distinct().count() < 2) {
            return texts;
        }
        FutureTask<List<Integer>> task = new FutureTask<>(() -> verifier.alike(prompt, List.copyOf(answers)));
        Thread thread = new Thread(task, "kedge-verifier-alike");
        thread.setDaemon(true);
        thread.start();
        try {
            List<Integer> groups = task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return groups != null && AnswerGroups.fit(groups, answers.size()) ? groups : texts;
        } catch (TimeoutException | ExecutionException noResult) {
            task.cancel(true);
            return texts;
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while verifying", interrupted);
        }
    }
}
