package dev.kedge.cli;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Inlined;
import dev.kedge.api.Prompt;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.task.DataFormat;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskMaker;
import dev.kedge.task.TaskSource;
import dev.kedge.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which data sets are evaluated and what to make of their rows. */
final class EvalData {

    private static final int OF_A_GENERATOR = 256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "[NAME=]FILE",
            description = "JSONL, JSON, CSV or Parquet, or a pattern; or a task as in a recipe: '{kind: addition}'."
                    + " May be given several times, then with names.")
    private List<String> data = List.of();

    @Option(
            names = "--format",
            paramLabel = "[NAME=]FORMAT",
            description = "Which columns are what: gsm8k, math-500, aime and others, see docs/datasets.md."
                    + " Default: the one that is called as the data set, else plain.")
    private List<String> formats = List.of();

    @Option(names = "--prompt", paramLabel = "TEMPLATE", description = "Default: that of the format; {prompt}.")
    private Optional<String> prompt = Optional.empty();

    @Option(names = "--answer", paramLabel = "TEMPLATE", description = "Default: that of the format; {answer}.")
    private Optional<String> answer = Optional.empty();

    @Option(
            names = "--answer-marker",
            paramLabel = "TEXT",
            description = "The answer is what follows its last occurrence.")
    private Optional<String> answerMarker = Optional.empty();

    @Option(names = "--where", paramLabel = "SQL", description = "A condition on the columns; only rows that meet it.")
    private Optional<String> where = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N rows.")
    private Optional<Integer> limit = Optional.empty();

    /**
     * A data set.
     *
     * @param name as it was given; empty for a single one without
     * @param task what it was read as
     * @param prompts those to evaluate
     */
    record Set(String name, Task task, List<Prompt> prompts) {

        Set with(List<Prompt> others) {
            return new Set(name, task, others);
        }
    }

    /**
     * A task as it is written after {@code --data}.
     *
     * @param task its kind and settings
     * @param name what the data set is called; absent: the kind
     */
    record NamedTask(@Inlined Choice<TaskMaker> task, Optional<String> name) {}

    private static Catalogues catalogues() {
        return Catalogues.of(List.of(Tasks.catalogue(ForeignKinds.found())));
    }

    private static NamedTask named(String text) {
        return catalogues().readRecord(NamedTask.class, text, "--data");
    }

    List<Set> sets() throws IOException {
        List<Set> sets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String text : data) {
            Set set = set(text);
            if (names.contains(set.name())) {
                throw new IllegalArgumentException("each --data must have a name of its own, NAME=FILE, got "
                        + (set.name().isEmpty() ? "none" : set.name()) + " twice");
            }
            names.add(set.name());
            sets.add(set);
        }
        for (String format : formats) {
            if (format.contains("=") && !names.contains(format.substring(0, format.indexOf('=')))) {
                throw new IllegalArgumentException(
                        "--format must name one of " + String.join(", ", names) + ", got " + format);
            }
        }
        return sets;
    }

    private Set set(String text) throws IOException {
        if (text.startsWith("{")) {
            NamedTask named = HubModels.ofData(named(text), command);
            return set(named.name().orElse(named.task().name()), TaskMaker.chosen(named.task(), 0));
        }
        int equals = Files.isRegularFile(Path.of(text)) ? -1 : text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals);
        try {
            return set(
                    name,
                    TaskMaker.chosen(
                            catalogues().choice(TaskMaker.class, "dataset", settings(name, text.substring(equals + 1))),
                            0));
        } catch (ConfigException e) {
            throw e.path().startsWith("test")
                    ? new IllegalArgumentException("--data must be a file that exists, got " + text, e)
                    : new IllegalArgumentException("--data " + text + ": " + e.getMessage(), e);
        }
    }

    private Set set(String name, Task task) {
        TaskSource source = task.prompts(Split.TEST);
        long most = limit.map(Integer::longValue).orElse(Long.MAX_VALUE);
        long count = Math.min(source.size().orElse(Math.min(most, OF_A_GENERATOR)), most);
        return new Set(name, task, source.first(count).toList());
    }

    private Map<String, Object> settings(String name, String files) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("test", Arrays.stream(files.split(",", -1)).toList());
        settings.put("format", format(name));
        prompt.ifPresent(text -> settings.put("prompt", text));
        answer.ifPresent(text -> settings.put("answer", text));
        answerMarker.ifPresent(text -> settings.put("answer_marker", text));
        where.ifPresent(text -> settings.put("where", text));
        limit.ifPresent(rows -> settings.put("limit", (long) rows));
        return settings;
    }

    private String format(String name) {
        Optional<String> own = formats.stream()
                .filter(format -> format.startsWith(name + "=") && !name.isEmpty())
                .map(format -> format.substring(name.length() + 1))
                .findFirst();
        Optional<String> ofAll =
                formats.stream().filter(format -> !format.contains("=")).findFirst();
        return own.or(() -> ofAll).orElseGet(() -> calledAs(name));
    }

    private static String calledAs(String name) {
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(DataFormat.values())
                        .anyMatch(format -> format.name().equals(constant))
                ? name
                : "plain";
    }
}
