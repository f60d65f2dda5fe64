package dev.kedge.api;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A verifier that answers later. It has the deadline that every verifier has: a future that is not done by then is
 * cancelled, and the sample is a timeout.
 *
 * <p>Each open future counts as one of the calls that {@code verification.threads} allows at the same time.
 */
public interface AsyncVerifier extends Verifier {

    /**
     * Begins to judge a completion.
     *
     * @param prompt the prompt, with the reference answer
     * @param completion its text and its tokens
     * @return the verdict to come; cancelled when it is no longer waited for
     */
    CompletableFuture<Verdict> verifyAsync(Prompt prompt, Completion completion);

    @Override
    default Verdict verify(Prompt prompt, String completion) {
        return verify(prompt, Completion.ofText(completion));
    }

    @Override
    default Verdict verify(Prompt prompt, Completion completion) {
        CompletableFuture<Verdict> verdict = verifyAsync(prompt, completion);
        try {
            return verdict.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the verdict");
        } catch (ExecutionException failed) {
            throw new IllegalStateException(String.valueOf(failed.getCause()), failed.getCause());
        } finally {
            verdict.cancel(true);
        }
    }
}
