package dev.kedge.benchmarks;

import dev.kedge.jinja.StrftimeNow;
import dev.kedge.jinja.Template;
import dev.kedge.jinja.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time that a chat template takes to make a prompt: every {@code *.jinja} of a folder, a conversation of four
 * messages, after warming up.
 */
final class TemplatesBenchmark {

    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 2_000;

    private TemplatesBenchmark() {}

    /** A folder with templates. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1 || !Files.isDirectory(Path.of(arguments[0]))) {
            throw new IllegalArgumentException("there must be one argument, a folder with .jinja files");
        }
        System.out.printf("%-34s %10s %10s %10s%n", "microseconds", "parse", "median", "99 %");
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jinja"))
                    .sorted()
                    .toList()) {
                System.out.println(line(file));
            }
        }
    }

    private static String line(Path file) throws IOException {
        String source = Files.readString(file);
        Map<String, Object> variables = variables();
        try {
            double[] parsing = microseconds(() -> Template.parse(source), WARM_UP / 10);
            Template template = Template.parse(source);
            double[] rendering = microseconds(() -> template.render(variables), WARM_UP);
            return String.format(
                    Locale.ROOT,
                    "%-34s %10.1f %10.1f %10.1f",
                    file.getFileName(),
                    parsing[parsing.length / 2],
                    rendering[rendering.length / 2],
                    rendering[rendering.length * 99 / 100]);
        } catch (TemplateException refused) {
            return String.format("%-34s refuses the conversation: %s", file.getFileName(), refused.reason());
        }
    }

    /** Sorted. */
    private static double[] microseconds(Runnable work, int warmUp) {
        for (int run = 0; run < warmUp; run++) {
            work.run();
        }
        double[] times = new double[MEASURED];
        for (int run = 0; run < times.length; run++) {
            long start = System.nanoTime();
            work.run();
            times[run] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(times);
        return times;
    }

    private static Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>();
        variables.put(
                "messages",
                List.of(
                        Map.of("role", "system", "content", "You are a careful mathematician. Show your work."),
                        Map.of("role", "user", "content", "Natalia sold clips to 48 of her friends. ".repeat(6)),
                        Map.of("role", "assistant", "content", "She sold 48/2 = 24 clips in May. ".repeat(12)),
                        Map.of("role", "user", "content", "And how many altogether?")));
        variables.put("add_generation_prompt", true);
        variables.put("tools", null);
        variables.put("documents", null);
        variables.put("bos_token", "<s>");
        variables.put("eos_token", "</s>");
        ZonedDateTime clock = ZonedDateTime.of(2026, 3, 5, 14, 7, 9, 0, ZoneOffset.UTC);
        variables.put("strftime_now", new StrftimeNow(() -> clock));
        return variables;
    }
}
