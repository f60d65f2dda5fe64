package dev.kedge.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The entry point of {@code ./kedge}: which commands there are, and how a run of one ends.
 *
 * <p>Exit status 0: success; 1: the work failed; 2: the user's input is wrong. With {@code --json} a command writes
 * machine-readable text to standard output and everything else to standard error.
 *
 * <p>To add a command: its class, and one line in {@link #commands()}.
 */
@Command(
        name = "kedge",
        description = "Reinforcement learning with verifiable rewards for language models, inside a trust region.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false)
public final class Kedge implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log more, and where a command fails, the whole stack.")
    private boolean verbose;

    private Kedge() {}

    /**
     * Runs one command and exits with its status.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        System.exit(execute(commandLine(List.of(arguments)), arguments));
    }

    /** The status of a run. Also after an {@link Error}: other threads must not keep the process alive then. */
    private static int execute(CommandLine commandLine, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            return failure(commandLine).ofWork(e, commandLine);
        }
    }

    private static Failure failure(CommandLine commandLine) {
        Kedge root = commandLine.getCommand();
        return new Failure(root::explain);
    }

    /** The whole stack of a failure, if more is asked for. */
    private void explain(Throwable failure) {
        if (verbose) {
            LoggerFactory.getLogger(Kedge.class).error("the whole stack:", failure);
        }
    }

    /** Every command by its name: {@code new CommandLine(new TrainCommand())}, or made by the class itself. */
    private static Map<String, Supplier<CommandLine>> commands() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("train", () -> new CommandLine(new TrainCommand()));
        commands.put("eval", () -> new CommandLine(new EvalCommand()));
        commands.put("sample", () -> new CommandLine(new SampleCommand()));
        commands.put("serve", () -> new CommandLine(new ServeCommand()));
        commands.put("score", () -> new CommandLine(new ScoreCommand()));
        commands.put("verify", () -> new CommandLine(new VerifyCommand()));
        commands.put("bounds", BoundsCommand::commandLine);
        commands.put("kinds", () -> new CommandLine(new KindsCommand()));
        commands.put("lab", () -> new CommandLine(new LabCommand()));
        commands.put("report", () -> new CommandLine(new ReportCommand()));
        commands.put("download", () -> new CommandLine(new DownloadCommand()));
        commands.put("import", () -> new CommandLine(new ImportCommand()));
        commands.put("export", () -> new CommandLine(new ExportCommand()));
        commands.put("merge", () -> new CommandLine(new MergeCommand()));
        commands.put("new-model", () -> new CommandLine(new NewModelCommand()));
        return commands;
    }

    /** The whole command line. */
    static CommandLine commandLine() {
        return commandLine(commands());
    }

    /**
     * As much of the command line as some arguments need, as {@link #main} runs it: where they begin with a command,
     * only that one, since most of the time that a short command takes goes into classes of the others.
     */
    static CommandLine commandLine(List<String> arguments) {
        Map<String, Supplier<CommandLine>> all = commands();
        Map<String, Supplier<CommandLine>> needed = new LinkedHashMap<>();
        arguments.stream()
                .findFirst()
                .ifPresent(
                        first -> Optional.ofNullable(all.get(first)).ifPresent(command -> needed.put(first, command)));
        return commandLine(needed.isEmpty() ? all : needed);
    }

    private static CommandLine commandLine(Map<String, Supplier<CommandLine>> commands) {
        Kedge root = new Kedge();
        CommandLine commandLine = new CommandLine(root);
        commandLine.addSubcommand(new HelpCommand());
        commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
        Failure failure = failure(commandLine);
        return commandLine
                .setExpandAtFiles(false) // an argument that begins with @ is itself
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    if (root.verbose) {
                        Logging.more();
                    }
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(failure::ofUsage)
                .setExecutionExceptionHandler((exception, command, parsed) -> failure.ofWork(exception, command));
    }

    /** Without a command: there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
