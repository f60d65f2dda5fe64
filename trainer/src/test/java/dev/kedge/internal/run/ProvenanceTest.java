package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ProvenanceTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path temporary;

    @Test
    void theFileSaysWhatTheRunWasMadeFrom() throws IOException {
        Path recipe = Files.writeString(temporary.resolve("recipe.yaml"), "abc");
        Provenance.collect(
                        List.of("train", "recipe.yaml", "seed=7"),
                        7,
                        Map.of("libtorch", "2.10.0"),
                        Map.of("recipe", recipe))
                .write(new RunPaths(temporary));

        JsonNode written = JsonMapper.shared().readTree(temporary.resolve("provenance.json"));
        assertThat(written.get("seed").asLong()).isEqualTo(7);
        assertThat(written.get("command").get(2).asString()).isEqualTo("seed=7");
        assertThat(written.get("versions").get("libtorch").asString()).isEqualTo("2.10.0");
        assertThat(written.get("versions").get("java").asString())
                .startsWith(Runtime.version().toString());
        assertThat(written.get("machine").get("cores").asInt()).isPositive();
        assertThat(written.get("machine").get("memory_bytes").asLong()).isGreaterThan(1L << 28);
        JsonNode file = written.get("files").get(0);
        assertThat(file.get("role").asString()).isEqualTo("recipe");
        assertThat(file.get("bytes").asLong()).isEqualTo(3);
        // FIPS 180-2, appendix B.1: SHA-256 of "abc"
        assertThat(file.get("sha256").asString())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void everyProcessThatWorkedOnTheRunIsKnown() throws IOException {
        for (long seed = 1; seed <= 3; seed++) {
            Provenance.collect(List.of("train"), seed, Map.of(), Map.of()).write(new RunPaths(temporary));
        }
        JsonNode third = JsonMapper.shared().readTree(temporary.resolve("provenance-3.json"));
        assertThat(third.get("seed").asLong()).isEqualTo(3);
    }

    private Provenance read(Map<String, Path> files) throws IOException {
        return Provenance.collect(List.of("train"), 1, Map.of(), files);
    }

    /** Compared with the process that last worked on the run, each file by its content and not by its place. */
    @Test
    void whatHasChangedSinceTheRunWasLastWorkedOnIsNamed() throws IOException {
        RunPaths paths = new RunPaths(temporary);
        Path data = Files.writeString(temporary.resolve("a.jsonl"), "abc");
        Path rules = Files.writeString(temporary.resolve("rules.jar"), "1");
        Path recipe = Files.writeString(temporary.resolve("recipe.yaml"), "seed: 1");
        Map<String, Path> files = Map.of("data a.jsonl", data, "class path rules.jar", rules, "recipe", recipe);
        assertThat(ProvenanceChanges.since(paths, read(files))).isEmpty();
        read(files).write(paths);
        assertThat(ProvenanceChanges.since(paths, read(files))).isEmpty();
        Files.writeString(recipe, "seed: 2"); // a resumed run has its settings from config.yaml
        Path copy = Files.writeString(temporary.resolve("b.jsonl"), "abc");
        Provenance moved = read(Map.of("data a.jsonl", copy, "class path rules.jar", rules, "recipe", recipe));
        assertThat(ProvenanceChanges.since(paths, moved)).isEmpty();
        Files.writeString(data, "abd");
        Path schema = Files.writeString(temporary.resolve("s.json"), "{}");
        Provenance changed = read(Map.of("data a.jsonl", data, "verifier s.json", schema));
        assertThat(ProvenanceChanges.since(paths, changed))
                .containsExactlyInAnyOrder(
                        "data a.jsonl (" + data + ") has changed since this run was last worked on: SHA-256"
                                + " a52d159f262b…, was ba7816bf8f01…",
                        "verifier s.json (" + schema + ") was not there when this run was last worked on",
                        "class path rules.jar was there when this run was last worked on and is not now");
        changed.write(paths);
        assertThat(ProvenanceChanges.since(paths, changed)).isEmpty(); // the second process is the last one now
    }

    @Test
    void theCommitIsFoundHoweverGitKeepsIt() throws IOException {
        SourceTree tree = sourceTree();
        Path git = tree.root().resolve(".git");

        Files.writeString(git.resolve("HEAD"), COMMIT + "\n");
        assertThat(tree.commit()).contains(COMMIT);

        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
        assertThat(tree.commit()).isEmpty();
        Files.writeString(
                git.resolve("packed-refs"),
                "# pack-refs with: peeled\n" + "f".repeat(40) + " refs/heads/not-main\n" + COMMIT
                        + " refs/heads/main\n");
        assertThat(tree.commit()).contains(COMMIT);

        // A loose reference is newer than a packed one.
        Files.writeString(git.resolve("refs/heads/main"), "e".repeat(40) + "\n");
        assertThat(tree.commit()).contains("e".repeat(40));
    }

    @Test
    void whereGitGivesNoAnswerWhetherFilesChangedIsUnknown() throws IOException {
        // .git is there, but is not a repository: git ends with an error, and a machine without git has no program.
        assertThat(sourceTree().dirty()).isEmpty();
    }

    @Test
    void aLinkedWorkingTreeFindsTheBranchInTheCommonFolder() throws IOException {
        Path git = sourceTree().root().resolve(".git");
        Files.writeString(git.resolve("refs/heads/topic"), COMMIT);
        Path own = Files.createDirectories(git.resolve("worktrees/topic"));
        Files.writeString(own.resolve("HEAD"), "ref: refs/heads/topic\n");
        Files.writeString(own.resolve("commondir"), "../..\n");
        Path linked = Files.createDirectories(temporary.resolve("linked/trainer/src/main/java/dev/kedge"));
        Path root = temporary.resolve("linked");
        Files.writeString(root.resolve(".git"), "gitdir: " + own + "\n");

        assertThat(SourceTree.around(linked).orElseThrow().commit()).contains(COMMIT);
    }

    @Test
    void aJarInSomebodyElsesRepositoryDoesNotReportTheirCommit() throws IOException {
        Files.createDirectories(temporary.resolve(".git"));
        Path library = Files.createDirectories(temporary.resolve("lib"));
        assertThat(SourceTree.around(library)).isEmpty();
    }

    private SourceTree sourceTree() throws IOException {
        Path classes = Files.createDirectories(temporary.resolve("tree/core/target/classes"));
        Files.createDirectories(temporary.resolve("tree/trainer/src/main/java/dev/kedge"));
        Files.createDirectories(temporary.resolve("tree/.git/refs/heads"));
        return SourceTree.around(classes).orElseThrow();
    }
}
