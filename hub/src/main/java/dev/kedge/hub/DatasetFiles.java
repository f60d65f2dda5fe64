package dev.kedge.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a data set that a choice wants: its card first, then what is chosen by it.
 *
 * @param choice among the paths
 */
record DatasetFiles(FileChoice choice) implements NeededFiles {

    private static final String CARD = "README.md";
    private static final Pattern PART = Pattern.compile("(.*)-([0-9]{5})-of-([0-9]{5})(\\..*)");

    @Override
    public List<RepositoryFile> first(Listing listing) {
        return listing.file(CARD).stream().toList();
    }

    @Override
    public List<RepositoryFile> then(Listing listing, Path snapshot) {
        return choice.chosen(List.copyOf(listing.files().keySet()), card(snapshot)).stream()
                .map(path -> listing.file(path).orElseThrow())
                .toList();
    }

    /** Without a listing: what is chosen of the files that are there, if none of their further parts is missing. */
    @Override
    public boolean areIn(Path snapshot) {
        try {
            List<String> paths = paths(snapshot);
            Set<String> chosen = new TreeSet<>(choice.chosen(paths, card(snapshot)));
            return chosen.stream().allMatch(path -> hasAllParts(path, chosen));
        } catch (IllegalArgumentException nothingIsMeant) {
            return false;
        }
    }

    private static boolean hasAllParts(String path, Set<String> chosen) {
        Matcher part = PART.matcher(path);
        return !part.matches()
                || chosen.stream()
                                .filter(other -> other.startsWith(part.group(1) + "-")
                                        && other.endsWith("-of-" + part.group(3) + part.group(4)))
                                .count()
                        == Integer.parseInt(part.group(3));
    }

    @Override
    public Path place(Path snapshot) {
        return snapshot;
    }

    /** What is chosen of a snapshot that has it. */
    List<Path> in(Path snapshot, List<String> paths) {
        return choice.chosen(paths, card(snapshot)).stream()
                .map(snapshot::resolve)
                .toList();
    }

    /** The files below a folder, by their paths from it. */
    static List<String> paths(Path snapshot) {
        if (!Files.isDirectory(snapshot)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(snapshot)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> snapshot.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new HubException("cannot look into " + snapshot + ": " + e.getMessage(), e);
        }
    }

    private static String card(Path snapshot) {
        Path card = snapshot.resolve(CARD);
        try {
            return Files.isRegularFile(card) ? new String(Files.readAllBytes(card), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new HubException("cannot read " + card + ": " + e.getMessage(), e);
        }
    }
}
