package dev.kedge.cli;

import dev.kedge.lab.BoundsStudy;
import dev.kedge.lab.DynamicsStudy;
import dev.kedge.lab.EstimatorStudy;
import dev.kedge.lab.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kedge lab}: what conditions, estimators and constrained updates do, computed exactly, drawn and tabulated. */
@Command(
        name = "lab",
        description = {
            "Computes exactly and draws: what ratios conditions allow (bounds), how good estimators of a divergence are"
                    + " (estimators), what conditions do to a softmax policy (dynamics)."
        },
        footer = {"", "Writes figures as SVG and PNG, and all numbers as JSON. docs/theory.md says what they mean."})
final class LabCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STUDY", description = "bounds, estimators or dynamics.")
    private String name = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/lab",
            description = "Where the files go. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("runs", "lab");

    @Option(
            names = "--json",
            description = "The numbers on standard output, on one line; what was written on standard error.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("--out must be a directory, or a new one, got the file " + out);
        }
        Study study = study();
        PrintWriter messages =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        if (json) {
            spec.commandLine().getOut().println(study.numbers());
        } else {
            study.tables().forEach(table -> messages.println(text(table)));
        }
        for (Path file : study.write(out)) {
            messages.println(file);
        }
        return 0;
    }

    private Study study() {
        return switch (name) {
            case "bounds" -> BoundsStudy.run();
            case "estimators" -> EstimatorStudy.run();
            case "dynamics" -> DynamicsStudy.run();
            default ->
                throw new IllegalArgumentException("study must be one of bounds, estimators, dynamics, got " + name);
        };
    }

    private static String text(Study.Table table) {
        TextTable text = new TextTable(table.headings());
        table.rows().forEach(text::row);
        return table.title() + System.lineSeparator() + text + System.lineSeparator();
    }
}
