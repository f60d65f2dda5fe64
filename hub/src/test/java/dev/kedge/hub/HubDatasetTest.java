package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of data sets, chosen by their paths and the card. */
class HubDatasetTest {

    private static final String ID = "dataset/owner/rows";
    private static final HubName NAME =
            HubName.parse(RepositoryKind.DATASET, "owner/rows").orElseThrow();

    /** All that begin as the card's last word says. */
    private static final FileChoice BY_CARD = (paths, card) -> {
        String start = card.substring(card.lastIndexOf(' ') + 1);
        List<String> found =
                paths.stream().filter(path -> path.startsWith(start)).toList();
        if (card.isEmpty() || found.isEmpty()) {
            throw new IllegalArgumentException("nothing begins with " + start);
        }
        return found;
    };

    @TempDir
    private Path cache = Path.of("");

    private LocalHub server = new LocalHub();

    HubDatasetTest() throws IOException {}

    @BeforeEach
    void serve() {
        server.with(ID, files("main/train"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Map<String, byte[]> files(String start) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("README.md", ("files start " + start).getBytes(StandardCharsets.UTF_8));
        for (String path : List.of(
                "main/train-00000-of-00002.parquet",
                "main/train-00001-of-00002.parquet",
                "main/test-00000-of-00001.parquet",
                "train.jsonl")) {
            files.put(path, path.getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private Hub hub(String... environment) {
        HubSettings quick = server.settings(cache, environment);
        Duration patience = Duration.ofSeconds(60); // nothing here is late on purpose
        return new Hub(
                new HubSettings(
                        quick.endpoint(),
                        quick.cache(),
                        quick.token(),
                        quick.offline(),
                        quick.symlinks(),
                        patience,
                        patience,
                        quick.firstPause(),
                        quick.proxies()),
                DownloadListener.SILENT);
    }

    private List<Path> expected(String... paths) {
        Path snapshot = cache.resolve("datasets--owner--rows/snapshots").resolve(server.commit(ID));
        return List.of(paths).stream().map(snapshot::resolve).toList();
    }

    /** In the cache's own folder for data sets; the rest of the repository is not asked for. */
    @Test
    void onlyWhatIsChosenIsDownloaded() {
        List<Path> files = hub().dataset(NAME, BY_CARD);

        assertThat(files).isEqualTo(expected("main/train-00000-of-00002.parquet", "main/train-00001-of-00002.parquet"));
        assertThat(files.get(1)).hasContent("main/train-00001-of-00002.parquet");
        assertThat(expected("main/test-00000-of-00001.parquet").get(0)).doesNotExist();
        assertThat(server.requests)
                .allMatch(request -> request.path().startsWith("/api/datasets/owner/rows")
                        || request.path().startsWith("/api/resolve-cache/datasets/owner/rows")
                        || request.path().startsWith("/datasets/owner/rows"));
        assertThat(hub().pinnedDataset(NAME).revision()).isEqualTo(server.commit(ID));
    }

    @Test
    void whatTheCacheHasIsFoundWithoutAnyRequest() {
        List<Path> first = hub().dataset(NAME, BY_CARD);
        server.requests.clear();
        server.with(ID, files("train"));

        assertThat(hub().dataset(NAME, BY_CARD)).isEqualTo(first);
        assertThat(hub("HF_HUB_OFFLINE", "1").dataset(NAME, BY_CARD)).isEqualTo(first);
        assertThat(hub("HF_HUB_OFFLINE", "1").dataset(hub().pinnedDataset(NAME), BY_CARD))
                .isEqualTo(first);
        assertThat(server.requests).isEmpty();
    }

    /** Another choice of the same commit fetches what it lacks, and offline says so. */
    @Test
    void furtherFilesOfTheSameCommitAreFetched() {
        hub().dataset(NAME, BY_CARD);
        FileChoice tests = (paths, card) ->
                paths.stream().filter(path -> path.contains("test")).toList();
        assertThatThrownBy(() -> hub("HF_HUB_OFFLINE", "1").dataset(NAME, tests))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("owner/rows is not in the cache");
        assertThat(hub().dataset(NAME, tests)).isEqualTo(expected("main/test-00000-of-00001.parquet"));
        assertThat(server.contentRequests("main/train-00000-of-00002.parquet")).hasSize(1);
    }

    /** Python's tools keep no listing: parts are counted by their names. */
    @Test
    void cacheWithoutListingIsUsedIfNoPartIsMissing() throws IOException {
        List<Path> files = hub().dataset(NAME, BY_CARD);
        Path listing = cache.resolve("datasets--owner--rows/trees/" + server.commit(ID) + ".json");
        Files.delete(listing);
        assertThat(hub("HF_HUB_OFFLINE", "1").dataset(NAME, BY_CARD)).isEqualTo(files);
        Files.delete(files.get(1));
        assertThatThrownBy(() -> hub("HF_HUB_OFFLINE", "1").dataset(NAME, BY_CARD))
                .hasMessageContaining("is not in the cache");
        assertThat(hub().dataset(NAME, BY_CARD)).isEqualTo(files);
        assertThat(files.get(1)).exists();
    }

    @Test
    void whatCannotBeChosenIsTheChoicesError() {
        server.with(ID, files("nowhere"));
        assertThatThrownBy(() -> hub().dataset(NAME, BY_CARD)).hasMessage("nothing begins with nowhere");
        HubName none = HubName.parse(RepositoryKind.DATASET, "owner/none").orElseThrow();
        assertThatThrownBy(() -> hub().dataset(none, BY_CARD)).isInstanceOf(HubException.class);
    }
}
