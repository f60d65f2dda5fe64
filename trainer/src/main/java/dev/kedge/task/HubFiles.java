package dev.kedge.task;

import dev.kedge.config.FrontMatter;
import dev.kedge.hub.FileChoice;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a part of a data set on the Hugging Face hub: a split of a configuration as the front matter of its card
 * says it, or where the card says nothing, by the usual names; or files by a pattern.
 *
 * @param repository for errors
 * @param config the configuration; empty: the default one, or the only one
 * @param part name of a split, or a path or pattern of files, which has a dot or a slash in it
 */
record HubFiles(String repository, Optional<String> config, String part) implements FileChoice {

    private static final String DEFAULT = "default";
    private static final Pattern ROWS =
            Pattern.compile(".*\\.(?:parquet|csv|tsv|json|jsonl|ndjson)(?:\\.(?:gz|zst))?", Pattern.CASE_INSENSITIVE);

    /** Patterns by split of one configuration, as a card has them. */
    private record Configuration(String name, boolean isDefault, Map<String, List<String>> patterns) {}

    @Override
    public List<String> chosen(List<String> paths, String card) {
        if (part.contains("/") || part.contains(".")) {
            return required(matching(paths, List.of(part)), "a file that matches " + part, paths);
        }
        List<Configuration> configurations = configurations(card);
        return configurations.isEmpty() ? usual(paths) : stated(configurations, paths);
    }

    /** The same choice, of nothing where the part is not there. */
    FileChoice orNone() {
        return (paths, card) -> {
            try {
                return chosen(paths, card);
            } catch (IllegalArgumentException none) {
                return List.of();
            }
        };
    }

    private List<String> stated(List<Configuration> configurations, List<String> paths) {
        List<String> names = configurations.stream().map(Configuration::name).toList();
        Optional<Configuration> meant = config.isPresent()
                ? configurations.stream()
                        .filter(one -> one.name().equals(config.get()))
                        .findFirst()
                : configurations.stream()
                        .filter(one -> configurations.size() == 1
                                || one.isDefault()
                                || one.name().equals(DEFAULT))
                        .findFirst();
        Configuration one = meant.orElseThrow(() -> new IllegalArgumentException(repository + " has the configurations "
                + String.join(", ", names) + ", of which config must name one, got " + config.orElse("none")));
        List<String> patterns = one.patterns().get(part);
        if (patterns == null) {
            throw new IllegalArgumentException(repository + " (" + one.name() + ") has the splits "
                    + String.join(", ", one.patterns().keySet()) + ", got " + part);
        }
        return required(matching(paths, patterns), "the files of " + part, paths);
    }

    /** The layouts that the hub knows without a word: a folder or a beginning of names for the split. */
    private List<String> usual(List<String> paths) {
        List<String> folders = config.map(name -> List.of(name + "/", "data/" + name + "/"))
                .orElse(List.of("", "data/", DEFAULT + "/"));
        List<String> starts = List.of(part + ".", part + "-", part + "_", part + "/");
        for (String folder : folders) {
            for (String start : starts) {
                List<String> found = paths.stream()
                        .filter(path -> path.startsWith(folder + start) && isRows(path))
                        .filter(path -> start.endsWith("/") || path.indexOf('/', folder.length()) < 0)
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return required(
                List.of(),
                "files of the split " + part + config.map(name -> " in " + name).orElse(""),
                paths);
    }

    private List<String> required(List<String> found, String what, List<String> paths) {
        if (!found.isEmpty()) {
            return found;
        }
        String rows = paths.stream().filter(HubFiles::isRows).limit(8).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(repository + " must have " + what + ", got "
                + (rows.isEmpty() ? "no file of rows" : rows + (paths.size() > 8 ? ", …" : "")));
    }

    private static boolean isRows(String path) {
        return ROWS.matcher(path).matches();
    }

    private static List<String> matching(List<String> paths, List<String> patterns) {
        TreeSet<String> found = new TreeSet<>();
        for (String pattern : patterns) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            Optional<PathMatcher> below = pattern.contains("**/")
                    ? Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("**/", "")))
                    : Optional.empty();
            paths.stream()
                    .filter(HubFiles::isRows)
                    .filter(path -> matcher.matches(Path.of(path))
                            || below.filter(also -> also.matches(Path.of(path))).isPresent())
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private static List<Configuration> configurations(String card) {
        List<Configuration> found = new ArrayList<>();
        if (FrontMatter.of(card).get("configs") instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> one && one.get("data_files") != null) {
                    String folder =
                            one.get("data_dir") instanceof String named ? named.replaceAll("/+$", "") + "/" : "";
                    Object name = one.get("config_name");
                    found.add(new Configuration(
                            name == null ? DEFAULT : name.toString(),
                            Boolean.TRUE.equals(one.get("default")),
                            patterns(folder, Objects.requireNonNull(one.get("data_files")))));
                }
            }
        }
        return found;
    }

    /** A pattern or several mean the split {@code train}; else each has its split. */
    private static Map<String, List<String>> patterns(String folder, Object files) {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        if (files instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> one && one.get("path") != null) {
                    String split = one.get("split") == null ? "train" : String.valueOf(one.get("split"));
                    patterns.put(split, texts(folder, Objects.requireNonNull(one.get("path"))));
                }
            }
        } else if (files instanceof Map<?, ?> bySplit) {
            bySplit.forEach((split, path) -> patterns.put(String.valueOf(split), texts(folder, path)));
        } else {
            patterns.put("train", texts(folder, files));
        }
        return patterns;
    }

    private static List<String> texts(String folder, Object paths) {
        Stream<?> all = paths instanceof List<?> list ? list.stream() : Stream.of(paths);
        return all.map(path -> folder + String.valueOf(path).replaceFirst("^\\./", ""))
                .toList();
    }

    /** The names of splits in settings and on the hub. */
    static String nameOf(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }
}
