package dev.kedge.hub;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The place of the hub and of its cache, and how to talk to it: what Python's {@code huggingface_hub} reads from the
 * same environment variables.
 *
 * @param endpoint address of the hub, without a slash at the end ({@code HF_ENDPOINT})
 * @param cache folder of the cache ({@code HF_HUB_CACHE}, {@code HUGGINGFACE_HUB_CACHE}, {@code HF_HOME/hub},
 *     {@code XDG_CACHE_HOME/huggingface/hub})
 * @param token of the user ({@code HF_TOKEN}, or the file {@code HF_TOKEN_PATH}, or {@code HF_HOME/token})
 * @param offline whether nothing is asked of the hub ({@code HF_HUB_OFFLINE}, {@code TRANSFORMERS_OFFLINE})
 * @param symlinks whether snapshots link to blobs ({@code HF_HUB_DISABLE_SYMLINKS})
 * @param metadataTimeout for an answer that has no content ({@code HF_HUB_ETAG_TIMEOUT}, seconds)
 * @param downloadTimeout without a single byte of content ({@code HF_HUB_DOWNLOAD_TIMEOUT}, seconds)
 * @param firstPause before the first retry; doubled each time, at most 30 times as long
 * @param proxies the proxy for each address ({@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}, else Java's)
 */
public record HubSettings(
        String endpoint,
        Path cache,
        Optional<HubToken> token,
        boolean offline,
        boolean symlinks,
        Duration metadataTimeout,
        Duration downloadTimeout,
        Duration firstPause,
        ProxySelector proxies) {

    private static final Set<String> YES = Set.of("1", "on", "yes", "true");

    /** Refuses an address that is none. */
    public HubSettings {
        URI address = parsed(endpoint);
        if (address.getHost() == null || !Set.of("http", "https").contains(address.getScheme())) {
            throw new HubException("HF_ENDPOINT must be an http or https address, got " + endpoint);
        }
    }

    private static URI parsed(String endpoint) {
        try {
            return URI.create(endpoint);
        } catch (IllegalArgumentException e) {
            throw new HubException("HF_ENDPOINT must be an http or https address, got " + endpoint, e);
        }
    }

    /** The settings of this process: its environment and the user's home. */
    public static HubSettings ofEnvironment() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * The settings that an environment says.
     *
     * @param environment variables by name
     * @param home of the user, for the default cache and {@code ~}
     */
    public static HubSettings of(Map<String, String> environment, Path home) {
        Environment variables = new Environment(environment, home);
        Path xdg = variables.path("XDG_CACHE_HOME").orElse(home.resolve(".cache"));
        Path hfHome = variables.path("HF_HOME").orElse(xdg.resolve("huggingface"));
        Path cache = variables
                .path("HF_HUB_CACHE")
                .or(() -> variables.path("HUGGINGFACE_HUB_CACHE"))
                .orElse(hfHome.resolve("hub"));
        return new HubSettings(
                variables.text("HF_ENDPOINT").orElse("https://huggingface.co").replaceAll("/+$", ""),
                cache,
                token(variables, hfHome),
                variables
                        .text("HF_HUB_OFFLINE")
                        .or(() -> variables.text("TRANSFORMERS_OFFLINE"))
                        .filter(HubSettings::isYes)
                        .isPresent(),
                variables
                        .text("HF_HUB_DISABLE_SYMLINKS")
                        .filter(HubSettings::isYes)
                        .isEmpty(),
                variables.seconds("HF_HUB_ETAG_TIMEOUT", 10),
                variables.seconds("HF_HUB_DOWNLOAD_TIMEOUT", 10),
                Duration.ofSeconds(1),
                EnvironmentProxies.of(environment));
    }

    private static Optional<HubToken> token(Environment variables, Path hfHome) {
        if (variables
                .text("HF_HUB_DISABLE_IMPLICIT_TOKEN")
                .filter(HubSettings::isYes)
                .isPresent()) {
            return Optional.empty();
        }
        Path file = variables.path("HF_TOKEN_PATH").orElse(hfHome.resolve("token"));
        return variables
                .text("HF_TOKEN")
                .or(() -> variables.text("HUGGING_FACE_HUB_TOKEN"))
                .or(() -> content(file))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(HubToken::new);
    }

    private static Optional<String> content(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new HubException("cannot read the token in " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean isYes(String text) {
        return YES.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Variables by name, of which empty ones are not set. */
    private record Environment(Map<String, String> variables, Path home) {

        Optional<String> text(String name) {
            return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
        }

        Optional<Path> path(String name) {
            return text(name)
                    .map(value -> value.equals("~") || value.startsWith("~/") ? home + value.substring(1) : value)
                    .map(Path::of);
        }

        Duration seconds(String name, int otherwise) {
            try {
                return Duration.ofSeconds(text(name)
                        .map(Integer::parseInt)
                        .filter(value -> value != 0)
                        .orElse(otherwise));
            } catch (NumberFormatException e) {
                throw new HubException(name + " must be a whole number of seconds, got " + variables.get(name), e);
            }
        }
    }
}
