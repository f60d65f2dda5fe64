package dev.kedge.internal.run.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code report.html}: what a person looks at after a run, or during it, made from run directories alone. One file,
 * nothing from the network. Several runs are laid over each other.
 */
public final class Report {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z.]+)}}");
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/";
    private static final String UPLOT_PROPERTIES = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private Report() {}

    /**
     * Writes the report of one run or several.
     *
     * @param runs run directories, at least one; the first gives the page its name
     * @param output the file to write; replaced if it exists
     * @throws IllegalArgumentException if one of them is not a run directory
     * @throws IOException if something cannot be read or written
     */
    public static void write(List<Path> runs, Path output) throws IOException {
        String page = of(runs);
        Path folder = output.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        Files.writeString(output, page);
    }

    /**
     * The report of one run or several as a page.
     *
     * @param directories run directories, at least one
     * @return HTML
     * @throws IllegalArgumentException if one of them is not a run directory
     * @throws IOException if something cannot be read
     */
    public static String of(List<Path> directories) throws IOException {
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run directory, got none");
        }
        List<RecordedRun> runs = new ArrayList<>();
        for (Path directory : directories) {
            runs.add(RecordedRun.read(directory));
        }
        boolean several = runs.size() > 1;
        RecordedRun first = runs.get(0);
        Map<String, String> parts = Map.ofEntries(
                Map.entry("title", Html.escape(several ? commonTitle(runs) : first.name())),
                Map.entry("head", several ? HeadSection.ofSeveral(runs) : HeadSection.ofOne(first)),
                Map.entry("tables", several ? HeadSection.comparison(runs) : HeadSection.changes(first)),
                Map.entry("answers", several ? "" : AnswerSection.of(first)),
                Map.entry("samples", several ? "" : SampleSection.of(first)),
                Map.entry(
                        "details",
                        runs.stream().map(run -> DetailSection.of(run, several)).collect(Collectors.joining())),
                Map.entry("footer", thinning(runs)),
                Map.entry("charts.json", Html.json(resource("charts.json"))),
                Map.entry("data", Html.json(CurveData.of(runs))),
                Map.entry("report.css", resource("report.css")),
                Map.entry("report.js", resource("report.js")),
                Map.entry("uplot.css", resource(UPLOT + uplotVersion() + "/dist/uPlot.min.css")),
                Map.entry("uplot.license", resource(UPLOT + uplotVersion() + "/LICENSE")),
                Map.entry(
                        "uplot.js",
                        resource(UPLOT + uplotVersion() + "/dist/uPlot.iife.min.js")
                                .replace("https://", "")));
        return filled(resource("report.html"), parts);
    }

    /** Fills in every placeholder in one pass, so that content that looks like a placeholder stays as it is. */
    private static String filled(String template, Map<String, String> parts) {
        Set<String> unused = new HashSet<>(parts.keySet());
        StringBuilder page = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(template);
        while (matcher.find()) {
            String name = matcher.group(1);
            String part = parts.get(name);
            if (part == null) {
                throw new IllegalStateException("report.html names an unknown part: " + name);
            }
            unused.remove(name);
            matcher.appendReplacement(page, Matcher.quoteReplacement(part));
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("report.html leaves out " + unused);
        }
        return matcher.appendTail(page).toString();
    }

    private static String commonTitle(List<RecordedRun> runs) {
        return runs.stream().map(RecordedRun::name).limit(3).collect(Collectors.joining(", "))
                + (runs.size() > 3 ? " and " + (runs.size() - 3) + " more" : "");
    }

    private static String thinning(List<RecordedRun> runs) {
        int stride = runs.stream()
                .mapToInt(run -> CurveData.stride(run.lines().size()))
                .max()
                .orElse(1);
        return stride == 1 ? "" : " The curves of long runs show about every " + stride + "th step.";
    }

    private static String uplotVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = open(UPLOT_PROPERTIES)) {
            properties.load(stream);
        }
        return properties.getProperty("version", "");
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = open(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) {
        InputStream stream = Report.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("the class path lacks " + name);
        }
        return stream;
    }
}
