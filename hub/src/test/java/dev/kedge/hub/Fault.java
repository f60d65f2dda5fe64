package dev.kedge.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** What goes wrong with an answer of {@link LocalHub}: it is given in place of the right one. */
@FunctionalInterface
interface Fault {

    /** Answers. */
    void answer(HttpExchange exchange, byte[] content) throws IOException;

    /** The content from the byte on that is asked for. */
    static void answerRange(HttpExchange exchange, byte[] bytes) throws IOException {
        int from = from(exchange);
        if (from == 0) {
            send(exchange, 200, bytes);
            return;
        }
        if (from >= bytes.length) {
            send(exchange, 416, new byte[0]);
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        byte[] rest = new byte[bytes.length - from];
        System.arraycopy(bytes, from, rest, 0, rest.length);
        send(exchange, 206, rest);
    }

    private static int from(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                .map(range -> Integer.parseInt(range.replaceAll("bytes=([0-9]+)-.*", "$1")))
                .orElse(0);
    }

    /** The connection breaks after so many bytes of what was asked for. */
    static Fault breakingAfter(int count) {
        return (exchange, bytes) -> {
            int from = from(exchange);
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
            exchange.getResponseBody().write(bytes, from, count);
            exchange.getResponseBody().flush();
            pause(Duration.ofMillis(300)); // what has not been read when a connection breaks, Java's client throws away
        };
    }

    /** Nothing comes after so many bytes, and the connection stays. */
    static Fault stallingAfter(int count, Duration pause) {
        return (exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, count);
            exchange.getResponseBody().flush();
            pause(pause);
        };
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Another content of the same length. */
    static Fault corrupting() {
        return (exchange, bytes) -> {
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 1;
            answerRange(exchange, other);
        };
    }

    /** A status without content. */
    static Fault status(int status) {
        return (exchange, bytes) -> send(exchange, status, new byte[0]);
    }

    /** The whole content, whatever range was asked for. */
    static Fault ignoringRange() {
        return (exchange, bytes) -> send(exchange, 200, bytes);
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
