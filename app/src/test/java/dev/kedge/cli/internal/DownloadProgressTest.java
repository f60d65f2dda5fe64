package dev.kedge.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.hub.HubName;
import dev.kedge.hub.RepositoryKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DownloadProgressTest {

    private static final HubName NAME =
            HubName.parse(RepositoryKind.MODEL, "owner/tiny").orElseThrow();

    private final StringWriter shown = new StringWriter();
    private final AtomicLong seconds = new AtomicLong();

    private DownloadProgress progress(boolean live) {
        return new DownloadProgress(new PrintWriter(shown, true), live, () -> seconds.get() * 1_000_000_000L);
    }

    @Test
    void plainLinesAreTenSecondsApart() {
        DownloadProgress progress = progress(false);
        progress.begins(NAME, 1, 200_000_000);
        progress.advances("model.safetensors", 40_000_000); // of an earlier download
        seconds.set(5);
        progress.advances("model.safetensors", 80_000_000);
        seconds.set(10);
        progress.advances("model.safetensors", 140_000_000);
        progress.ends();

        // 140 of 200 MB are 70 %; 140 - 40 MB in 10 s are 10 MB/s
        assertThat(shown.toString().lines())
                .containsExactly(
                        "downloading owner/tiny: 1 file, 200.0 MB",
                        " 70 %  140.0 MB of 200.0 MB  10.0 MB/s  model.safetensors");
    }

    @Test
    void lineAtATerminalIsWrittenOverAndClearedAtTheEnd() {
        DownloadProgress progress = progress(true);
        progress.begins(NAME, 2, 100);
        seconds.set(1);
        progress.advances("a", 50);
        progress.ends();

        assertThat(shown.toString().replace(System.lineSeparator(), "|"))
                .startsWith("downloading owner/tiny: 2 files, 100 B|\r 50 %  50 B of 100 B  0 B/s  a ")
                .endsWith("\r" + " ".repeat(78) + "\r");
    }
}
