package dev.kedge.verifiers.internal.code;

import dev.kedge.verifiers.internal.process.ContainedRun;
import dev.kedge.verifiers.internal.process.JavaCommand;
import dev.kedge.verifiers.internal.process.NoAnswerException;
import dev.kedge.verifiers.internal.process.TemporaryFolder;
import dev.kedge.verifiers.internal.process.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A runner that compiles a Java program and runs it against tests, each in a fresh process; see {@link ContainedRun}
 * for what it is shut into.
 *
 * <p>The first program waits about a second for the compiler's process, which then stays; each test costs the start of
 * a Java process, about 0.2 s.
 */
public final class JavaRunner implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int COMPILER_MEGABYTES = 256;

    private final Limits limits;
    private final WorkerPool compilers =
            new WorkerPool(CompileWorker.class, COMPILER_MEGABYTES, COMPILER_MEGABYTES + WorkerPool.RESERVED_MEGABYTES);

    /**
     * Bounds of what a program may take.
     *
     * @param heapMegabytes heap of its process
     * @param compileTime for compiling it
     * @param testTime for each test
     * @param maxOutput bytes of standard output in each test
     * @param gated whether it may name only what {@code Gate} allows
     */
    public record Limits(int heapMegabytes, Duration compileTime, Duration testTime, int maxOutput, boolean gated) {}

    /**
     * The outcome of a program.
     *
     * @param compiles whether it was run at all
     * @param passed tests that it passes
     * @param reason why it did not pass the first that it did not; empty if it passes all
     */
    public record Result(boolean compiles, int passed, String reason) {}

    /**
     * A runner without processes.
     *
     * @param limits bounds for every program
     */
    public JavaRunner(Limits limits) {
        this.limits = limits;
    }

    /**
     * Compiles and runs a program.
     *
     * @param source one compilation unit
     * @param tests what it must pass
     * @param all whether to run the other tests after one that it does not pass
     * @return what came of it
     * @throws IOException if a process cannot be started
     * @throws InterruptedException if this thread was interrupted; nothing is left running
     */
    public Result run(String source, List<JavaTest> tests, boolean all) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path classes = Files.createDirectory(folder.path().resolve("classes"));
            CompileWorker.Answer compiled = compile(source, classes, limits.gated());
            if (!compiled.error().isEmpty()) {
                return new Result(false, 0, compiled.error());
            }
            int passed = 0;
            String reason = "";
            for (int i = 0; i < tests.size() && (all || reason.isEmpty()); i++) {
                Path home = Files.createDirectory(folder.path().resolve("test" + i));
                Optional<String> problem = test(tests.get(i), compiled, classes, home);
                if (problem.isEmpty()) {
                    passed++;
                } else if (reason.isEmpty()) {
                    reason = "test " + (i + 1) + ": " + problem.get();
                }
            }
            return new Result(true, passed, reason);
        } catch (NoAnswerException failed) {
            return new Result(false, 0, "compiling: " + failed.getMessage());
        }
    }

    /** Why a test is not passed; empty if it is. */
    private Optional<String> test(JavaTest test, CompileWorker.Answer compiled, Path classes, Path home)
            throws IOException, InterruptedException, NoAnswerException {
        String main;
        if (test.call().isPresent()) {
            CompileWorker.Answer caller = compile(ResultPrinter.of(test.call().get(), test.expected()), classes, false);
            if (!caller.error().isEmpty()) {
                return Optional.of("the call does not compile: " + caller.error());
            }
            main = ResultPrinter.CLASS;
        } else if (compiled.mainClasses().isEmpty()) {
            return Optional.of("there is no main method");
        } else {
            main = compiled.mainClasses().get(0);
        }
        List<String> command = new ArrayList<>(JavaCommand.of(limits.heapMegabytes(), classes.toString(), home, main));
        ContainedRun.Result result = ContainedRun.run(
                command,
                home,
                test.stdin(),
                limits.testTime(),
                limits.maxOutput(),
                limits.heapMegabytes() + WorkerPool.RESERVED_MEGABYTES);
        return switch (result.ending()) {
            case TIMED_OUT -> Optional.of("no end within " + limits.testTime().toMillis() + " ms");
            case TOO_MUCH_OUTPUT -> Optional.of("more than " + limits.maxOutput() + " bytes of output");
            case EXITED -> {
                if (result.exitStatus() != 0) {
                    yield Optional.of("exit status " + result.exitStatus() + " "
                            + result.errors().lines().findFirst().orElse(""));
                }
                yield test.expected().accepts(result.output()) ? Optional.empty() : Optional.of("another output");
            }
        };
    }

    private CompileWorker.Answer compile(String source, Path classes, boolean gated)
            throws NoAnswerException, IOException, InterruptedException {
        String request = JSON.writeValueAsString(new CompileWorker.Request(source, classes.toString(), gated));
        return JSON.readValue(compilers.ask(request, limits.compileTime()), CompileWorker.Answer.class);
    }

    @Override
    public void close() {
        compilers.close();
    }
}
