package dev.kedge.serving.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A gate that a request passes before it is read: for this machine, with the key if there is one, JSON, not too large.
 *
 * <p>A page in a browser can send requests to this machine's ports. One to a name of its own that it lets point here
 * differs by the header {@code Host}; one across origins cannot have the content type of JSON without being asked for
 * leave, which nothing here gives.
 */
final class Gate {

    /** A request of hundreds of thousands of tokens. */
    static final int MAX_BODY = 4 << 20;

    /** So much more is read and thrown away, so that the answer reaches a client that is still writing. */
    private static final int MAX_DRAINED = 64 << 20;

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<String> key;
    private final boolean onlyLocal;

    Gate(Optional<String> key, boolean onlyLocal) {
        this.key = key;
        this.onlyLocal = onlyLocal;
    }

    void check(HttpExchange exchange, boolean open) {
        Headers headers = exchange.getRequestHeaders();
        String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        if (onlyLocal && !LOCAL.contains(host.replaceAll(":\\d*$", "").toLowerCase(Locale.ROOT))) {
            throw Refusal.ofStatus(
                    403, "", "the header Host must be localhost, 127.0.0.1 or [::1], got " + shown(host));
        }
        if (key.isPresent() && !open) {
            String given =
                    Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
            byte[] wanted = ("Bearer " + key.get()).getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8))) {
                throw Refusal.ofStatus(
                        401, "invalid_api_key", "the header Authorization must be Bearer and this server's key");
            }
        }
    }

    private static String shown(String host) {
        return host.isEmpty() ? "none" : host.length() <= 100 ? host : host.substring(0, 100) + "…";
    }

    /** The body of a request that must be JSON. */
    byte[] body(HttpExchange exchange) throws IOException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw Refusal.ofStatus(
                    415,
                    "",
                    "the header Content-Type must be application/json, got " + (type.isEmpty() ? "none" : type));
        }
        InputStream stream = exchange.getRequestBody();
        byte[] body = stream.readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            drain(stream);
            exchange.getResponseHeaders().set("Connection", "close"); // what is left of the body is no next request
            throw Refusal.ofStatus(413, "", "a body must have at most " + MAX_BODY + " bytes, got more");
        }
        return body;
    }

    private static void drain(InputStream stream) throws IOException {
        byte[] thrownAway = new byte[1 << 16];
        int count = 0;
        for (int read = 0; read >= 0 && count < MAX_DRAINED; count += read) {
            read = stream.read(thrownAway);
        }
    }
}
