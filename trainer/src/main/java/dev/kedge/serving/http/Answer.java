package dev.kedge.serving.http;

import dev.kedge.api.WellFormedText;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.NextToken;
import dev.kedge.serving.TextPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer to one request as it comes together: events of a stream, or all of it at the end. */
final class Answer {

    private final Protocol protocol;
    private final Asked asked;
    private final String id;
    private final long created;
    private final String model;
    private final List<Choice> choices = new ArrayList<>();

    /** One completion so far. */
    private static final class Choice {
        private final StringBuilder text = new StringBuilder();
        private final List<NextToken> tokens = new ArrayList<>();
        private int characters;
        private boolean begun;
        private Optional<FinishReason> end = Optional.empty();
    }

    Answer(Protocol protocol, Asked asked, String id, long created, String model) {
        this.protocol = protocol;
        this.asked = asked;
        this.id = id;
        this.created = created;
        this.model = model;
        int count = asked.request().prompts().size() * asked.request().completions();
        IntStream.range(0, count).forEach(i -> choices.add(new Choice()));
    }

    /** Takes a piece of a completion. */
    void add(TextPiece piece) {
        Choice choice = choices.get(piece.index());
        choice.text.append(piece.text());
        choice.tokens.addAll(piece.tokens());
        choice.end = piece.end();
    }

    /** All of it. */
    ObjectNode whole() {
        ObjectNode answer = head(false);
        ArrayNode all = answer.putArray("choices");
        for (int index = 0; index < choices.size(); index++) {
            Choice choice = choices.get(index);
            put(all.addObject(), index, choice.text.toString(), choice.tokens, choice.end, false);
        }
        answer.set("usage", usage());
        return answer;
    }

    /** One piece, as an event; to be added too. */
    ObjectNode event(TextPiece piece) {
        ObjectNode event = head(true);
        put(event.putArray("choices").addObject(), piece.index(), piece.text(), piece.tokens(), piece.end(), true);
        return event;
    }

    /** The last event, if a count of tokens is asked for. */
    ObjectNode usageEvent() {
        ObjectNode event = head(true);
        event.putArray("choices");
        event.set("usage", usage());
        return event;
    }

    private ObjectNode head(boolean streamed) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("id", id);
        answer.put("object", protocol.object(streamed));
        answer.put("created", created);
        answer.put("model", model);
        if (asked.tokenIds() && !protocol.tellsPromptWithChoice() && !choices.get(0).begun) {
            putIds(
                    answer.putArray("prompt_token_ids"),
                    asked.request().prompts().get(0));
        }
        return answer;
    }

    private void put(
            ObjectNode target,
            int index,
            String text,
            List<NextToken> tokens,
            Optional<FinishReason> end,
            boolean streamed) {
        Choice choice = choices.get(index);
        target.put("index", index);
        protocol.putText(target, WellFormedText.of(text), streamed, !choice.begun);
        if (asked.logprobs()) {
            choice.characters = protocol.putLogprobs(target, tokens, choice.characters);
        } else {
            target.putNull("logprobs");
        }
        Protocol.reason(end)
                .ifPresentOrElse(reason -> target.put("finish_reason", reason), () -> target.putNull("finish_reason"));
        if (asked.tokenIds()) {
            putIds(
                    target.putArray("token_ids"),
                    tokens.stream().mapToInt(NextToken::token).toArray());
            if (protocol.tellsPromptWithChoice() && !choice.begun) {
                int prompt = index / asked.request().completions();
                putIds(
                        target.putArray("prompt_token_ids"),
                        asked.request().prompts().get(prompt));
            }
        }
        choice.begun = true;
    }

    private static void putIds(ArrayNode target, int[] ids) {
        for (int id : ids) {
            target.add(id);
        }
    }

    private ObjectNode usage() {
        int prompts = asked.request().prompts().stream()
                .mapToInt(prompt -> prompt.length)
                .sum();
        int completions =
                choices.stream().mapToInt(choice -> choice.tokens.size()).sum();
        ObjectNode usage = JsonMapper.shared().createObjectNode();
        usage.put("prompt_tokens", prompts);
        usage.put("completion_tokens", completions);
        usage.put("total_tokens", prompts + completions);
        return usage;
    }
}
