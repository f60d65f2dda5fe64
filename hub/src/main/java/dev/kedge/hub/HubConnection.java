package dev.kedge.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The way to the hub: GET requests that follow redirects and take the user's token to the hub's own origin only.
 *
 * <p>A redirect elsewhere, such as to the signed address of a large file, goes without the token, and so does
 * everything after it. From https none is followed to http.
 */
final class HubConnection {

    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<Integer> GOOD = Set.of(200, 206, 416);

    private final HubSettings settings;
    private final HubName name;
    private final HttpClient client;

    HubConnection(HubSettings settings, HubName name) {
        this.settings = settings;
        this.name = name;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.metadataTimeout())
                .proxy(settings.proxies())
                .build();
    }

    HubSettings settings() {
        return settings;
    }

    HubName name() {
        return name;
    }

    /**
     * Asks for content. The answer's status is 200, 206 or 416; the caller closes its body.
     *
     * @param address at the hub, or where the hub said
     * @param from the first byte that is wanted
     * @param timeout until the answer begins
     * @throws HubException if the hub refuses
     * @throws TransientException if it cannot answer now
     * @throws IOException if it is not reached
     */
    HttpResponse<InputStream> get(URI address, long from, Duration timeout) throws IOException {
        URI at = address;
        boolean trusted = true;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            trusted = trusted && isHub(at);
            HttpResponse<InputStream> answer = sent(request(at, from, trusted, timeout));
            if (!REDIRECTS.contains(answer.statusCode())) {
                return checked(answer, trusted);
            }
            answer.body().close();
            at = target(at, answer);
        }
        throw new HubException(settings.endpoint() + " redirects more than " + MAX_REDIRECTS + " times for " + name);
    }

    private HttpRequest request(URI address, long from, boolean trusted, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("User-Agent", "kedge")
                .header("Accept-Encoding", "identity");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        settings.token()
                .filter(token -> trusted)
                .ifPresent(token -> request.header("Authorization", token.authorization()));
        return request.build();
    }

    private HttpResponse<InputStream> sent(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private HttpResponse<InputStream> checked(HttpResponse<InputStream> answer, boolean trusted) throws IOException {
        int status = answer.statusCode();
        if (GOOD.contains(status)) {
            return answer;
        }
        answer.body().close();
        if (TRANSIENT.contains(status)) {
            throw new TransientException("HTTP " + status, waiting(answer));
        }
        throw Refusal.of(answer, settings, name, trusted);
    }

    private static Optional<Duration> waiting(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private URI target(URI from, HttpResponse<?> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        URI target;
        try {
            target = from.resolve(URI.create(location));
        } catch (IllegalArgumentException e) {
            throw new HubException(origin(from) + " redirects to what is no address: " + location, e);
        }
        boolean plain = "http".equals(target.getScheme());
        if (location.isEmpty() || target.getHost() == null || !(plain || "https".equals(target.getScheme()))) {
            throw new HubException(origin(from) + " redirects to what is no address: " + location);
        }
        if (plain && "https".equals(from.getScheme())) {
            throw new HubException(origin(from) + " redirects from https to http, which is not followed");
        }
        return target;
    }

    private boolean isHub(URI address) {
        return origin(address).equals(origin(URI.create(settings.endpoint())));
    }

    private static String origin(URI address) {
        int port = address.getPort() >= 0 ? address.getPort() : "http".equals(address.getScheme()) ? 80 : 443;
        return (address.getScheme() + "://" + Objects.toString(address.getHost(), "") + ":" + port)
                .toLowerCase(Locale.ROOT);
    }
}
