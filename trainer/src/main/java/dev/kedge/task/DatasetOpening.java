package dev.kedge.task;

import dev.kedge.config.ConfigException;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.task.data.RowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The making of a data set from its settings: every file opened, its rows divided. */
final class DatasetOpening {

    private DatasetOpening() {}

    /**
     * Opens the files.
     *
     * @param config which files, none of the hub's, and what to make of a row
     * @param seed for {@code shuffle}
     * @throws ConfigException if no file is given or one is missing
     * @throws IllegalArgumentException if a row is broken or lacks a field; the message begins with file and row
     * @throws IOException if a file is there and cannot be read
     */
    static DatasetTask read(DatasetTask.Config config, long seed) throws IOException {
        if (config.train().isEmpty()
                && config.validation().isEmpty()
                && config.test().isEmpty()) {
            throw new ConfigException("train", "must name at least one file, got none");
        }
        RowFile.Opener opener = new RowFile.Opener();
        RowFields fields = config.fields();
        boolean hasSolutions = fields.solution().isPresent();
        RowMapping mapping = new RowMapping(fields);
        Map<Split, RowSet> own = new EnumMap<>(Split.class);
        List<DataFile> files = new ArrayList<>();
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            List<Path> paths = paths(config, split);
            if (!paths.isEmpty() || split == Split.TRAIN) {
                List<RowFile> opened = new ArrayList<>();
                for (Path path : FilePatterns.files(split.name().toLowerCase(Locale.ROOT), paths)) {
                    opened.add(opener.open(path, choice(config, seed, opened.size())));
                }
                RowSet rows = RowSet.of(opened, mapping, hasSolutions);
                files.addAll(rows.files());
                own.put(split, rows);
            }
        }
        RowSet train = Optional.ofNullable(own.remove(Split.TRAIN)).orElseThrow();
        return new DatasetTask(
                new DatasetSplits(config.dedupe(), config.overlap(), train, own).divide(),
                hasSolutions,
                config.format().verifierKind(),
                files);
    }

    private static List<Path> paths(DatasetTask.Config config, Split split) {
        return switch (split) {
            case TRAIN -> config.train();
            case VALIDATION -> config.validation();
            case TEST -> config.test();
        };
    }

    private static RowFile.Choice choice(DatasetTask.Config config, long seed, int file) {
        Optional<Long> shuffleSeed = config.shuffle()
                ? Optional.of(RandomStream.seedOf(seed, Purpose.DATA_ORDER, 1, file))
                : Optional.empty();
        return new RowFile.Choice(config.where(), shuffleSeed, config.limit());
    }
}
