package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.verifiers.VerifierPool;
import dev.kedge.verifiers.internal.process.Containment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile completions: none is paid, every verdict comes by the deadline, and no thread, process or file is left.
 *
 * <p>The pool itself gives the verdict at its deadline; that it does, whatever the verifier does, is tested with
 * verifiers that never return in {@code VerifierPoolTest}. Here the time of each verdict is printed, and the test ends
 * at all.
 */
class HostileAnswersTest {

    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final long PATIENCE_MILLIS = 20_000;

    @TempDir
    Path writable;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void noneIsPaidAndNothingIsLeft() throws IOException, InterruptedException {
        Containment.here();
        Set<String> threads = threads();
        Set<Path> files = verifierFiles();
        long heap = usedHeap();
        AtomicInteger connections = new AtomicInteger();
        List<String> slowest = new ArrayList<>();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread listener = listen(listening, connections);
            Map<Object, List<HostileAnswers.Case>> byVerifier = new LinkedHashMap<>();
            List<HostileAnswers.Case> all = HostileAnswers.all(
                    writable.toString(),
                    listening.getLocalPort(),
                    Containment.here().hasNamespaces());
            all.forEach(each -> byVerifier
                    .computeIfAbsent(each.verifier(), none -> new ArrayList<>())
                    .add(each));
            assertThat(all).hasSizeGreaterThan(60);
            for (List<HostileAnswers.Case> cases : byVerifier.values()) {
                judge(cases, slowest, outcomes);
            }
            listening.close();
            listener.join();
        }
        System.out.println("hostile answers: " + outcomes + ", slowest " + slowest + ", namespaces "
                + Containment.here().hasNamespaces());
        assertThat(connections).hasValue(0);
        assertThat(writable).isEmptyDirectory();
        assertNoFileIsLeft(files);
        assertNoProcessIsLeft();
        assertNoThreadIsLeft(threads);
        // 64 MiB for classes that were loaded and for what the cases themselves take, some 25 MB of text
        assertThat(usedHeap() - heap).isLessThan(64L << 20);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The pool's deadline ends a call that would go on for another two seconds, and its process with it. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void theDeadlineOfThePoolEndsProcessesToo() throws IOException, InterruptedException {
        Set<Path> files = verifierFiles();
        List<HostileAnswers.Case> slow = HostileAnswers.all(writable.toString(), 9, false).stream()
                .filter(each ->
                        Set.of("code: spins", "code: waits for its child").contains(each.toString())
                                || each.toString().startsWith("sql: WITH RECURSIVE"))
                .toList();
        assertThat(slow).hasSize(3);
        for (HostileAnswers.Case each : slow) {
            VerifierPool.Config config = new VerifierPool.Config(1, Duration.ofMillis(700), 100_000, 16);
            try (VerifierPool pool = new VerifierPool(Wanted.verifier(each.verifier()), config)) {
                Prompt prompt = new Prompt("p", "?", each.gold(), Map.of());
                for (int i = 0; i < 3; i++) {
                    assertThat(pool.verifyAll(List.of(prompt), List.of(each.completion())))
                            .extracting(Verdict::outcome)
                            .containsExactly(Outcome.WRONG); // its own fault, not the verifier's
                }
            }
        }
        assertNoProcessIsLeft();
        assertNoFileIsLeft(files);
    }

    private void judge(List<HostileAnswers.Case> cases, List<String> slowest, Map<Outcome, Integer> outcomes) {
        VerifierPool.Config config = new VerifierPool.Config(1, DEADLINE, 100_000, 16);
        try (VerifierPool pool = new VerifierPool(Wanted.verifier(cases.get(0).verifier()), config)) {
            for (HostileAnswers.Case hostile : cases) {
                Prompt prompt = new Prompt("p", "?", hostile.gold(), Map.of());
                long start = System.nanoTime();
                Verdict verdict = pool.verifyAll(List.of(prompt), List.of(hostile.completion()))
                        .get(0);
                long millis = (System.nanoTime() - start) / 1_000_000;
                if (millis > 1_500 || verdict.outcome() == Outcome.ERROR) {
                    slowest.add(hostile + " " + millis + " ms " + verdict.outcome());
                }
                outcomes.merge(verdict.outcome(), 1, Integer::sum);
                assertThat(verdict.reward())
                        .as("%s: %s", hostile, verdict.reason())
                        .isZero();
                assertThat(verdict.outcome()).as(hostile.toString()).isNotEqualTo(Outcome.CORRECT);
            }
            // and the pool is as good as before
            assertThat(pool.abandonedThreads()).isZero();
        }
    }

    private static Thread listen(ServerSocket listening, AtomicInteger connections) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    listening.accept().close();
                    connections.incrementAndGet();
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
        thread.start();
        return thread;
    }

    /** The JDK keeps its own thread for ended processes for a minute. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.equals("process reaper"))
                .collect(Collectors.toSet());
    }

    private static Set<Path> verifierFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("kedge-(verifier|stolen).*"))
                    .collect(Collectors.toSet());
        }
    }

    /** Another build on the same machine has files there too, for a while. */
    private static void assertNoFileIsLeft(Set<Path> before) throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!before.containsAll(verifierFiles()) && System.nanoTime() < patience) {
            Thread.sleep(50);
        }
        assertThat(before).containsAll(verifierFiles());
    }

    private static void assertNoProcessIsLeft() throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!processes().isEmpty() && System.nanoTime() < patience) {
            Thread.sleep(50);
        }
        assertThat(processes()).isEmpty();
    }

    /** Children of this process, and what hostile programs start and leave. */
    private static List<String> processes() {
        return Stream.concat(
                        ProcessHandle.current().descendants(),
                        ProcessHandle.allProcesses()
                                .filter(process ->
                                        process.info().commandLine().orElse("").endsWith("sleep 600")))
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    private static void assertNoThreadIsLeft(Set<String> before) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        Set<String> left = threads();
        left.removeAll(before);
        while (!left.isEmpty() && System.nanoTime() < patience) {
            Thread.sleep(50);
            left = threads();
            left.removeAll(before);
        }
        assertThat(left).isEmpty();
    }
}
