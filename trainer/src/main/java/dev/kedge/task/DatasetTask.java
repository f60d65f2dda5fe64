package dev.kedge.task;

import dev.kedge.api.SettingException;
import dev.kedge.config.ConfigException;
import dev.kedge.hub.HubName;
import dev.kedge.hub.RepositoryKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Prompts from files: JSON lines, JSON, CSV and Parquet.
 *
 * <p>With test files, they are {@link Split#TEST}, and an eighth of the training files is {@link Split#VALIDATION}
 * unless it has files too; without, the training files are divided among all three. A row of the training files whose
 * prompt is also held out is left out, with a warning. A large Parquet file stays where it is: its rows are fetched
 * when they are needed.
 */
final class DatasetTask implements Task {

    private final Map<Split, DatasetRows> rows;
    private final boolean hasSolutions;
    private final String verifierKind;
    private final List<DataFile> files;

    DatasetTask(Map<Split, DatasetRows> rows, boolean hasSolutions, String verifierKind, List<DataFile> files) {
        this.rows = rows;
        this.hasSolutions = hasSolutions;
        this.verifierKind = verifierKind;
        this.files = List.copyOf(files);
    }

    /**
     * The files, and what to make of a row. A name in braces stands for the row's field of that name.
     *
     * @param hub a data set of the Hugging Face hub, {@code OWNER/NAME[@REVISION]}; the next ones then name its splits,
     *     or files in it, and where none is named, {@code train} is and the others as far as there are any
     * @param config the configuration of that data set; absent: its default one
     * @param train files to train on, or patterns such as {@code data/*.parquet}; none only if nothing is trained
     * @param validation files to choose settings by; none: an eighth of the training files
     * @param test files to report on; none: an eighth of the training files
     * @param format which columns are what, unless the next four say otherwise
     * @param prompt what the policy is given, for example <code>"{question}\n"</code>; where it is one field and
     *     nothing else, that may be a list of messages
     * @param answer the reference answer; empty text for a data set without, whose verifier needs none
     * @param answerMarker where present, the answer is what follows the last occurrence of this text in it; GSM8K's is
     *     {@code ####}; after {@code \boxed} it is what the braces hold
     * @param solution the demonstration of the row; absent: the task has no demonstrations
     * @param where a condition in SQL (DuckDB's) on the columns; rows for which it is not true are not there
     * @param dedupe whether only the first of the training rows with the same prompt is used
     * @param overlap what becomes of training rows that are held out
     * @param shuffle whether the run's seed puts the rows of each file into a random order before {@code limit}
     * @param limit keep this many rows of each file, the first ones; absent: all
     */
    public record Config(
            Optional<String> hub,
            Optional<String> config,
            List<Path> train,
            List<Path> validation,
            List<Path> test,
            DataFormat format,
            Optional<String> prompt,
            Optional<String> answer,
            Optional<String> answerMarker,
            Optional<String> solution,
            Optional<String> where,
            boolean dedupe,
            Overlap overlap,
            boolean shuffle,
            OptionalInt limit) {

        /** Fields named {@code prompt} and {@code answer}; the files must be given. */
        public static final Config DEFAULT = new Config(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                DataFormat.PLAIN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Overlap.LEAVE_OUT,
                false,
                OptionalInt.empty());

        public Config {
            train = List.copyOf(train);
            validation = List.copyOf(validation);
            test = List.copyOf(test);
            if (hub.isPresent()
                    && HubName.parse(RepositoryKind.DATASET, hub.get())
                            .filter(name -> name.file().isEmpty())
                            .isEmpty()) {
                throw new SettingException("hub", "must be OWNER/NAME[@REVISION], got " + hub.get());
            }
            if (config.isPresent() && hub.isEmpty()) {
                throw new SettingException("config", "must be absent where hub is, got " + config.get());
            }
            requireText("prompt", prompt);
            requireText("answerMarker", answerMarker);
            requireText("where", where);
            if (limit.isPresent() && limit.getAsInt() < 1) {
                throw new SettingException("limit", "must be >= 1, got " + limit.getAsInt());
            }
        }

        private static void requireText(String name, Optional<String> text) {
            if (text.isPresent() && text.get().isBlank()) {
                throw new SettingException(name, "must not be empty");
            }
        }

        RowFields fields() {
            return RowFields.of(format, prompt, answer, answerMarker, solution);
        }

        /** A builder that begins with {@link #DEFAULT}. */
        public static Builder builder() {
            return DEFAULT.toBuilder();
        }

        /** A builder that begins with these values. */
        public Builder toBuilder() {
            return new Builder(this);
        }

        /** A collector of the values of a {@link Config}, for those that are set by name. */
        public static final class Builder {

            private Optional<String> hub;
            private Optional<String> config;
            private List<Path> train;
            private List<Path> validation;
            private List<Path> test;
            private DataFormat format;
            private Optional<String> prompt;
            private Optional<String> answer;
            private Optional<String> answerMarker;
            private Optional<String> solution;
            private Optional<String> where;
            private boolean dedupe;
            private Overlap overlap;
            private boolean shuffle;
            private OptionalInt limit;

            private Builder(Config from) {
                hub = from.hub();
                config = from.config();
                train = from.train();
                validation = from.validation();
                test = from.test();
                format = from.format();
                prompt = from.prompt();
                answer = from.answer();
                answerMarker = from.answerMarker();
                solution = from.solution();
                where = from.where();
                dedupe = from.dedupe();
                overlap = from.overlap();
                shuffle = from.shuffle();
                limit = from.limit();
            }

            /**
             * Sets {@code hub}.
             *
             * @param value a data set of the Hugging Face hub, {@code OWNER/NAME[@REVISION]}
             */
            public Builder hub(Optional<String> value) {
                hub = value;
                return this;
            }

            /**
             * Sets {@code config}.
             *
             * @param value the configuration of that data set; absent: its default one
             */
            public Builder config(Optional<String> value) {
                config = value;
                return this;
            }

            /**
             * Sets {@code train}.
             *
             * @param value files to train on, or patterns such as {@code data/*.parquet}; none only if nothing is
             *     trained
             */
            public Builder train(List<Path> value) {
                train = value;
                return this;
            }

            /**
             * Sets {@code validation}.
             *
             * @param value files to choose settings by; none: an eighth of the training files
             */
            public Builder validation(List<Path> value) {
                validation = value;
                return this;
            }

            /**
             * Sets {@code test}.
             *
             * @param value files to report on; none: an eighth of the training files
             */
            public Builder test(List<Path> value) {
                test = value;
                return this;
            }

            /**
             * Sets {@code format}.
             *
             * @param value which columns are what, unless the next four say otherwise
             */
            public Builder format(DataFormat value) {
                format = value;
                return this;
            }

            /**
             * Sets {@code prompt}.
             *
             * @param value what the policy is given, for example <code>"{question}\n"</code>; where it is one field and
             *     nothing else, that may be a list of messages
             */
            public Builder prompt(Optional<String> value) {
                prompt = value;
                return this;
            }

            /**
             * Sets {@code answer}.
             *
             * @param value the reference answer; empty text for a data set without, whose verifier needs none
             */
            public Builder answer(Optional<String> value) {
                answer = value;
                return this;
            }

            /**
             * Sets {@code answerMarker}.
             *
             * @param value where present, the answer is what follows the last occurrence of this text in it; GSM8K's is
             *     {@code ####}; after {@code \boxed} it is what the braces hold
             */
            public Builder answerMarker(Optional<String> value) {
                answerMarker = value;
                return this;
            }

            /**
             * Sets {@code solution}.
             *
             * @param value the demonstration of the row; absent: the task has no demonstrations
             */
            public Builder solution(Optional<String> value) {
                solution = value;
                return this;
            }

            /**
             * Sets {@code where}.
             *
             * @param value a condition in SQL (DuckDB's) on the columns; rows for which it is not true are not there
             */
            public Builder where(Optional<String> value) {
                where = value;
                return this;
            }

            /**
             * Sets {@code dedupe}.
             *
             * @param value whether only the first of the training rows with the same prompt is used
             */
            public Builder dedupe(boolean value) {
                dedupe = value;
                return this;
            }

            /**
             * Sets {@code overlap}.
             *
             * @param value what becomes of training rows that are held out
             */
            public Builder overlap(Overlap value) {
                overlap = value;
                return this;
            }

            /**
             * Sets {@code shuffle}.
             *
             * @param value whether the run's seed puts the rows of each file into a random order before {@code limit}
             */
            public Builder shuffle(boolean value) {
                shuffle = value;
                return this;
            }

            /**
             * Sets {@code limit}.
             *
             * @param value keep this many rows of each file, the first ones; absent: all
             */
            public Builder limit(OptionalInt value) {
                limit = value;
                return this;
            }

            /** The values together, checked. */
            public Config build() {
                return new Config(
                        hub,
                        config,
                        train,
                        validation,
                        test,
                        format,
                        prompt,
                        answer,
                        answerMarker,
                        solution,
                        where,
                        dedupe,
                        overlap,
                        shuffle,
                        limit);
            }
        }
    }

    private DatasetRows required(Split split) {
        Optional<DatasetRows> part = Optional.ofNullable(rows.get(split)).filter(some -> some.count() > 0);
        return part.orElseThrow(() -> new ConfigException(
                "",
                "the data set has no prompt in split " + split.name().toLowerCase(Locale.ROOT) + "; rows per file: "
                        + files.stream()
                                .map(file -> file.path() + " " + file.rows())
                                .toList()));
    }

    @Override
    public TaskSource prompts(Split split) {
        return required(split);
    }

    @Override
    public Optional<DemonstrationSource> demonstrations(Split split) {
        return hasSolutions ? Optional.of(required(split)) : Optional.empty();
    }

    @Override
    public Optional<String> alphabet() {
        return Optional.empty();
    }

    @Override
    public String verifierKind() {
        return verifierKind;
    }

    @Override
    public List<DataFile> files() {
        return files;
    }
}
