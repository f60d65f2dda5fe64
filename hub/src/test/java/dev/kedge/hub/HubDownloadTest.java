package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a download leaves in the cache, and how it meets a hub that fails. */
class HubDownloadTest {

    private static final String ID = "model/owner/tiny";
    private static final String WEIGHTS = "model.safetensors";

    /** 300,000 bytes: several buffers of 65,536. */
    private static final byte[] CONTENT = random(300_000);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> told = new ArrayList<>();
    private LocalHub server = new LocalHub();

    HubDownloadTest() throws IOException {}

    @BeforeEach
    void serve() {
        server.with(ID, files(Map.of(WEIGHTS, CONTENT)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static Map<String, byte[]> files(Map<String, byte[]> more) {
        Map<String, byte[]> files = new TreeMap<>(more);
        files.put("config.json", "{\"model_type\": \"llama\"}".getBytes(StandardCharsets.UTF_8));
        files.put("tokenizer.json", "{}".getBytes(StandardCharsets.UTF_8));
        files.put("additional_chat_templates/tool use.jinja", "{{ tools }}".getBytes(StandardCharsets.UTF_8));
        files.put("README.md", "---\nlicense: mit\n---\n".getBytes(StandardCharsets.UTF_8));
        files.put("onnx/model.onnx", random(10));
        files.put("tf_model.h5", random(10));
        files.put("empty.txt", new byte[0]);
        return files;
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private Hub hub(String... environment) {
        return new Hub(server.settings(cache(), environment), new DownloadListener() {
            @Override
            public void begins(HubName name, int files, long bytes) {
                told.add("begins " + files + " " + bytes);
            }

            @Override
            public void advances(String file, long bytes) {
                told.add(file + " " + bytes);
            }

            @Override
            public void ends() {
                told.add("ends");
            }

            @Override
            public void warns(String text) {
                told.add(text);
            }
        });
    }

    private static HubName name(String text) {
        return HubName.parse(RepositoryKind.MODEL, text).orElseThrow();
    }

    private Path repository() {
        return cache().resolve("models--owner--tiny");
    }

    @Test
    void snapshotHasRelativeLinksToBlobsThatAreNamedByTheirChecksums() throws IOException {
        Path snapshot = hub().model(name("owner/tiny"));

        assertThat(snapshot).isEqualTo(repository().resolve("snapshots").resolve(server.commit(ID)));
        assertThat(repository().resolve("refs/main")).hasContent(server.commit(ID));
        Path weights = snapshot.resolve(WEIGHTS);
        assertThat(weights).hasBinaryContent(CONTENT);
        assertThat(Files.readSymbolicLink(weights)).isEqualTo(Path.of("../../blobs", LocalHub.sum("SHA-256", CONTENT)));
        byte[] config = Files.readAllBytes(snapshot.resolve("config.json"));
        assertThat(Files.readSymbolicLink(snapshot.resolve("config.json")))
                .isEqualTo(Path.of("../../blobs", LocalHub.gitBlob(config)));
        assertThat(snapshot.resolve("additional_chat_templates/tool use.jinja")).hasContent("{{ tools }}");
        assertThat(cache().resolve("CACHEDIR.TAG")).content().startsWith("Signature: 8a477f597d28d172789f06886806bc55");
    }

    @Test
    void onlyTheFilesThatAreNeededAreAskedFor() {
        Path snapshot = hub().model(name("owner/tiny"));

        assertThat(snapshot.resolve("README.md")).exists();
        assertThat(snapshot.resolve("onnx")).doesNotExist();
        assertThat(snapshot.resolve("tf_model.h5")).doesNotExist();
        assertThat(server.requests).noneMatch(request -> request.path().contains("h5"));
        // config.json 23 bytes, tokenizer.json 2, the template 11, README.md 21; then the weights
        assertThat(told).contains("begins 4 57", "begins 1 300000").last().isEqualTo("ends");
        assertThat(told).contains(WEIGHTS + " 300000");
    }

    @Test
    void whatTheCacheHasIsFoundWithoutAnyRequest() {
        Path first = hub().model(name("owner/tiny"));
        server.requests.clear();

        assertThat(hub().model(name("owner/tiny"))).isEqualTo(first);
        assertThat(hub("HF_HUB_OFFLINE", "1").model(name("owner/tiny"))).isEqualTo(first);
        assertThat(hub().model(name("owner/tiny@" + server.commit(ID)))).isEqualTo(first);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void downloadGetsTheNewCommitAndOnlyTheContentThatChanged() {
        Path first = hub().model(name("owner/tiny"));
        Map<String, byte[]> files = files(Map.of(WEIGHTS, CONTENT));
        files.put("config.json", "{\"model_type\": \"qwen2\"}".getBytes(StandardCharsets.UTF_8));
        server.with(ID, files);
        server.requests.clear();

        assertThat(hub().model(name("owner/tiny"))).isEqualTo(first);
        Path second = hub().download(name("owner/tiny"));
        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve("config.json")).hasContent("{\"model_type\": \"qwen2\"}");
        assertThat(second.resolve(WEIGHTS)).hasBinaryContent(CONTENT);
        assertThat(server.contentRequests(WEIGHTS)).isEmpty();
        assertThat(hub().model(name("owner/tiny"))).isEqualTo(second);
    }

    @Test
    void tokenGoesToTheHubAndNotWhereItRedirectsTo() {
        hub("HF_TOKEN", "hf_secret").model(name("owner/tiny"));

        assertThat(server.requests)
                .filteredOn(request -> request.server().equals("hub"))
                .hasSizeGreaterThan(6)
                .allMatch(request -> request.authorization().equals(Optional.of("Bearer hf_secret")));
        assertThat(server.contentRequests(WEIGHTS))
                .hasSize(1)
                .allMatch(request -> request.authorization().isEmpty());
    }

    @Test
    void brokenConnectionGoesOnFromTheByteWhereItBroke() {
        server.failing(WEIGHTS, Fault.breakingAfter(100_000), Fault.breakingAfter(50_000));

        Path snapshot = hub().model(name("owner/tiny"));

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(CONTENT);
        // 100,000 bytes, then 50,000 more, then the rest; a few that were under way may be lost each time
        List<Optional<String>> ranges = server.contentRequests(WEIGHTS).stream()
                .map(LocalHub.Request::range)
                .toList();
        assertThat(ranges).hasSize(3).first().isEqualTo(Optional.empty());
        assertThat(start(ranges.get(1))).isBetween(1, 100_000);
        assertThat(start(ranges.get(2))).isBetween(start(ranges.get(1)) + 1, start(ranges.get(1)) + 50_000);
    }

    private static int start(Optional<String> range) {
        return Integer.parseInt(range.orElseThrow().replaceAll("bytes=([0-9]+)-", "$1"));
    }

    @Test
    void laterDownloadGoesOnWhereAFailedOneEnded() throws IOException {
        server.failing(
                WEIGHTS,
                Fault.breakingAfter(100_000),
                Fault.status(503),
                Fault.status(503),
                Fault.status(503),
                Fault.status(503));
        assertThatThrownBy(() -> hub().model(name("owner/tiny")))
                .isInstanceOf(HubException.class)
                .hasMessage("cannot reach " + server.endpoint() + ": HTTP 503");
        Path partial = repository().resolve("blobs").resolve(LocalHub.sum("SHA-256", CONTENT) + ".incomplete");
        long kept = Files.size(partial);
        assertThat(kept).isBetween(1L, 100_000L);
        server.requests.clear();

        Path snapshot = hub().model(name("owner/tiny"));

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(CONTENT);
        assertThat(server.contentRequests(WEIGHTS))
                .extracting(LocalHub.Request::range)
                .containsExactly(Optional.of("bytes=" + kept + "-"));
        assertThat(partial).doesNotExist();
    }

    @Test
    void serverWithoutRangesIsAskedForTheWholeFile() {
        server.failing(WEIGHTS, Fault.breakingAfter(100_000), Fault.ignoringRange());

        assertThat(hub().model(name("owner/tiny")).resolve(WEIGHTS)).hasBinaryContent(CONTENT);
        assertThat(told)
                .contains(WEIGHTS + " 300000")
                .noneMatch(line -> line.matches(WEIGHTS + " [3-9][0-9]{5}") && !line.endsWith(" 300000"));
    }

    @Test
    @Timeout(50) // the first connection says nothing for longer
    void connectionThatSaysNothingIsGivenUpAndAnotherOneMade() {
        server.failing(WEIGHTS, Fault.stallingAfter(1000, Duration.ofSeconds(60)));

        assertThat(hub().model(name("owner/tiny")).resolve(WEIGHTS)).hasBinaryContent(CONTENT);
        assertThat(server.contentRequests(WEIGHTS))
                .as("the second connection, made while the first is still open")
                .hasSize(2);
    }

    @Test
    void busyHubIsAskedAgain() {
        server.failing("config.json", Fault.status(429), Fault.status(503));

        assertThat(hub().model(name("owner/tiny")).resolve("config.json")).exists();
    }

    @Test
    void contentWithAnotherChecksumIsFetchedOnceMoreAndThenRefused() {
        server.failing(WEIGHTS, Fault.corrupting());
        assertThat(hub().model(name("owner/tiny")).resolve(WEIGHTS)).hasBinaryContent(CONTENT);

        server.with("model/owner/bad", files(Map.of(WEIGHTS, random(1000))));
        server.failing(WEIGHTS, Fault.corrupting(), Fault.corrupting());
        assertThatThrownBy(() -> hub().model(name("owner/bad")))
                .isInstanceOf(HubException.class)
                .hasMessage("model.safetensors of owner/bad came with another content than the hub lists (SHA-256 "
                        + LocalHub.sum("SHA-256", random(1000)) + "), twice");
        assertThat(cache().resolve("models--owner--bad/blobs"))
                .isDirectoryNotContaining(path -> path.toString().contains(LocalHub.sum("SHA-256", random(1000))));
    }

    @Test
    void smallFilesAreCheckedByTheirGitChecksum() {
        server.failing("tokenizer.json", Fault.corrupting(), Fault.corrupting());

        assertThatThrownBy(() -> hub().model(name("owner/tiny")))
                .hasMessageContaining("tokenizer.json of owner/tiny came with another content")
                .hasMessageContaining("git blob");
    }

    @Test
    void wreckOfAnotherDownloadIsReplaced() throws IOException {
        Path blobs = Files.createDirectories(repository().resolve("blobs"));
        String sum = LocalHub.sum("SHA-256", CONTENT);
        Files.write(blobs.resolve(sum + ".incomplete"), new byte[5000]); // zeros, not the first 5,000 bytes
        Files.write(blobs.resolve(sum), new byte[17]); // a blob that was cut off

        assertThat(hub().model(name("owner/tiny")).resolve(WEIGHTS)).hasBinaryContent(CONTENT);
    }

    @Test
    void shardsAreThoseThatTheIndexNames() {
        server.with(
                ID,
                files(Map.of(
                        "model.safetensors.index.json",
                        ("{\"weight_map\": {\"a\": \"one.safetensors\", \"b\": \"sub/two.safetensors\","
                                        + " \"c\": \"one.safetensors\"}}")
                                .getBytes(StandardCharsets.UTF_8),
                        "one.safetensors",
                        random(10),
                        "sub/two.safetensors",
                        random(20),
                        "consolidated.safetensors",
                        random(30),
                        "pytorch_model.bin",
                        random(40))));

        Path snapshot = hub().model(name("owner/tiny"));

        assertThat(snapshot.resolve("sub/two.safetensors")).hasBinaryContent(random(20));
        assertThat(Files.exists(snapshot.resolve("one.safetensors"))).isTrue();
        assertThat(snapshot.resolve("consolidated.safetensors")).doesNotExist();
        assertThat(snapshot.resolve("pytorch_model.bin")).doesNotExist();
    }

    /** As the model's loader: transformers_weights of config.json goes before model.safetensors. */
    @Test
    void weightsAreThoseThatTheConfigurationNames() {
        Map<String, byte[]> all = files(Map.of(
                "parts/all.safetensors.index.json",
                "{\"weight_map\": {\"a\": \"parts/one.safetensors\", \"b\": \"two.safetensors\"}}"
                        .getBytes(StandardCharsets.UTF_8),
                "parts/one.safetensors",
                random(10),
                "two.safetensors",
                random(20),
                WEIGHTS,
                CONTENT));
        all.put(
                "config.json",
                "{\"transformers_weights\": \"parts/all.safetensors.index.json\"}".getBytes(StandardCharsets.UTF_8));
        server.with(ID, all);

        Path snapshot = hub().model(name("owner/tiny"));

        assertThat(snapshot.resolve("parts/one.safetensors")).hasBinaryContent(random(10));
        assertThat(snapshot.resolve("two.safetensors")).hasBinaryContent(random(20));
        assertThat(snapshot.resolve(WEIGHTS)).doesNotExist();
        assertThat(hub("HF_HUB_OFFLINE", "1").model(name("owner/tiny"))).isEqualTo(snapshot);

        all.put("config.json", "{\"transformers_weights\": \"two.safetensors\"}".getBytes(StandardCharsets.UTF_8));
        all.remove("parts/one.safetensors");
        server.with(ID, all);
        assertThat(hub().download(name("owner/tiny")).resolve("two.safetensors"))
                .hasBinaryContent(random(20))
                .satisfies(file -> assertThat(file.resolveSibling("parts")).doesNotExist());
    }

    /** A cache is looked into without a question; a snapshot that lacks a shard is none. */
    @Test
    void whatTheCacheHasIsToldFromWhatItLacks() throws IOException {
        assertThat(hub().cached(name("owner/tiny"))).isEmpty();
        assertThat(server.requests).isEmpty();
        Path snapshot = hub().model(name("owner/tiny"));
        server.requests.clear();
        for (String revision : List.of("", "@main", "@" + server.commit(ID))) {
            assertThat(hub().cached(name("owner/tiny" + revision))).contains(snapshot);
        }
        assertThat(hub().cached(name("owner/tiny@other"))).isEmpty();
        Files.delete(snapshot.resolve(WEIGHTS));
        assertThat(hub().cached(name("owner/tiny"))).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void indexThatLeadsOutOfTheFolderIsRefused() {
        server.with(
                ID,
                files(Map.of(
                        "model.safetensors.index.json",
                        "{\"weight_map\": {\"a\": \"../../../x.safetensors\"}}".getBytes(StandardCharsets.UTF_8))));

        assertThatThrownBy(() -> hub().model(name("owner/tiny")))
                .hasMessage("a file of a repository must be a path inside it, got ../../../x.safetensors");
    }

    @Test
    void ggufFileIsNamedAndComesWithItsParts() {
        server.with(
                ID,
                Map.of(
                        "q4/m-00001-of-00002.gguf", random(10),
                        "q4/m-00002-of-00002.gguf", random(20),
                        "m-q8.gguf", random(30)));

        Path file = hub().modelAt(Path.of("owner/tiny/q4/m-00001-of-00002.gguf"));

        assertThat(file).hasBinaryContent(random(10));
        assertThat(file.resolveSibling("m-00002-of-00002.gguf")).hasBinaryContent(random(20));
        assertThat(server.contentRequests("m-q8.gguf")).isEmpty();
        assertThatThrownBy(() -> hub().model(name("owner/tiny")))
                .hasMessage("owner/tiny has GGUF files, of which one must be named: owner/tiny/FILE with FILE of"
                        + " m-q8.gguf, q4/m-00001-of-00002.gguf, q4/m-00002-of-00002.gguf");
    }

    @Test
    void adaptersAreTheirConfigurationAndWeights() {
        server.with(
                ID,
                Map.of(
                        "adapter_config.json", "{}".getBytes(StandardCharsets.UTF_8),
                        "adapter_model.safetensors", random(10),
                        "optimizer.bin", random(20)));

        Path snapshot = hub().model(name("owner/tiny"));

        assertThat(snapshot.resolve("adapter_model.safetensors")).hasBinaryContent(random(10));
        assertThat(snapshot.resolve("optimizer.bin")).doesNotExist();
    }

    @Test
    void withoutLinksTheSnapshotHasTheContentItself() {
        Path snapshot = hub("HF_HUB_DISABLE_SYMLINKS", "1").model(name("owner/tiny"));

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(CONTENT);
        assertThat(Files.isSymbolicLink(snapshot.resolve(WEIGHTS))).isFalse();
        server.requests.clear();
        assertThat(hub().model(name("owner/tiny"))).isEqualTo(snapshot);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void moreThanTheDiskHasIsRefusedBeforeTheFirstByte() throws IOException {
        Path listing = repository().resolve("trees").resolve(server.commit(ID) + ".json");
        Files.createDirectories(listing.getParent());
        // 4 EB of weights, as a listing that was kept says
        Files.writeString(listing, """
                {"format_version": 1, "files": {
                 "config.json": {"size": 23, "blob_id": "%s"},
                 "model.safetensors": {"size": 4000000000000000000, "blob_id": "%s", "lfs_sha256": "%s",
                  "lfs_size": 4000000000000000000}}}
                """.formatted("0".repeat(40), "0".repeat(40), "0".repeat(64)));
        Files.createDirectories(repository().resolve("snapshots").resolve(server.commit(ID)));
        Files.writeString(
                repository().resolve("snapshots").resolve(server.commit(ID)).resolve("config.json"),
                "{\"model_type\": \"llama\"}");

        assertThatThrownBy(() -> hub().model(name("owner/tiny")))
                .hasMessageStartingWith("owner/tiny needs 4.0 EB more, and there are ")
                .hasMessageEndingWith("; another place is named by HF_HUB_CACHE");
        assertThat(server.contentRequests(WEIGHTS)).isEmpty();
    }

    @Test
    void folderThatIsThereGoesFirst() throws IOException {
        Path here = Files.createDirectories(folder.resolve("owner"));

        assertThat(hub().modelAt(here)).isEqualTo(here);
        assertThat(Hub.modelNamed(Path.of("."))).isEmpty();
        assertThat(Hub.modelNamed(Path.of("../owner/tiny"))).isEmpty();
        assertThat(Hub.modelNamed(Path.of("one"))).isEmpty();
        assertThat(Hub.modelNamed(Path.of("runs/mine/checkpoints/step-10"))).isEmpty();
        assertThat(Hub.modelNamed(Path.of("owner/tiny@v1.0"))).contains(name("owner/tiny@v1.0"));
        assertThat(server.requests).isEmpty();
    }
}
