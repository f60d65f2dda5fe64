package dev.kedge.serving.http;

import com.sun.net.httpserver.HttpExchange;
import dev.kedge.serving.CompletionEngine;
import dev.kedge.serving.CompletionStream;
import dev.kedge.serving.OverloadedException;
import dev.kedge.serving.TextPiece;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One endpoint for completions: reads a request, hands it to the engine, and writes what comes. */
final class CompletionHandler {

    private final Protocol protocol;
    private final CompletionEngine engine;
    private final String model;
    private final String serverId;
    private final AtomicLong answers = new AtomicLong();

    CompletionHandler(Protocol protocol, CompletionEngine engine, String model, long started) {
        this.protocol = protocol;
        this.engine = engine;
        this.model = model;
        this.serverId = Long.toHexString(started);
    }

    void answer(HttpExchange exchange, byte[] body) throws IOException {
        RequestFields fields = RequestFields.of(body);
        fields.text("model").filter(name -> !name.equals(model)).ifPresent(name -> {
            throw Refusal.noSuchModel("there is no model "
                    + RequestFields.shown(fields.node("model").orElseThrow()) + "; this server has " + model);
        });
        Asked asked = protocol.read(fields);
        String id = protocol.idPrefix() + serverId + "-" + answers.incrementAndGet();
        Answer answer = new Answer(protocol, asked, id, Instant.now().getEpochSecond(), model);
        try (CompletionStream stream = submit(asked)) {
            // Only then is it clear that there is an answer at all: a failure before it has a status of its own.
            Optional<TextPiece> first = stream.next();
            if (asked.stream()) {
                events(exchange, answer, first, stream, asked.usage());
                return;
            }
            for (Optional<TextPiece> piece = first; piece.isPresent(); piece = stream.next()) {
                answer.add(piece.get());
            }
            Replies.json(exchange, 200, answer.whole());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping", interrupted);
        }
    }

    private CompletionStream submit(Asked asked) {
        try {
            return engine.submit(asked.request());
        } catch (IllegalArgumentException wrong) {
            throw Refusal.of(String.valueOf(wrong.getMessage()));
        } catch (OverloadedException full) {
            throw Refusal.ofStatus(503, "overloaded", String.valueOf(full.getMessage()));
        }
    }

    private static void events(
            HttpExchange exchange, Answer answer, Optional<TextPiece> first, CompletionStream stream, boolean usage)
            throws IOException, InterruptedException {
        OutputStream events = Replies.events(exchange);
        try {
            for (Optional<TextPiece> piece = first; piece.isPresent(); piece = stream.next()) {
                answer.add(piece.get());
                Replies.event(events, answer.event(piece.get()).toString());
            }
        } catch (RuntimeException failure) { // the status is said already
            Replies.event(events, Refusal.failure(failure).toString());
            return;
        }
        if (usage) {
            Replies.event(events, answer.usageEvent().toString());
        }
        Replies.event(events, "[DONE]");
    }
}
