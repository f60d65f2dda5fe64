package dev.kedge.serving.http;

import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.NextToken;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The shape of requests and answers of one kind of completion. */
interface Protocol {

    /** Reads a request, or refuses it. */
    Asked read(RequestFields fields);

    /** What ids of answers begin with. */
    String idPrefix();

    /** What an answer is called, or an event of a stream. */
    String object(boolean streamed);

    /**
     * Puts what a choice says.
     *
     * @param choice receives it
     * @param text all of it, or the piece of an event
     * @param streamed whether this is a piece
     * @param first whether it is the first of its completion
     */
    void putText(ObjectNode choice, String text, boolean streamed, boolean first);

    /**
     * Puts log-probabilities.
     *
     * @param choice receives them
     * @param tokens of the text, or of the piece
     * @param before how many characters of tokens came before; only that of the completion kind is counted
     * @return how many there are after these
     */
    int putLogprobs(ObjectNode choice, List<NextToken> tokens, int before);

    /** Whether the ids of a prompt are told with each choice; else once with the whole answer. */
    boolean tellsPromptWithChoice();

    /** The reason as clients know it; empty for none yet. */
    static Optional<String> reason(Optional<FinishReason> end) {
        return end.map(reason -> reason == FinishReason.LENGTH ? "length" : "stop");
    }
}
