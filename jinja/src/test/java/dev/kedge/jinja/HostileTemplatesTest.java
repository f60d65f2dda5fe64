package dev.kedge.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Templates that want all the time or memory there is end with a clear error.
 *
 * <p>They run in a process of their own whose whole heap is 64 MB: what one held beyond that would end it. Their times
 * are printed, not tested; the deadline is only there so that an endless one fails.
 */
class HostileTemplatesTest {

    @TempDir
    Path folder;

    @Test
    void everyOneIsRefusedWithin64MegabytesOfHeap() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostileRun.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended)
                .as("what ended, ended in time; the next did not:%n%s", text)
                .isTrue();
        List<String[]> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(line.split("\t", -1)));

        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(line[0]).as(String.join(" ", line)).isEqualTo("REFUSED"));
        assertThat(lines)
                .extracting(line -> line[2])
                .containsExactlyElementsOf(HostileTemplates.all().keySet());
        assertThat(lines).allSatisfy(line -> assertThat(line[3]).matches("template:\\d+:\\d+: .+"));
        lines.sort(Comparator.comparingDouble((String[] line) -> Double.parseDouble(line[1]))
                .reversed());
        System.out.println("hostile templates: " + lines.size() + ", the slowest:");
        lines.stream()
                .limit(5)
                .forEach(line -> System.out.println("  " + line[1] + " ms  " + line[2] + ": " + line[3]));
    }
}
