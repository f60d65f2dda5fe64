package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a program does is the outcome of the sample that it was asked about, and leaves no process behind. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BrokenProgramTest {

    private static final Prompt PROMPT = new Prompt("p", "?", "7", Map.of());
    /** Never passes. */
    private static final Duration START = Duration.ofSeconds(60);

    /** Passes where a program hangs, and is long enough for good answers before and after it on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    /** The good answers before and after it stand; the pool asks one child, in order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "die of it | ERROR | the program ended with status 3: ValueError: cannot judge of it",
                "killed | ERROR | the program ended with status 137",
                "rubbish | ERROR | the program must answer with one JSON object in a line, and write all else to standard error, got an empty line",
                "rubbish {\"id\": | ERROR | the program must answer with one JSON object in a line",
                "rubbish [2] | ERROR | the program must answer with the id of the question, 2, got [2]",
                "rubbish {\"id\": 1, \"correct\": true} | ERROR | the program must answer with the id of the question, 2",
                "rubbish {\"id\": \"2\", \"correct\": true} | ERROR | the program must answer with the id of the question, 2",
                "rubbish {\"id\": 2.5, \"correct\": true} | ERROR | the program must answer with the id of the question, 2",
                "rubbish {\"id\": 2} {\"id\": 2} | ERROR | the program must answer with one JSON object in a line",
                "flood | ERROR | the program wrote more than 1048576 bytes in one line",
                "hang | TIMEOUT | no answer within 5000 ms",
            })
    void itIsTheOutcomeOfItsOwnSample(String completion, Outcome outcome, String reason) throws IOException {
        List<Verdict> verdicts = judged(config(outcome == Outcome.TIMEOUT ? SHORT : START), "7", completion, "7", "8");
        assertThat(verdicts.get(1).outcome()).isEqualTo(outcome);
        assertThat(verdicts.get(1).reason().replaceFirst("^IllegalStateException: ", ""))
                .startsWith(reason.length() > 150 ? reason.substring(0, 150) : reason);
        assertThat(verdicts.get(1).reward()).isZero();
        assertThat(verdicts)
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.CORRECT, outcome, Outcome.CORRECT, Outcome.WRONG);
    }

    /** The line too many is never taken for the next answer: that question has another id, or another process. */
    @Test
    void aLineTooManyPaysNobodyElse() throws IOException {
        List<Verdict> verdicts = judged(config(START), "7", "twice", "8", "8", "8");
        assertThat(verdicts.get(1).isCorrect()).isTrue();
        assertThat(verdicts.subList(2, 5)).noneMatch(Verdict::isCorrect);
        assertThat(verdicts.subList(3, 5)).extracting(Verdict::outcome).containsOnly(Outcome.WRONG);
    }

    @Test
    void aProgramThatEndsAtOnceSaysWhyEachTime() throws IOException {
        Scorers.assumeThere("python3");
        List<Verdict> verdicts =
                judged(Scorers.of(List.of("python3", "-c", "import a_module_that_nobody_has")), "7", "8", "9", "10");
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(verdict.outcome()).isEqualTo(Outcome.ERROR))
                .allSatisfy(verdict -> assertThat(verdict.reason())
                        .isEqualTo("IllegalStateException: the program ended with status 1: ModuleNotFoundError: "
                                + "No module named 'a_module_that_nobody_has'"));
    }

    /** One that reads to the end of its input before it answers, as {@code json.load(sys.stdin)} does. */
    @Test
    void aProgramThatWaitsForTheEndOfItsInputIsToldSo() throws IOException {
        ProcessVerifier.Config config = impatient("sh", "-c", "cat >&2");
        try (ProcessVerifier verifier = new ProcessVerifier(config)) {
            assertThatThrownBy(() -> verifier.verify(PROMPT, "7"))
                    .hasMessage("the program did not answer its first line within 100 ms: "
                            + "it must write one line for each that it reads, at once");
        }
    }

    /** 64 MiB are not enough for 512, and the process says so or dies; the next one is as good as the first. */
    @Test
    void memoryIsBoundedWhereTheSystemCan() throws IOException {
        assumeThat(System.getProperty("os.name").toLowerCase(Locale.ROOT)).contains("linux");
        ProcessVerifier.Config small =
                Scorers.python(folder).toBuilder().memoryMegabytes(64).build();
        List<Verdict> verdicts = judged(small, "memory 1", "memory 512", "7");
        assertThat(verdicts.get(0).outcome()).isEqualTo(Outcome.WRONG);
        assertThat(verdicts.get(1).reason())
                .isEqualTo("IllegalStateException: the program ended with status 1: MemoryError");
        assertThat(verdicts.get(2).isCorrect()).isTrue();
    }

    /** More than fits into a pipe, to a program that reads nothing: writing blocks, and the deadline holds. */
    @Test
    void aProgramThatDoesNotReadIsLate() throws IOException {
        List<Verdict> verdicts = judged(impatient("sleep", "600"), "x".repeat(1 << 20), "7");
        assertThat(verdicts).extracting(Verdict::outcome).containsOnly(Outcome.ERROR);
    }

    /** A descendant of a process that lives, and one whose parent is gone. */
    @ParameterizedTest
    @ValueSource(strings = {"child", "orphan"})
    void closingLeavesNoProcessBehind(String how) throws IOException {
        if (how.equals("orphan")) {
            Scorers.assumeThere("setsid");
        }
        Set<Long> before = children();
        Path number = folder.resolve("number");
        List<Verdict> verdicts = judged(config(START), "7", how + " " + number, "7");
        assertThat(verdicts.get(1).outcome()).isEqualTo(how.equals("child") ? Outcome.WRONG : Outcome.ERROR);
        assertThat(verdicts.get(2).isCorrect()).isTrue();
        assertThat(isAlive(Long.parseLong(Files.readString(number).strip()))).isFalse();
        assertThat(before).containsAll(children());
    }

    /** Killed at its deadline with the process that it has started. */
    @Test
    void aRestartLeavesNoProcessBehind() throws IOException {
        Path number = folder.resolve("number");
        try (ProcessVerifier verifier = new ProcessVerifier(config(SHORT))) {
            verifier.verify(PROMPT, "child " + number);
            long child = Long.parseLong(Files.readString(number).strip());
            assertThat(isAlive(child)).isTrue();
            assertThat(verifier.verify(PROMPT, "hang").outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(isAlive(child)).isFalse();
            assertThat(verifier.verify(PROMPT, "7").isCorrect()).isTrue();
        }
    }

    @Test
    void closingEndsAQuestionThatIsBeingAsked() throws Exception {
        ProcessVerifier verifier = new ProcessVerifier(config(START));
        Path number = folder.resolve("number");
        verifier.verify(PROMPT, "child " + number);
        Thread asking = new Thread(() -> {
            try {
                verifier.verify(PROMPT, "hang");
            } catch (IllegalStateException ended) {
                // as it should
            }
        });
        asking.start();
        while (asking.getState() == Thread.State.RUNNABLE || asking.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        verifier.close();
        asking.join();
        assertThat(isAlive(Long.parseLong(Files.readString(number).strip()))).isFalse();
        assertThatThrownBy(() -> verifier.verify(PROMPT, "7")).hasMessage("the processes are closed");
    }

    private ProcessVerifier.Config config(Duration timeout) throws IOException {
        return Scorers.python(folder).toBuilder().timeout(timeout).build();
    }

    private static ProcessVerifier.Config impatient(String... command) {
        return Scorers.of(List.of(command)).toBuilder()
                .timeout(Duration.ofMillis(100))
                .startTimeout(Duration.ZERO)
                .build();
    }

    private static List<Verdict> judged(ProcessVerifier.Config config, String... completions) {
        VerifierPool.Config bounds = new VerifierPool.Config(1, Duration.ofMinutes(2), 1 << 21, 0);
        try (VerifierPool pool = new VerifierPool(new ProcessVerifier(config), bounds)) {
            return pool.verifyAll(Collections.nCopies(completions.length, PROMPT), Arrays.asList(completions));
        }
    }

    /** A process that was killed may wait for its new parent to take note of it: it does nothing any more. */
    private static boolean isAlive(long pid) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        Path status = Path.of("/proc/" + pid + "/status");
        return process.isPresent()
                && !(Files.exists(status) && Files.readString(status).contains("State:\tZ"));
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
