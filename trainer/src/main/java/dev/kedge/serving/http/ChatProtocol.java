package dev.kedge.serving.http;

import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.sampling.NextToken;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.LanguageModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions: messages in, by the model's chat template; a last message of the assistant's is gone on with. */
final class ChatProtocol implements Protocol {

    private static final String MESSAGES = "messages";
    private static final int MAX_LIKELIEST = 20;

    private final LanguageModel model;
    private final Bounds bounds;
    private final TokenText tokenText;

    ChatProtocol(LanguageModel model, Bounds bounds) {
        this.model = model;
        this.bounds = bounds;
        this.tokenText = new TokenText(model.tokenizer());
    }

    @Override
    public Asked read(RequestFields fields) {
        Set<String> known = new TreeSet<>(SamplingFields.NAMES);
        known.addAll(FixedFields.names());
        known.removeAll(Set.of("best_of", "echo", "suffix"));
        known.addAll(Set.of(MESSAGES, "max_completion_tokens", "top_logprobs"));
        fields.requireKnown(known);
        FixedFields.check(fields);
        boolean logprobs = fields.flag("logprobs");
        OptionalInt likeliest = fields.integer("top_logprobs", 0, MAX_LIKELIEST);
        if (likeliest.isPresent() && !logprobs) {
            throw Refusal.of("top_logprobs", "top_logprobs must be absent where logprobs is not true");
        }
        int[] prompt = prompt(fields.node(MESSAGES)).tokens();
        return new SamplingFields(fields, bounds)
                .read(MESSAGES, List.of(prompt), logprobs ? OptionalInt.of(likeliest.orElse(0)) : OptionalInt.empty());
    }

    private PromptEncoder.Encoded prompt(Optional<JsonNode> messages) {
        if (messages.isEmpty() || !(RequestFields.value(messages.get()) instanceof List<?> list)) {
            throw Refusal.of(
                    MESSAGES,
                    MESSAGES + " must be a list of messages, got "
                            + messages.map(RequestFields::shown).orElse("nothing"));
        }
        try {
            Conversation conversation = Conversation.of(list, List.of());
            return model.encode(
                    new Prompt("of messages", conversation.text(), "", Map.of(), Optional.of(conversation)));
        } catch (IllegalArgumentException wrong) {
            throw Refusal.of(MESSAGES, String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public String object(boolean streamed) {
        return streamed ? "chat.completion.chunk" : "chat.completion";
    }

    @Override
    public void putText(ObjectNode choice, String text, boolean streamed, boolean first) {
        ObjectNode message = choice.putObject(streamed ? "delta" : "message");
        if (first) {
            message.put("role", "assistant");
        }
        if (first || !text.isEmpty()) {
            message.put("content", text);
        }
        if (!streamed) {
            message.putNull("refusal");
        }
    }

    @Override
    public int putLogprobs(ObjectNode choice, List<NextToken> tokens, int before) {
        ObjectNode logprobs = choice.putObject("logprobs");
        ArrayNode content = logprobs.putArray("content");
        for (NextToken token : tokens) {
            ObjectNode entry = content.addObject();
            put(entry, token.token(), token.untemperedLogprob());
            entry.put("sampling_logprob", token.samplingLogprob());
            ArrayNode likeliest = entry.putArray("top_logprobs");
            token.likeliest().forEach(chance -> put(likeliest.addObject(), chance.token(), chance.logprob()));
        }
        logprobs.putNull("refusal");
        return before;
    }

    private void put(ObjectNode entry, int token, float logprob) {
        String text = tokenText.of(token);
        entry.put("token", text);
        entry.put("token_id", token);
        entry.put("logprob", logprob);
        if (text.indexOf('\uFFFD') >= 0) { // a part of a character: which bytes, the text does not say
            entry.putNull("bytes");
            return;
        }
        ArrayNode bytes = entry.putArray("bytes");
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(each & 0xFF);
        }
    }

    @Override
    public boolean tellsPromptWithChoice() {
        return false;
    }
}
