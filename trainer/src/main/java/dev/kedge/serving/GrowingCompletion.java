package dev.kedge.serving;

import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.NextToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One completion on its way from the batch to its stream: tokens come in, pieces of text go out. */
final class GrowingCompletion {

    private final CompletionStream stream;
    private final int index;
    private final GrowingText text;
    private List<NextToken> held = new ArrayList<>();

    GrowingCompletion(CompletionStream stream, int index, GrowingText text) {
        this.stream = stream;
        this.index = index;
        this.text = text;
    }

    CompletionStream stream() {
        return stream;
    }

    /**
     * Passes a token on.
     *
     * @return whether the completion has ended with it
     */
    boolean add(NextToken token) {
        held.add(token);
        boolean isEndToken = token.end().equals(Optional.of(FinishReason.STOP));
        String certain = isEndToken ? "" : text.add(token.token());
        if (token.end().isPresent() && !text.stopped()) {
            certain += text.end();
        }
        Optional<FinishReason> end = text.stopped() ? Optional.of(FinishReason.STOP_STRING) : token.end();
        if (!certain.isEmpty() || end.isPresent()) {
            stream.add(new TextPiece(index, certain, List.copyOf(held), end));
            held = new ArrayList<>();
        }
        return end.isPresent();
    }
}
