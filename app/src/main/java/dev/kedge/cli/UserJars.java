package dev.kedge.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The jars that the user has put on the class path by the environment variable {@code KEDGE_CLASSPATH}. */
final class UserJars {

    private UserJars() {}

    /** Those that exist; the launcher has put them there. */
    static List<Path> onClassPath() {
        String classPath = Optional.ofNullable(System.getenv("KEDGE_CLASSPATH")).orElse("");
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .filter(name -> name.endsWith(".jar"))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }
}
