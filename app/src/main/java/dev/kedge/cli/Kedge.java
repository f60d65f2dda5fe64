package dev.kedge.cli;

import java.util.List;
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
        System.exit(execute(commandLine(), arguments));
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

    /** Every command: {@code new CommandLine(new TrainCommand())}, or made by the class itself. */
    private static List<CommandLine> commands() {
        return List.of(
                new CommandLine(new TrainCommand()),
                new CommandLine(new EvalCommand()),
                new CommandLine(new SampleCommand()),
                new CommandLine(new ScoreCommand()),
                new CommandLine(new VerifyCommand()),
                BoundsCommand.commandLine(),
                new CommandLine(new KindsCommand()),
                new CommandLine(new LabCommand()),
                new CommandLine(new ReportCommand()),
                new CommandLine(new ImportCommand()),
                new CommandLine(new ExportCommand()),
                new CommandLine(new MergeCommand()),
                new CommandLine(new NewModelCommand()));
    }

    /** The whole command line, as {@link #main} runs it. */
    static CommandLine commandLine() {
        Kedge root = new Kedge();
        CommandLine commandLine = new CommandLine(root);
        commandLine.addSubcommand(new HelpCommand());
        for (CommandLine command : commands()) {
            commandLine.addSubcommand(command.getCommandName(), command);
        }
        Failure failure = failure(commandLine);
        return commandLine
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
