package dev.kedge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages and modules: a package lies in one module, or the module path refuses both. */
class PackagesTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void noPackageIsSplitBetweenModules() throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (String module : modules()) {
            for (String name : packages(module)) {
                modules.computeIfAbsent(name, any -> new TreeSet<>()).add(module);
            }
        }
        assertThat(modules).hasSizeGreaterThan(40);
        assertThat(modules)
                .allSatisfy((name, owners) ->
                        assertThat(owners).as("modules of the package " + name).hasSize(1));
    }

    private static Set<String> modules() throws IOException {
        return Pattern.compile("<module>([a-z]+)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> packages(String module) throws IOException {
        Path sources = ROOT.resolve(module).resolve("src/main/java");
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent())
                            .toString()
                            .replace('\\', '/')
                            .replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
