package dev.kedge.task;

import dev.kedge.config.ConfigException;
import dev.kedge.rollout.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prompts from JSONL files: one JSON object per line, read once and kept in memory.
 *
 * <p>With test files, they are {@link Split#TEST}, and an eighth of the training files is {@link Split#VALIDATION}; without,
 * the training files are divided among all three. Which row goes where depends on its prompt's text alone, as with
 * synthetic problems. A row of the training files whose prompt is also in the test files is left out, with a warning.
 */
final class JsonlTask implements Task {

    private static final Logger LOG = LoggerFactory.getLogger(JsonlTask.class);

    private final Map<Split, List<Demonstration>> rows;
    private final boolean hasSolutions;
    private final List<DataFile> files;

    private JsonlTask(Map<Split, List<Demonstration>> rows, boolean hasSolutions, List<DataFile> files) {
        this.rows = rows;
        this.hasSolutions = hasSolutions;
        this.files = List.copyOf(files);
    }

    /**
     * Which files, and what to make of a row. A name in braces stands for the row's field of that name.
     *
     * @param train files to train on; none only if nothing is trained
     * @param test files to report on; none: an eighth of the training files
     * @param prompt what the policy is given, for example <code>"{question}\n"</code>; where it is one field and nothing
     *     else, that may be a list of messages
     * @param answer the reference answer
     * @param answerMarker where present, the answer is what follows the last occurrence of this text in it; GSM8K's is
     *     {@code ####}
     * @param solution the demonstration of the row; absent: the task has no demonstrations
     * @param limit keep this many rows of each file, the first ones; absent: all
     */
    public record Config(
            List<Path> train,
            List<Path> test,
            String prompt,
            String answer,
            Optional<String> answerMarker,
            Optional<String> solution,
            OptionalInt limit) {

        /** Fields named {@code prompt} and {@code answer}; the files must be given. */
        public static final Config DEFAULT = new Config(
                List.of(), List.of(), "{prompt}", "{answer}", Optional.empty(), Optional.empty(), OptionalInt.empty());

        public Config {
            train = List.copyOf(train);
            test = List.copyOf(test);
            if (prompt.isEmpty()) {
                throw new IllegalArgumentException("prompt must not be empty");
            }
            if (answerMarker.isPresent() && answerMarker.get().isEmpty()) {
                throw new IllegalArgumentException("answerMarker must not be empty");
            }
            if (limit.isPresent() && limit.getAsInt() < 1) {
                throw new IllegalArgumentException("limit must be >= 1, got " + limit.getAsInt());
            }
        }
    }

    /**
     * Reads the files.
     *
     * @param config which files, and what to make of a row
     * @return the task
     * @throws ConfigException if no file is given or one is missing
     * @throws IllegalArgumentException if a line is broken or lacks a field; the message begins with file and line
     * @throws IOException if a file is there and cannot be read
     */
    static JsonlTask read(Config config) throws IOException {
        if (config.train().isEmpty() && config.test().isEmpty()) {
            throw new ConfigException("train", "must name at least one file, got none");
        }
        requireFiles("train", config.train());
        requireFiles("test", config.test());
        JsonlRows reader = new JsonlRows(config);
        List<DataFile> files = new ArrayList<>();
        List<Demonstration> test = reader.read(config.test(), files);
        List<Demonstration> train = reader.read(config.train(), files);

        Map<Split, List<Demonstration>> rows = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            rows.put(split, new ArrayList<>());
        }
        rowsOf(rows, Split.TEST).addAll(test);
        Set<String> heldOut = new HashSet<>();
        test.forEach(row -> heldOut.add(row.prompt().text()));
        int leftOut = 0;
        for (Demonstration row : train) {
            Split split = SplitRule.of(row.prompt().text());
            if (heldOut.contains(row.prompt().text())) {
                leftOut++;
            } else {
                rowsOf(rows, split == Split.TEST && !test.isEmpty() ? Split.TRAIN : split)
                        .add(row);
            }
        }
        if (leftOut > 0) {
            LOG.warn("{} rows of the training files are left out: their prompts are also in the test files", leftOut);
        }
        return new JsonlTask(rows, config.solution().isPresent(), files);
    }

    private static void requireFiles(String setting, List<Path> paths) {
        for (int i = 0; i < paths.size(); i++) {
            if (!Files.isRegularFile(paths.get(i))) {
                throw new ConfigException(setting + "[" + i + "]", "must be a file that exists, got " + paths.get(i));
            }
        }
    }

    private static List<Demonstration> rowsOf(Map<Split, List<Demonstration>> rows, Split split) {
        return rows.computeIfAbsent(split, none -> new ArrayList<>());
    }

    private List<Demonstration> required(Split split) {
        List<Demonstration> part = rows.getOrDefault(split, List.of());
        if (part.isEmpty()) {
            throw new ConfigException(
                    "",
                    "the data set has no prompt in split " + split.name().toLowerCase(Locale.ROOT)
                            + "; rows per file: "
                            + files.stream()
                                    .map(file -> file.path() + " " + file.rows())
                                    .toList());
        }
        return part;
    }

    @Override
    public TaskSource prompts(Split split) {
        return new Rows(required(split));
    }

    @Override
    public Optional<DemonstrationSource> demonstrations(Split split) {
        return hasSolutions ? Optional.of(new Rows(required(split))) : Optional.empty();
    }

    @Override
    public Optional<String> alphabet() {
        return Optional.empty();
    }

    @Override
    public String verifierKind() {
        return "numeric";
    }

    @Override
    public List<DataFile> files() {
        return files;
    }

    /** Rows as prompts; where the data set has solutions, also as demonstrations, index by index the same. */
    private record Rows(List<Demonstration> rows) implements TaskSource, DemonstrationSource {

        @Override
        public Prompt prompt(long index) {
            return demonstration(index).prompt();
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(rows.size());
        }

        @Override
        public Demonstration demonstration(long index) {
            if (index < 0 || index >= rows.size()) {
                throw new IllegalArgumentException("index must be 0 to " + (rows.size() - 1) + ", got " + index);
            }
            return rows.get((int) index);
        }

        @Override
        public OptionalLong demonstrationCount() {
            return size();
        }
    }
}
