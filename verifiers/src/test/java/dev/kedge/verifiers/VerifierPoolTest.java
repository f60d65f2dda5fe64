package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VerifierPoolTest {

    private static final Prompt PROMPT = new Prompt("p", "?", "", Map.of());

    private static VerifierPool.Config config(int threads, int milliseconds) {
        return new VerifierPool.Config(threads, Duration.ofMillis(milliseconds), 1_000, 16);
    }

    private static List<Verdict> judge(VerifierPool pool, List<String> completions) {
        return pool.verifyAll(Collections.nCopies(completions.size(), PROMPT), completions);
    }

    private static List<Outcome> outcomes(List<Verdict> verdicts) {
        return verdicts.stream().map(Verdict::outcome).toList();
    }

    private static void waitDeafly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException ignored) {
                // a verifier that does not heed interruption
            }
        }
    }

    @Test
    void verdictsComeInTheOrderOfTheCompletions() {
        Verifier echo = (prompt, completion) -> Verdict.correct(completion);
        List<String> completions =
                IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        try (VerifierPool pool = new VerifierPool(echo, config(4, 10_000))) {
            assertThat(judge(pool, completions)).extracting(Verdict::extracted).containsExactlyElementsOf(completions);
            assertThat(judge(pool, completions)).extracting(Verdict::extracted).containsExactlyElementsOf(completions);
            assertThat(judge(pool, List.of())).isEmpty();
        }
    }

    @Test
    void everyPromptMeetsItsOwnCompletion() {
        Verifier both = (prompt, completion) -> Verdict.correct(prompt.id() + completion);
        List<Prompt> prompts = IntStream.range(0, 50)
                .mapToObj(i -> new Prompt("p" + i, "?", "", Map.of()))
                .toList();
        List<String> completions = IntStream.range(0, 50).mapToObj(i -> "c" + i).toList();
        try (VerifierPool pool = new VerifierPool(both, config(3, 10_000))) {
            List<Verdict> verdicts = pool.verifyAll(prompts, completions);
            for (int i = 0; i < 50; i++) {
                assertThat(verdicts.get(i).extracted()).isEqualTo("p" + i + "c" + i);
            }
        }
    }

    @Test
    void callsThatIgnoreInterruptionTimeOutAndThePoolKeepsItsSize() {
        CountDownLatch release = new CountDownLatch(1);
        Verifier verifier = (prompt, completion) -> {
            if (completion.equals("hang")) {
                waitDeafly(release);
            }
            return Verdict.correct(completion);
        };
        try (VerifierPool pool = new VerifierPool(verifier, config(2, 3_000))) {
            // Two threads, three calls that never end: without replacement the good ones would never be judged.
            List<Verdict> verdicts = judge(pool, List.of("hang", "a", "hang", "hang", "b", "c"));
            assertThat(outcomes(verdicts))
                    .containsExactly(
                            Outcome.TIMEOUT,
                            Outcome.CORRECT,
                            Outcome.TIMEOUT,
                            Outcome.TIMEOUT,
                            Outcome.CORRECT,
                            Outcome.CORRECT);
            assertThat(verdicts.get(0).reward()).isEqualTo(0.0);
            assertThat(verdicts.get(0).reason()).isEqualTo("no verdict within 3000 ms");
            assertThat(pool.abandonedThreads()).isEqualTo(3);
            assertThat(outcomes(judge(pool, List.of("d", "e")))).containsOnly(Outcome.CORRECT);
        } finally {
            release.countDown();
        }
    }

    @Test
    void poolStillRunsAsManyCallsAtOnceAfterATimeOut() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger arrived = new AtomicInteger();
        CountDownLatch bothThere = new CountDownLatch(2);
        Verifier verifier = (prompt, completion) -> {
            if (completion.equals("hang")) {
                waitDeafly(release);
            }
            arrived.incrementAndGet();
            bothThere.countDown();
            waitDeafly(bothThere); // ends only if two calls are in progress at once
            return Verdict.correct(completion);
        };
        try (VerifierPool pool = new VerifierPool(verifier, config(2, 2_000))) {
            judge(pool, List.of("hang", "hang"));
            assertThat(outcomes(judge(pool, List.of("a", "b")))).containsExactly(Outcome.CORRECT, Outcome.CORRECT);
            assertThat(arrived).hasValue(2);
        } finally {
            release.countDown();
        }
    }

    @Test
    void abandonedThreadsEndWithTheirCalls() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Verifier verifier = (prompt, completion) -> {
            waitDeafly(release);
            return Verdict.correct(completion);
        };
        try (VerifierPool pool = new VerifierPool(verifier, config(1, 50))) {
            assertThat(outcomes(judge(pool, List.of("a", "b")))).containsOnly(Outcome.TIMEOUT);
            assertThat(pool.abandonedThreads()).isEqualTo(2);
            release.countDown();
            while (pool.abandonedThreads() > 0) { // ends by @Timeout if they do not
                Thread.sleep(5);
            }
        }
    }

    @Test
    void tooManyAbandonedThreadsEndTheRun() {
        CountDownLatch release = new CountDownLatch(1);
        Verifier verifier = (prompt, completion) -> {
            waitDeafly(release);
            return Verdict.correct(completion);
        };
        VerifierPool.Config config = new VerifierPool.Config(1, Duration.ofMillis(50), 1_000, 2);
        try (VerifierPool pool = new VerifierPool(verifier, config)) {
            assertThatThrownBy(() -> judge(pool, List.of("a", "b", "c", "d", "e")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "3 calls of the verifier have not ended by their deadline of 50 ms and go on,"
                                    + " at most 2 may; verifier ");
        } finally {
            release.countDown();
        }
    }

    @Test
    void deadlineCountsFromTheStartOfTheCallNotFromTheQueue() {
        Verifier slow = (prompt, completion) -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException interrupted) {
                return Verdict.wrong("", "interrupted");
            }
            return Verdict.correct(completion);
        };
        try (VerifierPool pool = new VerifierPool(slow, config(1, 4_000))) {
            // The last of 12 calls starts after 11·500 = 5,500 ms in the queue, more than the deadline.
            assertThat(outcomes(judge(pool, Collections.nCopies(12, "x")))).containsOnly(Outcome.CORRECT);
        }
    }

    @Test
    void whateverAVerifierThrowsCostsOnlyItsOwnSample() {
        Verifier verifier = (prompt, completion) -> switch (completion) {
            case "exception" -> throw new IllegalStateException("broken\nrule");
            case "stack" -> endless(0);
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            case "assertion" -> throw new AssertionError("no");
            case "message" ->
                throw new UnsupportedOperationException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("even the message fails");
                    }
                };
            default -> Verdict.correct(completion);
        };
        try (VerifierPool pool = new VerifierPool(verifier, config(2, 20_000))) {
            List<Verdict> verdicts =
                    judge(pool, List.of("a", "exception", "b", "stack", "memory", "assertion", "message", "c"));
            assertThat(outcomes(verdicts))
                    .containsExactly(
                            Outcome.CORRECT,
                            Outcome.ERROR,
                            Outcome.CORRECT,
                            Outcome.ERROR,
                            Outcome.ERROR,
                            Outcome.ERROR,
                            Outcome.ERROR,
                            Outcome.CORRECT);
            assertThat(verdicts.get(1).reason()).isEqualTo("IllegalStateException: broken rule");
            assertThat(verdicts.get(1).reward()).isEqualTo(0.0);
            assertThat(verdicts.get(3).reason()).startsWith("StackOverflowError");
            assertThat(outcomes(judge(pool, List.of("a", "b", "c")))).containsOnly(Outcome.CORRECT);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Verdict endless(int depth) {
        return endless(depth + 1);
    }

    @Test
    void interruptFlagLeftByACallDoesNotReachTheNext() {
        Verifier verifier = (prompt, completion) -> {
            Verdict verdict =
                    Verdict.correct(Boolean.toString(Thread.currentThread().isInterrupted()));
            Thread.currentThread().interrupt();
            return verdict;
        };
        try (VerifierPool pool = new VerifierPool(verifier, config(1, 20_000))) {
            assertThat(judge(pool, Collections.nCopies(5, "x")))
                    .extracting(Verdict::extracted)
                    .containsOnly("false");
        }
    }

    @Test
    void oversizeCompletionNeverReachesTheVerifier() {
        AtomicInteger calls = new AtomicInteger();
        Verifier verifier = (prompt, completion) -> {
            calls.incrementAndGet();
            return Verdict.correct(completion);
        };
        try (VerifierPool pool = new VerifierPool(verifier, config(1, 20_000))) {
            List<Verdict> verdicts = judge(pool, List.of("x".repeat(1_000), "x".repeat(1_001)));
            assertThat(outcomes(verdicts)).containsExactly(Outcome.CORRECT, Outcome.UNPARSABLE);
            assertThat(verdicts.get(1).reason()).isEqualTo("completion of 1001 characters, at most 1000 are judged");
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void interruptingTheCallerEndsTheWaitAndThePoolGoesOn() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Verifier verifier = (prompt, completion) -> {
            if (completion.equals("hang")) {
                started.countDown();
                waitDeafly(release);
            }
            return Verdict.correct(completion);
        };
        try (VerifierPool pool = new VerifierPool(verifier, config(1, 50_000))) {
            Thread caller = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                waitDeafly(started);
                caller.interrupt();
            });
            interrupter.start();
            assertThatThrownBy(() -> judge(pool, List.of("hang", "a")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("interrupted while verifying");
            assertThat(Thread.interrupted()).isTrue();
            interrupter.join();
            assertThat(outcomes(judge(pool, List.of("b")))).containsExactly(Outcome.CORRECT);
        } finally {
            release.countDown();
        }
    }

    @Test
    void closedPoolRefusesWork() {
        VerifierPool pool = new VerifierPool((prompt, completion) -> Verdict.correct(completion), config(1, 1_000));
        pool.close();
        assertThatThrownBy(() -> judge(pool, List.of("a"))).hasMessage("the pool is closed");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> config(0, 10)).hasMessage("threads must be >= 1, got 0");
        assertThatThrownBy(() -> config(1, 0)).hasMessage("timeout must be positive, got PT0S");
    }
}
