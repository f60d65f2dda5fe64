package dev.kedge.architecture;

import dev.kedge.documentation.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A package for other rooms to use, as its documentation says: packages called {@code internal} within a room and what
 * is never published are no rooms. A room whose name begins with {@code internal} is for Kedge only.
 *
 * @param name below {@code dev.kedge}
 * @param module the module that it is in
 * @param folder from the repository's root
 * @param description the first sentence of its documentation
 */
record Room(String name, String module, String folder, String description) {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "kedge");
    private static final List<String> UNPUBLISHED = List.of("testing", "benchmarks");
    private static final Pattern DOCUMENTATION =
            Pattern.compile("/\\*\\*(.*?)\\*/\\s*(?:@\\w+\\s+)?package ", Pattern.DOTALL);
    private static final Pattern SENTENCE = Pattern.compile("^(.*?[.?])(?: |$)");
    private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)? (?:[^} ]* )?(?:[^} ]*\\.)?([^} .]+)}");
    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

    /** All of them: in the order of the rules, and within a room by name. */
    static List<Room> all() {
        return BuildModule.all().stream()
                .filter(module -> !UNPUBLISHED.contains(module.name()))
                .flatMap(module -> of(module.name()))
                .sorted(Comparator.comparing((Room room) -> HouseRules.inOrder().indexOf(room.outermost()))
                        .thenComparing(Room::name))
                .toList();
    }

    /** The first part of the name, which has the place in the order. */
    String outermost() {
        String ofCallers = name.startsWith(HouseRules.INTERNAL) ? name.substring(HouseRules.INTERNAL.length()) : name;
        return ofCallers.replaceAll("\\..*", "");
    }

    private static Stream<Room> of(String module) {
        Path sources = Page.ROOT.resolve(module).resolve(SOURCES);
        if (!Files.isDirectory(sources)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> isRoom(sources.relativize(file)))
                    .map(file -> read(module, sources, file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Packages called {@code internal} within a room are none; the folder {@code internal} beside the rooms has some.
     */
    private static boolean isRoom(Path file) {
        return file.getNameCount() > 1
                && !file.subpath(1, file.getNameCount()).toString().contains("internal");
    }

    private static Room read(String module, Path sources, Path file) {
        Path folder = file.resolveSibling("");
        String name = sources.relativize(folder).toString().replace('/', '.').replace('\\', '.');
        return new Room(name, module, Page.ROOT.relativize(folder).toString().replace('\\', '/'), sentence(file));
    }

    private static String sentence(Path file) {
        try {
            Matcher documentation = DOCUMENTATION.matcher(Files.readString(file));
            if (!documentation.find()) {
                throw new AssertionError(file + " must say what the package is");
            }
            String text =
                    documentation.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip();
            Matcher sentence = SENTENCE.matcher(text);
            String first = sentence.find() ? sentence.group(1) : text;
            String plain = LINK.matcher(first).replaceAll("$1");
            return CODE.matcher(plain).replaceAll("`$1`").replaceAll("\\.$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
