package dev.kedge.task.data;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rows of one file that were asked for: all in memory, or, of a large Parquet file, fetched when they are needed.
 * Safe for use by several threads.
 */
public final class RowFile {

    /** A Parquet file of more rows than this is not read at the start. */
    public static final long MAX_AT_ONCE = 100_000;

    private final Path path;
    private final DuckDatabase database;
    private final Optional<List<DataRow>> loaded;
    private final Optional<int[]> chosen;
    private final int size;

    private RowFile(
            Path path, DuckDatabase database, Optional<List<DataRow>> loaded, Optional<int[]> chosen, int size) {
        this.path = path;
        this.database = database;
        this.loaded = loaded;
        this.chosen = chosen;
        this.size = size;
    }

    /**
     * A selection of a file's rows.
     *
     * @param where a condition in SQL on its columns
     * @param shuffleSeed puts the rows into a random order before {@code limit} takes the first of them
     * @param limit how many; absent: all
     */
    public record Choice(Optional<String> where, Optional<Long> shuffleSeed, OptionalInt limit) {}

    /** An opener of files; those that need DuckDB share one database. */
    public static final class Opener {

        private final DuckDatabase database = new DuckDatabase();

        /** An opener without a database so far. */
        public Opener() {}

        /**
         * Opens a file.
         *
         * @param path where it lies
         * @param choice which rows
         * @throws IllegalArgumentException if the content is not what the file's name says, or the condition cannot be
         *     understood; the message names the file
         * @throws IOException if the file cannot be read
         */
        public RowFile open(Path path, Choice choice) throws IOException {
            FileKind kind = FileKind.of(path);
            if (kind == FileKind.PARQUET) {
                return parquet(path, choice);
            }
            boolean firstOnly = choice.where().isEmpty() && choice.shuffleSeed().isEmpty();
            int needed = firstOnly ? choice.limit().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
            List<DataRow> rows = needed == 0 ? List.of() : text(kind, path, needed);
            Optional<int[]> chosen = chosen(rows.size(), choice, where -> database.matching(path, rows, where));
            List<DataRow> kept = chosen.map(
                            places -> Arrays.stream(places).mapToObj(rows::get).toList())
                    .orElse(rows);
            return new RowFile(path, database, Optional.of(List.copyOf(kept)), Optional.empty(), kept.size());
        }

        private static List<DataRow> text(FileKind kind, Path path, int needed) throws IOException {
            return switch (kind) {
                case JSON_ARRAY -> JsonArrayFile.read(path, needed);
                case CSV -> CsvFile.read(path, ',', needed);
                case TSV -> CsvFile.read(path, '\t', needed);
                default -> JsonLines.read(path, needed);
            };
        }

        private RowFile parquet(Path path, Choice choice) {
            long count = database.count(path);
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        path + ": must have at most " + Integer.MAX_VALUE + " rows, got " + count);
            }
            Optional<int[]> chosen = chosen((int) count, choice, where -> database.matching(path, where));
            int size = chosen.map(places -> places.length).orElse((int) count);
            RowFile paged = new RowFile(path, database, Optional.empty(), chosen, size);
            return size > MAX_AT_ONCE || size == 0 ? paged : paged.loaded();
        }

        /** The places of the rows that are kept, in order; empty: all of them. */
        private static Optional<int[]> chosen(int count, Choice choice, Function<String, long[]> matching) {
            int limit = choice.limit().orElse(Integer.MAX_VALUE);
            if (choice.where().isEmpty() && choice.shuffleSeed().isEmpty() && count <= limit) {
                return Optional.empty();
            }
            int[] places = choice.where()
                    .map(where -> LongStream.of(matching.apply(where))
                            .mapToInt(Math::toIntExact)
                            .toArray())
                    .orElseGet(() -> IntStream.range(0, count).toArray());
            choice.shuffleSeed().ifPresent(seed -> shuffle(places, seed));
            return Optional.of(places.length > limit ? Arrays.copyOf(places, limit) : places);
        }

        private static void shuffle(int[] places, long seed) {
            SplittableRandom random = RandomStream.of(seed, Purpose.DATA_ORDER, 0, 0);
            for (int i = places.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int swapped = places[i];
                places[i] = places[other];
                places[other] = swapped;
            }
        }
    }

    /**
     * Where the file lies.
     *
     * @return its path as it was given
     */
    public Path path() {
        return path;
    }

    /**
     * The number of rows.
     *
     * @return those that were asked for
     */
    public int size() {
        return size;
    }

    /**
     * Whether the rows stay in the file until they are needed.
     *
     * @return true for a large Parquet file
     */
    public boolean isPaged() {
        return loaded.isEmpty();
    }

    private RowFile loaded() {
        List<DataRow> rows = rows(IntStream.range(0, size).boxed().toList());
        return new RowFile(path, database, Optional.of(rows), Optional.empty(), size);
    }

    /**
     * Some rows.
     *
     * @param indices each from 0 to {@link #size()} - 1
     * @return in the same order
     */
    public List<DataRow> rows(List<Integer> indices) {
        if (loaded.isPresent()) {
            return indices.stream().map(loaded.get()::get).toList();
        }
        Map<Long, DataRow> found = new HashMap<>();
        ParquetFile file = database.file(path);
        if (indices.size() == size) {
            database.readAll(file, file.columns(), row -> found.put(row.number(), row));
        } else if (!indices.isEmpty()) {
            LongStream places = indices.stream().mapToLong(this::place).distinct();
            database.readAt(file, places, row -> found.put(row.number(), row));
        }
        return indices.stream().map(index -> required(found, place(index))).toList();
    }

    private DataRow required(Map<Long, DataRow> found, long place) {
        return Optional.ofNullable(found.get(place))
                .orElseThrow(
                        () -> new IllegalStateException(path + ": row " + place + " is gone; was it written anew?"));
    }

    /**
     * Every row, in order, with some of its columns only where that is quicker.
     *
     * @param columns those that must be there, by the names that dotted paths begin with
     * @param taker is given each row
     */
    public void scan(List<String> columns, Consumer<DataRow> taker) {
        if (loaded.isPresent()) {
            loaded.get().forEach(taker);
            return;
        }
        // Rows come in the file's order; where another was asked for they are taken in pieces.
        if (chosen.isEmpty()) {
            ParquetFile file = database.file(path);
            List<ParquetFile.Column> some = file.columns().stream()
                    .filter(column -> columns.contains(column.name()))
                    .toList();
            database.readAll(file, some.isEmpty() ? file.columns() : some, taker);
            return;
        }
        int piece = 10_000;
        for (int from = 0; from < size; from += piece) {
            rows(IntStream.range(from, Math.min(size, from + piece)).boxed().toList())
                    .forEach(taker);
        }
    }

    private long place(int index) {
        return chosen.map(places -> places[index]).orElse(index);
    }
}
