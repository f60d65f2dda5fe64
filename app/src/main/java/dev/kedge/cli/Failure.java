package dev.kedge.cli;

import dev.kedge.config.NearestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one line on standard error and the exit status that come of what a command throws. */
final class Failure {

    /** The work failed. */
    static final int WORK = 1;

    /** The user's input is wrong. */
    static final int INPUT = 2;

    private final Consumer<Throwable> details;

    /** {@code details} are told of each failure of the work before its line is said. */
    Failure(Consumer<Throwable> details) {
        this.details = details;
    }

    /** Wrong use of the command line itself. */
    int ofUsage(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        say(command, problem(exception, command));
        command.getErr().println("Try: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return INPUT;
    }

    /** An {@link IllegalArgumentException} is about the user's input; anything else is a failure of the work. */
    int ofWork(Throwable exception, CommandLine command) {
        details.accept(exception);
        Throwable problem = unwrapped(exception);
        say(command, describe(problem));
        return problem instanceof IllegalArgumentException ? INPUT : WORK;
    }

    private static void say(CommandLine command, String line) {
        command.getErr().println(command.getCommandSpec().root().name() + ": " + firstLine(line));
    }

    private static String problem(ParameterException exception, CommandLine command) {
        boolean isCommand = !command.getSubcommands().isEmpty();
        if (isCommand && exception instanceof UnmatchedArgumentException unmatched) {
            String given = unmatched.getUnmatched().get(0);
            if (!given.startsWith("-")) {
                List<String> commands = List.copyOf(command.getSubcommands().keySet());
                return "there is no command " + given + NearestName.question(given, commands) + "; there are "
                        + String.join(", ", commands);
            }
        }
        return Optional.ofNullable(exception.getMessage()).orElse(exception.toString());
    }

    /** What another thread or a stream wrapped without adding anything to say. */
    private static Throwable unwrapped(Throwable exception) {
        Throwable cause = exception.getCause();
        return cause != null && cause.toString().equals(exception.getMessage()) ? unwrapped(cause) : exception;
    }

    private static String describe(Throwable exception) {
        String message = Optional.ofNullable(exception.getMessage()).orElse("");
        if (message.isBlank()) {
            return exception.getClass().getSimpleName();
        }
        return isSentence(exception) ? message : exception.getClass().getSimpleName() + ": " + message;
    }

    /** Whether the message says by itself what is wrong; that of {@code NoSuchFileException} is only the file. */
    private static boolean isSentence(Throwable exception) {
        return exception instanceof IllegalArgumentException
                || exception instanceof IllegalStateException
                || exception instanceof UncheckedIOException
                || exception.getClass() == IOException.class
                || exception.getClass() == RuntimeException.class;
    }

    /** Native code adds its own stack below the first line. */
    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse(message);
    }
}
