package dev.kedge.internal.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Outcome;
import dev.kedge.documentation.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/metrics.md defines what the sources measure, and nothing else. Names are read off the sources as text: a name
 * that is put together from parts is spelled out here.
 */
class MetricsPageTest {

    private static final Pattern WRITTEN = Pattern.compile(
            "\"((?:rollout|update|exact|sampler|correction|eval|warm_start|time|memory|throughput)/[a-z0-9_]+)\"");
    private static final Pattern DEFINED = Pattern.compile("^\\| `([a-z_]+/[a-z0-9_]+)` \\|", Pattern.MULTILINE);

    @Test
    void whatIsMeasuredIsDefinedAndWhatIsDefinedIsMeasured() throws IOException {
        SortedSet<String> measured = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(Files::isRegularFile).sorted().toList()) {
                Matcher names = WRITTEN.matcher(Files.readString(source));
                while (names.find()) {
                    measured.add(names.group(1));
                }
            }
        }
        assertThat(measured).contains("rollout/reward_mean", "update/kl3").hasSizeGreaterThan(30);
        measured.removeAll(List.of("rollout/outcome_", "rollout/reward_")); // the latter by names that recipes give
        for (Outcome outcome : Outcome.values()) {
            measured.add("rollout/outcome_" + outcome.name().toLowerCase(Locale.ROOT));
        }
        for (String phase : List.of("update", "warm_start")) {
            measured.addAll(List.of(phase + "/loss", phase + "/gradient_norm", phase + "/learning_rate"));
        }

        SortedSet<String> defined = new TreeSet<>();
        Matcher rows = DEFINED.matcher(definitions());
        while (rows.find()) {
            defined.add(rows.group(1));
        }
        assertThat(defined).isEqualTo(measured);
        assertThat(definitions()).contains("| `rollout/reward_NAME_mean` |");
    }

    /** The page without the table for readers who come from another trainer, whose first column repeats names. */
    private static String definitions() {
        String page = Page.at("docs/metrics.md").text();
        return page.substring(0, page.indexOf("## For readers who come from another trainer"));
    }
}
