package dev.kedge.cli;

import dev.kedge.internal.run.RunDirectory;
import dev.kedge.internal.run.RunPaths;
import dev.kedge.internal.run.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kedge report}: one page that shows what runs did, also while they are still going. */
@Command(
        name = "report",
        description = "One self-contained HTML page about a run, or about several laid over each other.",
        footer = {"", "Works on a run that is still going; every metric is defined in docs/metrics.md."})
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "A run directory, or the name of one in runs/.")
    private List<String> runs = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The page to write. Default: report.html in the run directory; of several runs, here.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() throws IOException {
        List<Path> directories = new ArrayList<>();
        for (String run : runs) {
            directories.add(RunDirectory.find(RunDirectory.RUNS, run));
        }
        Path page = output.orElse(
                directories.size() == 1 ? new RunPaths(directories.get(0)).report() : Path.of("report.html"));
        Report.write(directories, page);
        spec.commandLine().getOut().println(page);
        return 0;
    }
}
