package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment variables of {@code huggingface_hub}, with its defaults and its order. */
class HubSettingsTest {

    @TempDir
    private Path home = Path.of("");

    private HubSettings of(Map<String, String> environment) {
        return HubSettings.of(environment, home);
    }

    @Test
    void cacheIsNamedByTheNearestVariable() {
        assertThat(of(Map.of()).cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
        assertThat(of(Map.of("XDG_CACHE_HOME", "/x")).cache()).isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(of(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "~/hf")).cache())
                .isEqualTo(home.resolve("hf/hub"));
        assertThat(of(Map.of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "/old")).cache())
                .isEqualTo(Path.of("/old"));
        assertThat(of(Map.of("HUGGINGFACE_HUB_CACHE", "/old", "HF_HUB_CACHE", "/new"))
                        .cache())
                .isEqualTo(Path.of("/new"));
        assertThat(of(Map.of("HF_HUB_CACHE", "")).cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    }

    @Test
    void tokenIsTheVariableOrTheFile() throws IOException {
        assertThat(of(Map.of()).token()).isEmpty();
        Files.createDirectories(home.resolve(".cache/huggingface"));
        Files.writeString(home.resolve(".cache/huggingface/token"), "hf_file\n");
        assertThat(authorization(Map.of())).isEqualTo("Bearer hf_file");
        assertThat(authorization(Map.of("HF_TOKEN", " hf_variable "))).isEqualTo("Bearer hf_variable");
        Files.writeString(home.resolve("other"), "hf_other");
        assertThat(authorization(Map.of("HF_TOKEN_PATH", "~/other"))).isEqualTo("Bearer hf_other");
        assertThat(of(Map.of("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")).token()).isEmpty();
        assertThat(of(Map.of("HF_TOKEN", "hf_variable")).toString()).doesNotContain("hf_variable");
        assertThatThrownBy(() -> of(Map.of("HF_TOKEN", "a b")))
                .hasMessage("a token must be printable ASCII without spaces; this one is not");
    }

    private String authorization(Map<String, String> environment) {
        return of(environment).token().orElseThrow().authorization();
    }

    @Test
    void offlineAsPythonReadsIt() {
        assertThat(of(Map.of()).offline()).isFalse();
        assertThat(of(Map.of("HF_HUB_OFFLINE", "1")).offline()).isTrue();
        assertThat(of(Map.of("HF_HUB_OFFLINE", "True")).offline()).isTrue();
        assertThat(of(Map.of("HF_HUB_OFFLINE", "0")).offline()).isFalse();
        assertThat(of(Map.of("TRANSFORMERS_OFFLINE", "yes")).offline()).isTrue();
    }

    @Test
    void endpointAndTimeouts() {
        assertThat(of(Map.of()).endpoint()).isEqualTo("https://huggingface.co");
        assertThat(of(Map.of("HF_ENDPOINT", "http://mirror:8080/")).endpoint()).isEqualTo("http://mirror:8080");
        assertThatThrownBy(() -> of(Map.of("HF_ENDPOINT", "mirror")))
                .hasMessage("HF_ENDPOINT must be an http or https address, got mirror");
        assertThat(of(Map.of("HF_HUB_DOWNLOAD_TIMEOUT", "30")).downloadTimeout())
                .isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(() -> of(Map.of("HF_HUB_ETAG_TIMEOUT", "soon")))
                .hasMessage("HF_HUB_ETAG_TIMEOUT must be a whole number of seconds, got soon");
    }

    @Test
    void proxyIsThatOfTheScheme() {
        Map<String, String> environment =
                Map.of("https_proxy", "http://10.0.0.1:3128", "HTTP_PROXY", "10.0.0.2", "NO_PROXY", "localhost, .corp");

        assertThat(proxy(environment, "https://huggingface.co/x")).isEqualTo("10.0.0.1:3128");
        assertThat(proxy(environment, "http://huggingface.co/x")).isEqualTo("10.0.0.2:80");
        assertThat(proxy(environment, "https://hub.corp/x")).isEqualTo("none");
        assertThat(proxy(environment, "http://localhost:80/x")).isEqualTo("none");
        assertThat(proxy(Map.of("ALL_PROXY", "http://all:1", "NO_PROXY", "huggingface.co"), "https://a.huggingface.co"))
                .isEqualTo("none");
        assertThatThrownBy(() -> of(Map.of("HTTPS_PROXY", "socks5://proxy:1")))
                .hasMessage("HTTPS_PROXY must be http://HOST:PORT, which is all that Java's client can use");
        assertThatThrownBy(() -> of(Map.of("HTTPS_PROXY", "http://me:secret@proxy:1")))
                .hasMessage("HTTPS_PROXY must be without user and password, which are not supported");
    }

    private String proxy(Map<String, String> environment, String target) {
        Proxy proxy = of(environment).proxies().select(URI.create(target)).get(0);
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "none";
    }
}
