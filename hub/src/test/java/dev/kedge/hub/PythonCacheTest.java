package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cache that huggingface_hub 2.4.0 made ({@code parity/hub --write}): {@code tiny} by {@code snapshot_download}, with
 * a listing that also has a file that was not wanted; {@code sharded} file by file, without a listing.
 */
class PythonCacheTest {

    private static final Path CACHE = Path.of("src/test/cache");
    private static final String TINY = "6346c721a0082de5813350c37e2de86e5a04489c";
    private static final String SHARDED = "79955e828cf3e86e190a3ce5e074d654bfb0e176";

    @TempDir
    private Path folder = Path.of("");

    private static HubName name(String text) {
        return HubName.parse(RepositoryKind.MODEL, text).orElseThrow();
    }

    private static Hub offline(Path cache) {
        return new Hub(
                HubSettings.of(Map.of("HF_HUB_CACHE", cache.toString(), "HF_HUB_OFFLINE", "1"), cache),
                DownloadListener.SILENT);
    }

    @Test
    void snapshotsAreFoundByNameBranchAndCommit() {
        Path tiny = CACHE.resolve("models--kedge-parity--tiny/snapshots").resolve(TINY);
        assertThat(offline(CACHE).model(name("kedge-parity/tiny"))).isEqualTo(tiny);
        assertThat(offline(CACHE).modelAt(Path.of("kedge-parity/tiny@main"))).isEqualTo(tiny);
        assertThat(offline(CACHE).model(name("kedge-parity/tiny@" + TINY))).isEqualTo(tiny);
        assertThat(tiny.resolve("config.json")).hasContent("{\"model_type\": \"llama\"}");
        assertThat(offline(CACHE).model(name("kedge-parity/sharded")))
                .isEqualTo(
                        CACHE.resolve("models--kedge-parity--sharded/snapshots").resolve(SHARDED));
    }

    @Test
    void whatIsNotThereIsSaid() {
        for (String absent : List.of("kedge-parity/tiny@v1", "kedge-parity/other", "kedge-parity/tiny/x.gguf")) {
            assertThatThrownBy(() -> offline(CACHE).model(name(absent)))
                    .hasMessageContaining(absent.endsWith("gguf") ? "has no file x.gguf" : "is not in the cache");
        }
    }

    @Test
    void ourListingIsTheirs() throws IOException {
        Path kept = CACHE.resolve("models--kedge-parity--tiny/trees").resolve(TINY + ".json");
        Listing listing = Listing.read(kept, TINY).orElseThrow();

        assertThat(listing.file("model.safetensors").orElseThrow().size()).isEqualTo(3000);
        Path ours = folder.resolve("ours.json");
        Files.writeString(ours, listing.json());
        assertThat(Listing.read(ours, TINY)).contains(listing);
        assertThat(listing.json().replaceAll("\\s+", ""))
                .isEqualTo(Files.readString(kept).replaceAll("\\s+", ""));
    }

    @Test
    void snapshotThatLacksAFileIsNoneOffline() throws IOException {
        copy();
        Files.delete(folder.resolve("models--kedge-parity--tiny/snapshots/" + TINY + "/model.safetensors"));
        Files.delete(folder.resolve(
                "models--kedge-parity--sharded/snapshots/" + SHARDED + "/model-00002-of-00002.safetensors"));

        for (String broken : List.of("kedge-parity/tiny", "kedge-parity/sharded")) {
            assertThatThrownBy(() -> offline(folder).model(name(broken))).hasMessageStartingWith(broken + " is not in");
        }
    }

    @Test
    void snapshotWithoutListingGetsTheRestFromTheHub() throws IOException {
        copy();
        try (LocalHub server = new LocalHub()) {
            // The same commit at the hub: its files are those of the cache, and a chat template that nobody asked for
            // yet.
            Path snapshot =
                    folder.resolve("models--kedge-parity--sharded/snapshots").resolve(SHARDED);
            server.with("model/kedge-parity/sharded", SHARDED, filesAnd(snapshot, "chat_template.jinja"));
            List<String> told = new ArrayList<>();
            DownloadListener listener = new DownloadListener() {
                @Override
                public void begins(HubName name, int files, long bytes) {
                    told.add(files + " files, " + bytes + " bytes");
                }
            };

            Path found = new Hub(server.settings(folder), listener).model(name("kedge-parity/sharded"));

            assertThat(found).isEqualTo(snapshot);
            assertThat(snapshot.resolve("chat_template.jinja")).hasContent("more");
            assertThat(told).containsExactly("1 files, 4 bytes");
        }
    }

    @Test
    void snapshotWithoutListingIsUsedWhereTheHubIsNotReached() throws IOException {
        List<String> told = new ArrayList<>();
        DownloadListener listener = new DownloadListener() {
            @Override
            public void warns(String text) {
                told.add(text);
            }
        };
        LocalHub server = new LocalHub();
        server.close();

        Path found = new Hub(server.settings(CACHE), listener).model(name("kedge-parity/sharded"));

        assertThat(found).endsWith(Path.of(SHARDED));
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith(
                        "kedge-parity/sharded is used as the cache has it, which may lack small files: cannot reach ");
    }

    private static Map<String, byte[]> filesAnd(Path snapshot, String more) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(snapshot)) {
            for (Path file : all.toList()) {
                files.put(snapshot.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        files.put(more, "more".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** With its links as they are. */
    private void copy() throws IOException {
        try (Stream<Path> all = Files.walk(CACHE)) {
            for (Path from : all.toList()) {
                Path to = folder.resolve(CACHE.relativize(from).toString());
                if (!from.equals(CACHE)) {
                    Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }
}
