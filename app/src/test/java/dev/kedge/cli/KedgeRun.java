package dev.kedge.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One run of the command line within the test's process.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record KedgeRun(int status, String out, String err) {

    static KedgeRun of(String... arguments) {
        return of(Kedge.commandLine(), arguments);
    }

    static KedgeRun of(CommandLine commandLine, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new KedgeRun(status, out.toString(), err.toString());
    }
}
