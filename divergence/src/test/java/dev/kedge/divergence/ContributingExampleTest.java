package dev.kedge.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.ratio.DivergenceBall;
import dev.kedge.divergence.ratio.Kl3;
import dev.kedge.divergence.ratio.RatioMeasure;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worked example of CONTRIBUTING.md, "A condition": it compiles as it stands there, and is what the text says it
 * is.
 */
class ContributingExampleTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```java\n(package .*?record (\\w+)\\(.*?)```", Pattern.DOTALL);

    private static final Pattern LINE = Pattern.compile("ball\\(new (\\w+)\\(\\), ([0-9.]+), HIGH_1_2\\),");

    @TempDir
    Path folder;

    @Test
    void theExampleCompilesAndItsIntervalIsThatOfKl3TurnedAround() throws Exception {
        String page = Files.readString(Path.of("..", "CONTRIBUTING.md"));
        Matcher example = EXAMPLE.matcher(page);
        assertThat(example.find()).as("a java block with a record").isTrue();
        RatioMeasure mirrored = compiled(example.group(2), example.group(1));
        for (double delta : new double[] {1e-12, 1e-3, 0.02, 0.5, 3}) {
            LogInterval turned = new Kl3().interval(delta);
            LogInterval interval = mirrored.interval(delta);
            assertThat(interval.logLow() / -turned.logHigh()).isCloseTo(1, within(1e-14));
            assertThat(interval.logHigh() / -turned.logLow()).isCloseTo(1, within(1e-14));
        }

        Matcher line = LINE.matcher(page);
        assertThat(line.find()).as("its line of the catalogue").isTrue();
        assertThat(line.group(1)).isEqualTo(example.group(2));
        double delta = Double.parseDouble(line.group(2));
        assertThat(new DivergenceBall(mirrored, delta).interval().high()).isCloseTo(1.2, within(1e-5));
    }

    /** Compiles a record of the ratio package and makes one, in that package, whose helpers it uses. */
    private RatioMeasure compiled(String name, String source) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-Xlint:all",
                "-Werror",
                "-cp",
                Path.of("target", "classes").toString(),
                "-d",
                folder.toString(),
                file.toString());
        assertThat(status).as("exit status of the compiler").isZero();
        List<Path> classes;
        try (var found = Files.walk(folder)) {
            classes = found.filter(path -> path.toString().endsWith(".class")).toList();
        }
        assertThat(classes).hasSize(1);
        Class<?> type = MethodHandles.privateLookupIn(RatioMeasure.class, MethodHandles.lookup())
                .defineClass(Files.readAllBytes(classes.get(0)));
        return (RatioMeasure) type.getDeclaredConstructor().newInstance();
    }
}
