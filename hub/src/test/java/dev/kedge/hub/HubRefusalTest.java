package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line for each way in which a model cannot be had. */
class HubRefusalTest {

    @TempDir
    private Path folder = Path.of("");

    private final LocalHub server = new LocalHub();

    HubRefusalTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private String refused(String name, String... environment) {
        Hub hub = new Hub(server.settings(folder.resolve("cache"), environment), DownloadListener.SILENT);
        HubName parsed = HubName.parse(RepositoryKind.MODEL, name).orElseThrow();
        String[] message = new String[1];
        assertThatThrownBy(() -> hub.model(parsed))
                .isInstanceOf(HubException.class)
                .satisfies(e -> message[0] = e.getMessage());
        assertThat(message[0]).doesNotContain("\n");
        return message[0].replace(server.endpoint(), "HUB");
    }

    private void serve() {
        server.with(
                "model/owner/tiny",
                Map.of("config.json", "{}".getBytes(StandardCharsets.UTF_8), "model.safetensors", new byte[] {1}));
    }

    @Test
    void unknownRepositoryLooksLikeAPrivateOne() {
        assertThat(refused("owner/none"))
                .isEqualTo("HUB has no model owner/none for everybody; a private or gated one needs HF_TOKEN");
        assertThat(refused("owner/none", "HF_TOKEN", "hf_x"))
                .isEqualTo("HUB has no model owner/none that this token may read");
    }

    @Test
    void gatedRepositorySaysWhereToAsk() {
        server.refusing("model/owner/gated", 403, "GatedRepo", "Access to model owner/gated is restricted");

        assertThat(refused("owner/gated"))
                .isEqualTo("owner/gated is gated: ask for access on HUB/owner/gated and set HF_TOKEN to a token of that"
                        + " account");
        assertThat(refused("owner/gated", "HF_TOKEN", "hf_x"))
                .endsWith("a token of that account; the one that is set has no access");
    }

    @Test
    void tokenThatTheHubDoesNotKnow() {
        server.refusing("model/owner/tiny", 401, "", "Invalid credentials in Authorization header");

        assertThat(refused("owner/tiny", "HF_TOKEN", "hf_old"))
                .isEqualTo("HUB does not accept the token (HF_TOKEN, or the file that the login wrote)");
    }

    @Test
    void unknownRevision() {
        serve();

        assertThat(refused("owner/tiny@v9")).isEqualTo("HUB has no revision v9 of owner/tiny");
        assertThat(refused("owner/tiny@" + "0".repeat(40)))
                .isEqualTo("HUB has no revision " + "0".repeat(40) + " of owner/tiny");
    }

    @Test
    void unknownFile() {
        serve();

        assertThat(refused("owner/tiny/none.gguf"))
                .isEqualTo("owner/tiny@" + server.commit("model/owner/tiny") + " has no file none.gguf");
    }

    @Test
    void otherStatusIsSaidWithTheHubsWords() {
        server.refusing("model/owner/tiny", 451, "", "Not available  in your place ");

        assertThat(refused("owner/tiny")).isEqualTo("HUB answers HTTP 451 for owner/tiny: Not available in your place");
    }

    @Test
    void repositoryWithoutWeights() {
        server.with("model/owner/tiny", Map.of("config.json", "{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(refused("owner/tiny"))
                .isEqualTo("owner/tiny has no weights that can be read: neither model.safetensors nor"
                        + " pytorch_model.bin, whole or in parts, nor a .gguf file");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void offlineNothingIsAsked() {
        serve();

        assertThat(refused("owner/tiny", "HF_HUB_OFFLINE", "1"))
                .isEqualTo("owner/tiny is not in the cache " + folder.resolve("cache")
                        + ", and HF_HUB_OFFLINE says not to ask the hub");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void hubThatIsNotThere() {
        serve();
        server.close();

        assertThat(refused("owner/tiny")).startsWith("cannot reach HUB: ");
        assertThat(refused("owner/tiny", "HF_ENDPOINT", "http://no-such-host.invalid"))
                .startsWith("cannot reach http://no-such-host.invalid: ");
    }

    @Test
    void serverThatIsNoHub() {
        assertThat(refused("owner/tiny", "HF_ENDPOINT", server.endpoint() + "/elsewhere"))
                .isEqualTo(
                        "HUB/elsewhere has no model owner/tiny for everybody; a private or gated one needs HF_TOKEN");
    }

    @Test
    void pathThatIsNothingSaysBoth() {
        Hub hub = new Hub(server.settings(folder), DownloadListener.SILENT);

        assertThatThrownBy(() -> hub.modelAt(Path.of("runs/quickstrat")))
                .hasMessage("runs/quickstrat is neither a folder here nor a model to be had: " + server.endpoint()
                        + " has no model runs/quickstrat for everybody; a private or gated one needs HF_TOKEN");
    }

    @Test
    void cacheThatCannotBeWritten() throws IOException {
        serve();
        Files.writeString(folder.resolve("cache"), "a file");

        assertThat(refused("owner/tiny"))
                .startsWith("cannot keep owner/tiny in " + folder.resolve("cache") + ": FileAlreadyExistsException");
    }
}
