package dev.kedge.internal.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The Git working tree that the running code was built in. The commit is read from {@code .git} itself; whether files
 * have changed since is asked of the {@code git} program, where there is one.
 *
 * @param root the top of the working tree
 */
record SourceTree(Path root) {

    private static final String SOURCES = "trainer/src/main/java/dev/kedge";

    /**
     * The working tree around the running code.
     *
     * @return empty if the code was taken elsewhere
     */
    static Optional<SourceTree> ofRunningCode() {
        CodeSource source = SourceTree.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return around(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return Optional.empty();
        }
    }

    /** The nearest folder above that has both {@code .git} and Kedge's sources: not somebody else's repository. */
    static Optional<SourceTree> around(Path place) {
        for (Path folder = place.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return Files.isDirectory(folder.resolve(SOURCES))
                        ? Optional.of(new SourceTree(folder))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The commit that is checked out.
     *
     * @return 40 hexadecimal digits; empty before the first commit or if the repository's format is unknown
     * @throws IOException if a file that exists cannot be read
     */
    Optional<String> commit() throws IOException {
        Path directory = gitDirectory();
        String head = read(directory.resolve("HEAD"));
        if (!head.startsWith("ref: ")) {
            return Optional.of(head).filter(SourceTree::isCommit);
        }
        String reference = head.substring("ref: ".length());
        Path common = Files.exists(directory.resolve("commondir"))
                ? directory.resolve(read(directory.resolve("commondir")))
                : directory;
        String loose = read(common.resolve(reference));
        if (isCommit(loose)) {
            return Optional.of(loose);
        }
        return read(common.resolve("packed-refs"))
                .lines()
                .filter(line -> line.endsWith(" " + reference))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(SourceTree::isCommit)
                .findFirst();
    }

    /**
     * Whether files differ from the commit, new ones included.
     *
     * @return empty if {@code git} is not there or does not answer
     */
    Optional<Boolean> dirty() {
        ProcessBuilder git = new ProcessBuilder("git", "-C", root.toString(), "status", "--porcelain")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        git.environment().put("GIT_OPTIONAL_LOCKS", "0");
        try {
            Process status = git.start();
            status.getOutputStream().close();
            if (status.getInputStream().read() >= 0) {
                status.destroy();
                return Optional.of(true);
            }
            return status.waitFor() == 0 ? Optional.of(false) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** {@code .git} is a folder, or in a linked working tree a file that names one. */
    private Path gitDirectory() throws IOException {
        Path git = root.resolve(".git");
        if (Files.isDirectory(git)) {
            return git;
        }
        return root.resolve(read(git).replaceFirst("^gitdir: ", ""));
    }

    private static String read(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Files.readString(file, StandardCharsets.UTF_8).strip()
                : "";
    }

    private static boolean isCommit(String text) {
        return text.matches("[0-9a-f]{40}|[0-9a-f]{64}");
    }
}
