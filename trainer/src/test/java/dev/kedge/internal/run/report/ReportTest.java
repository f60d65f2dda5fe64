package dev.kedge.internal.run.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReportTest {

    @TempDir
    Path temporary;

    @Test
    void nothingIsFetchedFromAnywhere() throws IOException {
        String page = Report.of(List.of(DemoRun.write(temporary.resolve("run"), 1, 20, true)));
        assertThat(page).doesNotContain("http://", "https://", "src=\"", "@import", "url(");
        assertThat(page).contains("var uPlot=function()", "Leon Sorokin");
    }

    @Test
    void aFinishedRunSaysWhatCameOut() throws IOException {
        String page = Report.of(List.of(DemoRun.write(temporary.resolve("quick & dirty"), 7, 150, true)));
        assertThat(page)
                .contains(
                        "<h1>quick &amp; dirty</h1>",
                        "finished",
                        "150 steps",
                        "seed 7",
                        "2 min 22 s",
                        "recipe " + Html.escape(temporary.toString()))
                .contains("held-out sampled accuracy", "21.8%");
        assertThat(page).contains("Held-out greedy accuracy went from <b>24.5%</b> to <b>");
    }

    @Test
    void aRunThatIsStillGoingHasAReport() throws IOException {
        String page = Report.of(List.of(DemoRun.write(temporary.resolve("run"), 1, 3, false)));
        assertThat(page).contains("not finished", "step 3", "so far.");
        // Nothing but the first line of metrics yet.
        Path fresh = Files.createDirectories(temporary.resolve("fresh"));
        Files.writeString(
                fresh.resolve("metrics.jsonl"), "{\"step\":1,\"phase\":\"warm_start\",\"warm_start/loss\":4.5}\n");
        assertThat(Report.of(List.of(fresh))).contains("Nothing has been measured yet.");
    }

    @Test
    void whatTheModelWroteIsShownAndNeverRun() throws IOException {
        String page = Report.of(List.of(DemoRun.write(temporary.resolve("run"), 1, 20, true)));
        assertThat(page).doesNotContain("<img").contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;{{data}}");
        assertThat(page.split("</script>", -1)).hasSize(1 + 4);
    }

    /** The prompt whose outcome changed stands before the one that was right from the start. */
    @Test
    void whatItAnswersIsShownBeforeAndAfter() throws IOException {
        String page = Report.of(List.of(DemoRun.write(temporary.resolve("run"), 1, 20, true)));
        String answers = page.substring(page.indexOf("<h2>What it answers</h2>"), page.indexOf("<div id=\"charts\">"));
        assertThat(answers)
                .containsSubsequence(
                        "<h3>held-out prompts</h3>",
                        "prompt p:2",
                        "after step 0: <span class=\"wrong\">7 is not 12",
                        "<pre class=\"completion\">7",
                        "after step 20: <span class=\"correct\">correct",
                        "<pre class=\"completion\">12",
                        "expected 12",
                        "prompt p:1")
                .doesNotContain("<img");
        assertThat(answers.split("<article", -1)).hasSize(1 + 2);
        String going = Report.of(List.of(DemoRun.write(temporary.resolve("going"), 1, 20, false)));
        assertThat(going).doesNotContain("What it answers");
    }

    @Test
    void theNumbersInThePageAreThoseOfTheLogStepByStep() throws IOException {
        Path run = temporary.resolve("run");
        Files.createDirectories(run);
        Files.writeString(run.resolve("metrics.jsonl"), """
                {"step":0,"phase":"evaluation","eval/greedy_accuracy":0.25}
                {"step":1,"phase":"train","update/kl3":0.5}
                {"step":2,"phase":"train","update/kl3":null}
                {"step":2,"phase":"evaluation","eval/greedy_accuracy":0.75}
                {"step":2,"phase":"summary","eval/greedy_accuracy":0.75}
                """);
        JsonNode train = data(Report.of(List.of(run))).get("runs").get(0).get("train");
        assertThat(train.get("steps")).hasToString("[0,1,2]");
        assertThat(train.get("values"))
                .hasToString("{\"eval/greedy_accuracy\":[0.25,null,0.75],\"update/kl3\":[null,0.5,null]}");
    }

    @Test
    void severalRunsAreLaidOverEachOther() throws IOException {
        Path one = DemoRun.write(temporary.resolve("seed-1"), 1, 20, true);
        Path two = DemoRun.write(temporary.resolve("seed-2"), 2, 30, false);
        Path output = temporary.resolve("reports/both.html");
        Report.write(List.of(one, two), output);
        String page = Files.readString(output);
        assertThat(page).contains("2 runs side by side", "seed-1, seed-2", "30 so far");
        assertThat(data(page).get("runs")).hasSize(2);
    }

    @Test
    void aLongRunIsThinnedButEveryEvaluationAndTheEndStay() throws IOException {
        Path run = Files.createDirectories(temporary.resolve("run"));
        String lines = IntStream.rangeClosed(1, 9_999)
                .mapToObj(step -> "{\"step\":" + step + ",\"phase\":\"train\",\"update/kl3\":1.0"
                        + (step == 777 ? ",\"eval/greedy_accuracy\":0.5" : "") + "}\n")
                .collect(Collectors.joining());
        Files.writeString(run.resolve("metrics.jsonl"), lines);
        String page = Report.of(List.of(run));
        JsonNode steps = data(page).get("runs").get(0).get("train").get("steps");
        // Every 5th of 9999, the evaluation at 777 and the last.
        assertThat(steps).hasSize(2000 + 1 + 1);
        assertThat(steps.toString()).contains(",777,").endsWith("9999]");
        assertThat(page).contains("about every 5th step");
    }

    @Test
    void aFolderThatIsNoRunIsNamed() {
        assertThatThrownBy(() -> Report.of(List.of(temporary)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(temporary.toString())
                .hasMessageContaining("metrics.jsonl");
    }

    @Test
    void everyMetricThatIsDrawnIsDefinedInTheDocumentation() throws IOException {
        Path documentation = Path.of("..", "docs", "metrics.md");
        TreeSet<String> defined = new TreeSet<>();
        Matcher names = Pattern.compile("\\| `([a-z_]+/[a-z_0-9]+)` \\|").matcher(Files.readString(documentation));
        while (names.find()) {
            defined.add(names.group(1));
        }
        TreeSet<String> drawn = new TreeSet<>();
        try (InputStream catalogue = Report.class.getResourceAsStream("charts.json")) {
            JsonNode sections = JsonMapper.shared().readTree(catalogue);
            for (JsonNode section : sections) {
                for (JsonNode chart : section.get("charts")) {
                    assertThat(chart.get("about").asString()).endsWith(".");
                    assertThat(chart.get("y").asString()).isNotEmpty();
                    assertThat(chart.path("format").asString("number")).isIn("number", "count", "share", "bytes");
                    chart.get("series")
                            .forEach(series -> drawn.add(series.get(0).asString()));
                }
            }
        }
        assertThat(defined).containsAll(drawn).hasSizeGreaterThan(40);
        assertThat(drawn).contains("rollout/reward_mean", "eval/greedy_accuracy", "update/entropy", "update/kl3");
    }

    @Test
    void textIsEscapedForElementsAndAttributes() {
        assertThat(Html.escape("<a href=\"x\" title='y'>&</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
        assertThat(Html.json("{\"a\":\"</script>\"}")).doesNotContain("<");
        assertThat(JsonMapper.shared()
                        .readTree(Html.json("{\"a\":\"</script>\"}"))
                        .get("a")
                        .asString())
                .isEqualTo("</script>");
    }

    private static JsonNode data(String page) {
        Matcher data = Pattern.compile("id=\"run-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(data.find()).isTrue();
        return JsonMapper.shared().readTree(data.group(1));
    }
}
