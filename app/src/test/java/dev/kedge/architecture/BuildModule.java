package dev.kedge.architecture;

import dev.kedge.documentation.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A module of the build, as its pom says.
 *
 * @param name of its folder
 * @param description its purpose
 * @param uses the modules that it depends on, other than for tests
 */
record BuildModule(String name, String description, List<String> uses) {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern DESCRIPTION = Pattern.compile("<description>([^<]+)</description>");
    private static final Pattern MANAGED =
            Pattern.compile("<dependencyManagement>.*</dependencyManagement>", Pattern.DOTALL);
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);
    private static final Pattern OURS = Pattern.compile("<artifactId>kedge-([^<]+)</artifactId>");

    BuildModule {
        uses = List.copyOf(uses);
    }

    /** All of them, in the order of the build. */
    static List<BuildModule> all() {
        return found(MODULE, text(Page.ROOT.resolve("pom.xml"))).stream()
                .map(BuildModule::read)
                .toList();
    }

    private static BuildModule read(String name) {
        String pom = text(Page.ROOT.resolve(name).resolve("pom.xml"));
        return new BuildModule(
                name,
                found(DESCRIPTION, pom).get(0).strip().replaceAll("\\s+", " "),
                DEPENDENCY
                        .matcher(MANAGED.matcher(pom).replaceAll(""))
                        .results()
                        .map(MatchResult::group)
                        .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                        .flatMap(dependency -> found(OURS, dependency).stream())
                        .toList());
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
