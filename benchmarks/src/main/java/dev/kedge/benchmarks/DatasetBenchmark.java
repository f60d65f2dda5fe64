package dev.kedge.benchmarks;

import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskMaker;
import dev.kedge.task.TaskSource;
import dev.kedge.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The time that a run waits for a large Parquet file: until it knows its prompts, and for those of a step. The file has
 * nested columns as verl writes them, a conversation in each row.
 */
final class DatasetBenchmark {

    private static final Catalogues CATALOGUES = Catalogues.of(List.of(Tasks.catalogue(ForeignKinds.none())));
    private static final String ROWS = "SELECT [{'role': 'user', 'content': 'What is ' || i || ' plus ' || (i * 7919"
            + " %% 1000003) || ', and how many apples does Ann have when she sells ' || (i %% 13) || ' of them?'}] AS"
            + " prompt, {'ground_truth': (i + i * 7919 %% 1000003)::VARCHAR, 'style': 'rule'} AS reward_model,"
            + " {'index': i, 'pass_rate': (i %% 100) / 100.0} AS extra_info, 'math' AS data_source FROM range(%d, %d) r(i)";
    private static final int STEPS = 50;
    private static final int PROMPTS = 32;

    private DatasetBenchmark() {}

    /** The number of rows, a million without. */
    public static void main(String[] arguments) throws IOException, SQLException {
        long rows = arguments.length == 0 ? 1_000_000 : Long.parseLong(arguments[0]);
        Path folder = Files.createTempDirectory("kedge-data");
        Path train = folder.resolve("train.parquet");
        Path test = folder.resolve("test.parquet");
        try {
            write(train, 0, rows);
            write(test, rows, rows + 500);
            System.out.printf(Locale.ROOT, "%,d rows, %.1f MB%n", rows, Files.size(train) / 1e6);
            measure("DuckDB opened for the first time", Map.of("train", train, "test", test));
            measure("test files", Map.of("train", train, "test", test));
            measure(
                    "test files, where",
                    Map.of("train", train, "test", test, "where", "extra_info.pass_rate BETWEEN 0.1 AND 0.9"));
            measure("test files, dedupe: prompts read once", Map.of("train", train, "test", test, "dedupe", true));
            measure("no test files: prompts read once", Map.of("train", train));
        } finally {
            Files.deleteIfExists(train);
            Files.deleteIfExists(test);
            Files.delete(folder);
        }
    }

    private static void write(Path file, long from, long to) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + ROWS.formatted(from, to) + ") TO '" + file + "' (FORMAT parquet)");
        }
    }

    private static void measure(String name, Map<String, Object> files) throws IOException {
        Map<String, Object> settings = new HashMap<>(files);
        settings.replaceAll((key, value) -> value instanceof Path path ? List.of(path.toString()) : value);
        settings.put("format", "dapo-math-17k");
        long start = System.nanoTime();
        Task task = TaskMaker.chosen(CATALOGUES.choice(TaskMaker.class, "dataset", settings), 1);
        TaskSource source = task.prompts(Split.TRAIN);
        double opened = seconds(start);
        long size = source.size().orElseThrow();
        SplittableRandom random = new SplittableRandom(1);
        long drawing = System.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            List<Long> indices = random.longs(PROMPTS, 0, size).boxed().toList();
            if (source.prompts(indices).size() != PROMPTS) {
                throw new IllegalStateException("a step must get its prompts");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-40s %,9d prompts  open %6.2f s   %d random prompts %5.1f ms%n",
                name,
                size,
                opened,
                PROMPTS,
                1e3 * seconds(drawing) / STEPS);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
