package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubNameTest {

    private static Optional<HubName> parse(String text) {
        return HubName.parse(RepositoryKind.MODEL, text);
    }

    @Test
    void nameHasOwnerNameAndPerhapsFileAndRevision() {
        assertThat(parse("Qwen/Qwen3-0.6B"))
                .contains(new HubName(RepositoryKind.MODEL, "Qwen/Qwen3-0.6B", "main", Optional.empty()));
        assertThat(parse("Qwen/Qwen3-0.6B@refs/pr/3"))
                .contains(new HubName(RepositoryKind.MODEL, "Qwen/Qwen3-0.6B", "refs/pr/3", Optional.empty()));
        assertThat(parse("o/n/sub/m.gguf@v1"))
                .contains(new HubName(RepositoryKind.MODEL, "o/n", "v1", Optional.of("sub/m.gguf")));
        assertThat(parse("o/n/sub/m.gguf@v1").orElseThrow()).hasToString("o/n/sub/m.gguf@v1");
        assertThat(parse("o/n@main").orElseThrow()).hasToString("o/n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one",
                "/o/n",
                "./o/n",
                "o/../n",
                "o/n@",
                "o/n@../x",
                "o--x/n",
                "o/n@a@b",
                "-o/n",
                "o/n-",
                "o/n/../../x",
                "o n/m",
                "C:\\o\\n"
            })
    void whatIsNoNameIsNone(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a//b", "/a", "a/..", "a\\b", "c:d", ""})
    void fileStaysInItsFolder(String path) {
        assertThatThrownBy(() -> new HubName(RepositoryKind.MODEL, "o/n", "main", Optional.of(path)))
                .hasMessage("a file of a repository must be a path inside it, got " + path);
    }

    /** The folder of a commit in a cache says repository and commit; what is below it is the file. */
    @Test
    void pathInACacheIsThatOfARepository() {
        Path hub = Path.of("/cache/hub/models--Qwen--Qwen3-0.6B");
        assertThat(HubName.ofSnapshot(RepositoryKind.MODEL, hub.resolve("snapshots/c1899de2")))
                .contains(new HubName(RepositoryKind.MODEL, "Qwen/Qwen3-0.6B", "c1899de2", Optional.empty()));
        assertThat(HubName.ofSnapshot(RepositoryKind.MODEL, hub.resolve("snapshots/c1899de2/q4/m.gguf")))
                .contains(new HubName(RepositoryKind.MODEL, "Qwen/Qwen3-0.6B", "c1899de2", Optional.of("q4/m.gguf")));
        assertThat(HubName.ofSnapshot(RepositoryKind.DATASET, hub.resolve("snapshots/c1899de2")))
                .isEmpty();
        assertThat(HubName.ofSnapshot(RepositoryKind.MODEL, hub.resolve("blobs/c1899de2")))
                .isEmpty();
        assertThat(HubName.ofSnapshot(RepositoryKind.MODEL, hub)).isEmpty();
        assertThat(HubName.ofSnapshot(RepositoryKind.MODEL, Path.of("/x/models--a/snapshots/c1")))
                .isEmpty();
        assertThat(HubName.ofSnapshot(RepositoryKind.MODEL, Path.of("/"))).isEmpty();
    }
}
