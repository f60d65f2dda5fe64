package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries by what they return. What hostile ones may do is in HostileAnswersTest. */
class SqlVerifierTest {

    private static final String SETUP = """
            CREATE TABLE sale(city VARCHAR, year INT, amount DECIMAL(9, 2));
            INSERT INTO sale VALUES ('Bonn', 2024, 10.50), ('Bonn', 2025, 20), ('Kiel', 2025, 5), ('Kiel', 2025, NULL);""";
    private static final Verifier SQL = Wanted.verifier(Wanted.of("sql", Map.of("setup", "{schema}")));

    @TempDir
    Path temporary;

    @AfterAll
    static void close() {
        SQL.close();
    }

    private static Verdict judge(Verifier verifier, String reference, String completion) {
        return verifier.verify(new Prompt("p", "?", reference, Map.of("schema", SETUP)), completion);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT sum(amount) FROM sale | SELECT 35.5 | CORRECT",
                "SELECT sum(amount) FROM sale | SELECT 35.5000000001::DOUBLE | CORRECT",
                "SELECT sum(amount) FROM sale | SELECT 35.5000000001 | WRONG",
                "SELECT sum(amount) FROM sale | SELECT 35.500 | CORRECT",
                "SELECT avg(amount)::DOUBLE FROM sale | SELECT 35.5 / 3 | CORRECT",
                "SELECT 0.1::DOUBLE + 0.2::DOUBLE | SELECT 0.3 | CORRECT",
                "SELECT 4915112345679 | SELECT 4915112345678 | WRONG",
                "SELECT 4915112345679 | SELECT 4915112345678::DOUBLE | WRONG",
                "SELECT 4915112345679 | SELECT 4915112345679::DOUBLE | CORRECT",
                "SELECT 4915112345679.0 | SELECT 4915112345679 | CORRECT",
                "SELECT 170141183460469231731687303715884105727 | SELECT 170141183460469231731687303715884105726 | WRONG",
                "SELECT 12345678901234.56 | SELECT 12345678901234.57 | WRONG",
                "SELECT unnest([4915112345679, 1]) | SELECT unnest([1, 4915112345679]) | CORRECT",
                "SELECT unnest([4915112345679, 1]) | SELECT unnest([1, 4915112345678]) | WRONG",
                "SELECT 1e20::DOUBLE | SELECT 100000000000000000001 | CORRECT",
                "SELECT 'NaN'::DOUBLE | SELECT 1 | WRONG",
                "SELECT 1 | SELECT 'NaN'::DOUBLE | WRONG",
                "SELECT sum(amount) FROM sale | SELECT 35.51 | WRONG",
                "SELECT sum(amount) FROM sale | SELECT '35.5' | WRONG",
                "SELECT city FROM sale WHERE year = 2024 | WITH b AS (SELECT 'Bonn') FROM b; | CORRECT",
                "SELECT DISTINCT city FROM sale | SELECT unnest(['Kiel', 'Bonn']) | CORRECT",
                "SELECT DISTINCT city FROM sale ORDER BY 1 | SELECT unnest(['Kiel', 'Bonn']) | WRONG",
                "SELECT DISTINCT city FROM sale ORDER BY 1 | SELECT unnest(['Bonn', 'Kiel']) | CORRECT",
                "SELECT city FROM sale | SELECT DISTINCT city FROM sale | WRONG",
                "SELECT amount FROM sale WHERE city = 'Kiel' | SELECT unnest([NULL, 5]) | CORRECT",
                "SELECT amount FROM sale WHERE city = 'Kiel' | SELECT unnest([0, 5]) | WRONG",
                "SELECT 1, 2 | SELECT 1 | WRONG",
                "SELECT 1 | SELECT nothing | WRONG",
                "SELECT 1 | SELEC 1 | UNPARSABLE",
                "SELECT 1 | SELECT 1; SELECT 1 | UNPARSABLE",
                "SELECT 1 | I do not know | UNPARSABLE",
                "SELECT 1 | ~~ | UNPARSABLE",
            })
    void aQueryIsRightIfItReturnsTheSame(String reference, String query, Outcome outcome) {
        assertThat(judge(SQL, reference, query)).returns(outcome, Verdict::outcome);
        assertThat(judge(SQL, reference, "So:\n```sql\n" + query + "\n```").outcome())
                .isEqualTo(outcome);
    }

    @Test
    void columnsAreMatchedByNameWhereTold() {
        String reference = "SELECT 1 AS a, 2 AS b";
        try (Verifier byName = Wanted.verifier(Wanted.of("sql", Map.of("columns_by_name", true)))) {
            assertThat(judge(byName, reference, "SELECT 2 AS B, 1 AS A").isCorrect())
                    .isTrue();
            assertThat(judge(byName, reference, "SELECT 1 AS x, 2 AS y").isCorrect())
                    .isFalse();
            assertThat(judge(SQL, reference, "SELECT 1 AS x, 2 AS y").isCorrect())
                    .isTrue();
        }
    }

    @Test
    void aDatabaseFileIsOpenedReadOnly() throws SQLException {
        Path file = temporary.resolve("shop.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(SETUP);
        }
        Wanted choice = Wanted.of("sql", Map.of("database", temporary + "/{name}.duckdb"));
        try (Verifier verifier = Wanted.verifier(choice)) {
            Prompt prompt = new Prompt("p", "?", "SELECT count(*) FROM sale", Map.of("name", "shop"));
            assertThat(verifier.verify(prompt, "SELECT 4").isCorrect()).isTrue();
            assertThat(verifier.verify(prompt, "DROP TABLE sale").outcome()).isEqualTo(Outcome.UNPARSABLE);
            assertThat(verifier.verify(prompt, "SELECT count(city) FROM sale").isCorrect())
                    .isTrue();
        }
    }

    @Test
    void aReferenceThatFailsIsTheDataSetsFault() {
        assertThatThrownBy(() -> judge(SQL, "SELECT nothing", "SELECT 1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the reference query fails");
        assertThatThrownBy(() -> SQL.verify(new Prompt("p", "?", "SELECT 1", Map.of()), "SELECT 1"))
                .hasMessageContaining("needs the field schema of prompt p");
    }

    @Test
    void aReferenceThatFailsIsFoundWhenTheDataIsLoaded() {
        Map<String, String> fields = Map.of("schema", SETUP);
        assertThat(SQL.unfitReference(new Prompt("p", "?", "SELECT year FROM sale", fields)))
                .isEmpty();
        assertThat(SQL.unfitReference(new Prompt("p", "?", "SELECT month FROM sale", fields)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("the reference query fails", "month"));
        assertThat(SQL.unfitReference(new Prompt("p", "?", "SELECT 1", Map.of("schema", "CREATE TABLES"))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("the database cannot be made"));
        assertThat(SQL.unfitReference(new Prompt("p", "?", "SELECT 1", Map.of())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("needs the field schema"));
    }

    /** What a crash of native code looks like from here: the process is gone in the middle of a query. */
    @Test
    void aProcessThatDiesCostsOneAnswer() throws InterruptedException {
        try (Verifier verifier = Wanted.verifier(Wanted.of("sql"))) {
            assertThat(judge(verifier, "SELECT 1", "SELECT 1").isCorrect()).isTrue();
            List<Verdict> verdicts = new CopyOnWriteArrayList<>();
            Thread query = new Thread(() -> verdicts.add(judge(
                    verifier,
                    "SELECT 1",
                    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r")));
            query.start();
            Thread.sleep(300);
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            query.join();
            assertThat(verdicts).extracting(Verdict::outcome).containsExactly(Outcome.ERROR);
            assertThat(judge(verifier, "SELECT 1", "SELECT 1").isCorrect()).isTrue();
        }
    }
}
