package dev.kedge.cli;

import dev.kedge.api.Catalogue;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.api.WellFormedText;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.verifiers.VerifierPool;
import dev.kedge.verifiers.Verifiers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kedge verify}: is this answer right? */
@Command(
        name = "verify",
        description = "Judges answers against reference answers.",
        footer = {
            "",
            "Each line of the input is {\"id\":…,\"gold\":…,\"pred\":…}; further fields are the verifier's.",
            "With --json, each line of the output is {\"id\":…,\"correct\":true|false,\"extracted\":…,\"reason\":…}."
        })
final class VerifyCommand implements Callable<Integer> {

    private static final VerifierPool.Config BOUNDS =
            new VerifierPool.Config(2, Duration.ofSeconds(10), 50_000_000, 16);

    @Spec
    private CommandSpec spec;

    @Option(names = "--gold", paramLabel = "TEXT", description = "The reference answer.")
    private Optional<String> gold = Optional.empty();

    @Option(names = "--answer", paramLabel = "TEXT", description = "The answer, or a completion that ends with it.")
    private Optional<String> answer = Optional.empty();

    @Option(names = "--input", paramLabel = "FILE.jsonl", description = "Many of them, one per line.")
    private Optional<Path> input = Optional.empty();

    @Option(
            names = "--verifier",
            paramLabel = "VERIFIER",
            description = "Who judges: a kind, or as in a recipe {kind: …, …}. Default: math.")
    private String verifier = "math";

    @Option(names = "--json", description = "JSON on standard output, a line for each answer.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<VerifyInput.Row> rows = rows();
        List<Prompt> prompts = rows.stream().map(VerifyInput.Row::prompt).toList();
        List<String> answers = rows.stream().map(VerifyInput.Row::answer).toList();
        Catalogue<Verifier> verifiers = Verifiers.catalogue().with(ForeignKinds.found());
        Verifier judge = ConfigException.within(
                "--verifier", Catalogues.of(List.of(verifiers)).read(Verifier.class, verifier, "--verifier")::create);
        try (VerifierPool pool = new VerifierPool(judge, BOUNDS)) {
            print(rows, pool.verifyAll(prompts, answers));
        }
        return 0;
    }

    private List<VerifyInput.Row> rows() throws IOException {
        boolean one = gold.isPresent() && answer.isPresent();
        boolean any = gold.isPresent() || answer.isPresent();
        if (input.isPresent() ? any : !one) {
            throw new ParameterException(
                    spec.commandLine(), "either --gold and --answer or --input must be given, got " + given());
        }
        if (input.isPresent()) {
            return VerifyInput.read(input.get());
        }
        Prompt prompt = new Prompt("answer", "", gold.orElseThrow(), Map.of());
        return List.of(new VerifyInput.Row("answer", prompt, answer.orElseThrow()));
    }

    private String given() {
        String given = (gold.isPresent() ? " --gold" : "")
                + (answer.isPresent() ? " --answer" : "")
                + (input.isPresent() ? " --input" : "");
        return given.isEmpty() ? "neither" : given.strip();
    }

    private void print(List<VerifyInput.Row> rows, List<Verdict> verdicts) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            for (int i = 0; i < rows.size(); i++) {
                out.println(JsonText.of(machineReadable(rows.get(i), verdicts.get(i))));
            }
            return;
        }
        TextTable table = new TextTable(List.of("id", "outcome", "extracted", "reason"));
        for (int i = 0; i < rows.size(); i++) {
            Verdict verdict = verdicts.get(i);
            table.row(List.of(
                    rows.get(i).id().toString(),
                    verdict.outcome().name().toLowerCase(java.util.Locale.ROOT),
                    oneLine(verdict.extracted()),
                    oneLine(verdict.reason())));
        }
        out.println(table);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : WellFormedText.beginning(line, 80) + "…";
    }

    private static Map<String, Object> machineReadable(VerifyInput.Row row, Verdict verdict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", row.id());
        fields.put("correct", verdict.isCorrect());
        fields.put("extracted", verdict.extracted());
        fields.put("reason", verdict.reason());
        return fields;
    }
}
