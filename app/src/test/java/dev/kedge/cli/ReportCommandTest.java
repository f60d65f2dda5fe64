package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {

    @TempDir
    Path run;

    @BeforeEach
    void aRunOfOneStep() throws IOException {
        Files.writeString(
                run.resolve("metrics.jsonl"), "{\"step\":1,\"phase\":\"train\",\"rollout/reward_mean\":0.5}\n");
    }

    @Test
    void thePageLiesInTheRunDirectoryAndItsPathIsSaid() {
        KedgeRun report = KedgeRun.of("report", run.toString());
        assertThat(report.status()).isZero();
        assertThat(report.out().strip()).isEqualTo(run.resolve("report.html").toString());
        assertThat(run.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void severalRunsGoWhereToldTo() {
        Path page = run.resolve("pages/both.html");
        KedgeRun report = KedgeRun.of("report", run.toString(), run.toString(), "--output", page.toString());
        assertThat(report.status()).isZero();
        assertThat(page).content().contains("2 runs side by side");
    }

    @Test
    void whatIsNoRunIsTheUsersMistake() throws IOException {
        KedgeRun missing = KedgeRun.of("report", "no-such-run");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("no-such-run").hasLineCount(1);

        Files.delete(run.resolve("metrics.jsonl"));
        KedgeRun empty = KedgeRun.of("report", run.toString());
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err()).contains("metrics.jsonl").hasLineCount(1);
        assertThat(run).isEmptyDirectory();
    }
}
