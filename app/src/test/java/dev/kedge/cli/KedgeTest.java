package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Exit statuses and what is said where: a contract that scripts rely on. */
class KedgeTest {

    @TempDir
    private Path folder;

    @Test
    void helpAndVersionAreOutputAndSucceed() {
        KedgeRun help = KedgeRun.of("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).startsWith("Usage: kedge").contains("bounds").contains("--verbose");
        assertThat(help.err()).isEmpty();

        KedgeRun version = KedgeRun.of("--version");
        assertThat(version.status()).isZero();
        assertThat(version.out()).matches("kedge \\S+\\R");
    }

    @Test
    void everyCommandHasHelpWithADescription() {
        for (CommandLine command : Kedge.commandLine().getSubcommands().values()) {
            KedgeRun help = KedgeRun.of(command.getCommandName(), "--help");
            assertThat(help.status()).as(command.getCommandName()).isZero();
            assertThat(help.out()).contains("Usage: kedge " + command.getCommandName());
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandName())
                    .isNotEmpty();
        }
    }

    /** The sections of two commands were once lost in a merge, and nothing said so. */
    @Test
    void everyCommandHasASectionInTheDocumentation() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/command-line.md"));
        for (String command : Kedge.commandLine().getSubcommands().keySet()) {
            if (!command.equals("help")) {
                assertThat(lines).contains("## `kedge " + command + "`");
            }
        }
    }

    /** Only what the arguments need is made: most of the time of a short command goes into the others. */
    @Test
    void whereACommandIsNamedOnlyThatOneIsMade() {
        assertThat(Kedge.commandLine(List.of("verify", "--json"))
                        .getSubcommands()
                        .keySet())
                .containsExactlyInAnyOrder("help", "verify");
        for (List<String> arguments :
                List.of(List.of("--help"), List.of("help", "verify"), List.of("verfy"), List.<String>of())) {
            assertThat(Kedge.commandLine(arguments).getSubcommands().keySet())
                    .isEqualTo(Kedge.commandLine().getSubcommands().keySet())
                    .hasSize(16);
        }
        assertThat(KedgeRun.of(Kedge.commandLine(List.of("bounds")), "bounds", "kl3", "--verbose")
                        .status())
                .isZero();
    }

    /** An argument that begins with @ is that text, whether there is such a file or not. */
    @Test
    void noArgumentIsReadFromAFile() throws IOException {
        Path five = Files.writeString(folder.resolve("five.txt"), "5");
        KedgeRun run = KedgeRun.of("verify", "--verifier", "exact", "--gold", "@" + five, "--answer", "5", "--json");
        assertThat(run.out()).contains("\"correct\":false");
        assertThat(KedgeRun.of("verify", "--verifier", "exact", "--gold", "@5", "--answer", "@5", "--json")
                        .out())
                .contains("\"correct\":true");
    }

    @Test
    void halfASurrogatePairIsTheReplacementCharacter() throws IOException {
        Path input = Files.writeString(
                folder.resolve("half.jsonl"), "{\"id\":\"\\ud83d\",\"gold\":\"a \\ud83d\",\"pred\":\"a \\ude00\"}\n");
        KedgeRun run = KedgeRun.of("verify", "--verifier", "exact", "--input", input.toString(), "--json");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .isEqualTo("{\"id\":\"\uFFFD\",\"correct\":true,\"extracted\":\"a \uFFFD\",\"reason\":\"equal\"}\n");
    }

    @Test
    void wrongUseIsOneLineAndAHint() {
        assertThat(KedgeRun.of()).isEqualTo(new KedgeRun(2, "", "kedge: a command is needed\nTry: ./kedge --help\n"));
        assertThat(KedgeRun.of("bonds", "kl3").err())
                .startsWith("kedge: there is no command bonds (did you mean bounds?); there are help, ")
                .endsWith("\nTry: ./kedge --help\n");
        assertThat(KedgeRun.of("bounds", "kl3", "--detla", "1"))
                .isEqualTo(new KedgeRun(2, "", "kedge: Unknown options: '--detla', '1'\nTry: ./kedge bounds --help\n"));
        KedgeRun unreadable = KedgeRun.of("bounds", "kl3", "--delta", "small");
        assertThat(unreadable.status()).isEqualTo(2);
        assertThat(unreadable.err())
                .startsWith("kedge: Invalid value for option '--delta': 'small' is not a double\n")
                .endsWith("\nTry: ./kedge bounds --help\n");
    }

    @Test
    void wrongInputIsOneLineAndStatusTwo() {
        assertThat(failing(new ConfigException("objective.delta", "must be > 0, got -1")))
                .isEqualTo(new KedgeRun(2, "", "kedge: objective.delta must be > 0, got -1\n"));
        assertThat(failing(new IllegalArgumentException("groupSize must be >= 1, got 0")))
                .isEqualTo(new KedgeRun(2, "", "kedge: groupSize must be >= 1, got 0\n"));
    }

    @Test
    void failedWorkIsOneLineAndStatusOne() {
        String native10 = "expected scalar type Float but found Long\nException raised from data_ptr at …\nframe #0: …";
        assertThat(failing(new IllegalStateException(native10)))
                .isEqualTo(new KedgeRun(1, "", "kedge: expected scalar type Float but found Long\n"));
        assertThat(failing(new UncheckedIOException("cannot write runs/a", new NoSuchFileException("runs/a"))))
                .isEqualTo(new KedgeRun(1, "", "kedge: cannot write runs/a\n"));
        assertThat(failing(new NullPointerException())).isEqualTo(new KedgeRun(1, "", "kedge: NullPointerException\n"));
    }

    private static KedgeRun failing(RuntimeException exception) {
        CommandLine commandLine = Kedge.commandLine();
        commandLine.addSubcommand("fail", new Failing(exception));
        commandLine.setExecutionExceptionHandler(commandLine.getExecutionExceptionHandler());
        return KedgeRun.of(commandLine, "fail");
    }

    @Command(name = "fail")
    private static final class Failing implements Runnable {
        private final RuntimeException exception;

        Failing(RuntimeException exception) {
            this.exception = exception;
        }

        @Override
        public void run() {
            throw exception;
        }
    }
}
