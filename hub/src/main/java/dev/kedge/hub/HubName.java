package dev.kedge.hub;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a repository with its revision, and of one file in it if only that is meant: {@code Qwen/Qwen3-0.6B},
 * {@code Qwen/Qwen3-0.6B@main}, {@code org/name/model-q8_0.gguf@v1}.
 *
 * @param kind of the repository
 * @param repository {@code owner/name}
 * @param revision a branch, a tag or a commit
 * @param file the path of one file in it
 */
public record HubName(RepositoryKind kind, String repository, String revision, Optional<String> file) {

    /** The revision that is meant if none is named. */
    public static final String DEFAULT_REVISION = "main";

    private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/-]*");
    private static final Pattern NAME =
            Pattern.compile("(" + PART + "/" + PART + ")(?:/([^@]+))?(?:@(" + REVISION.pattern() + "))?");

    /** Refuses what could lead out of a folder of the cache. */
    public HubName {
        if (!isName(repository) || repository.contains("--") || repository.contains("..")) {
            throw new HubException("a repository must be OWNER/NAME, got " + repository);
        }
        if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw new HubException("a revision must be a branch, a tag or a commit, got " + revision);
        }
        file.ifPresent(RepositoryFile::checkPath);
    }

    private static boolean isName(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.matches() && matcher.group(2) == null && matcher.group(3) == null;
    }

    /**
     * The repository that a text names, if it has the form {@code OWNER/NAME[/FILE][@REVISION]}.
     *
     * @param kind what it is a repository of
     * @param text what a user wrote
     */
    public static Optional<HubName> parse(RepositoryKind kind, String text) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches() || text.contains("--") || text.contains("..")) {
            return Optional.empty();
        }
        return Optional.of(new HubName(
                kind,
                matcher.group(1),
                Optional.ofNullable(matcher.group(3)).orElse(DEFAULT_REVISION),
                Optional.ofNullable(matcher.group(2))));
    }

    /**
     * The repository and commit that a path in a cache belongs to: {@code …/models--OWNER--NAME/snapshots/COMMIT}, or
     * what is in it.
     *
     * @param kind what it is a repository of
     * @param path absolute, links followed or not
     * @return empty if the path is not that of a snapshot, or of something in one
     */
    public static Optional<HubName> ofSnapshot(RepositoryKind kind, Path path) {
        String start = kind.plural() + "--";
        for (int i = path.getNameCount() - 3; i >= 0; i--) {
            String folder = path.getName(i).toString();
            if (folder.startsWith(start) && path.getName(i + 1).endsWith(HubCache.SNAPSHOTS)) {
                Optional<String> file = i + 3 == path.getNameCount()
                        ? Optional.empty()
                        : Optional.of(path.subpath(i + 3, path.getNameCount())
                                .toString()
                                .replace(File.separatorChar, '/'));
                return named(kind, folder.substring(start.length()).replace("--", "/"), path.getName(i + 2), file);
            }
        }
        return Optional.empty();
    }

    private static Optional<HubName> named(RepositoryKind kind, String repository, Path commit, Optional<String> file) {
        return isName(repository) && REVISION.matcher(commit.toString()).matches()
                ? Optional.of(new HubName(kind, repository, commit.toString(), file))
                : Optional.empty();
    }

    /** Whether the revision is a whole commit, which never changes. */
    boolean isCommit() {
        return revision.matches("[0-9a-f]{40}");
    }

    /** The folder of this repository in a cache: {@code models--owner--name}. */
    String folder() {
        return kind.plural() + "--" + repository.replace("/", "--");
    }

    @Override
    public String toString() {
        return repository
                + file.map(path -> "/" + path).orElse("")
                + (revision.equals(DEFAULT_REVISION) ? "" : "@" + revision);
    }
}
