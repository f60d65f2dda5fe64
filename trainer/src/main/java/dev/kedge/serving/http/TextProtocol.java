package dev.kedge.serving.http;

import dev.kedge.sampling.NextToken;
import dev.kedge.train.LanguageModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Text completions: plain text in, or token ids, and what follows it. */
final class TextProtocol implements Protocol {

    private static final String PROMPT = "prompt";
    private static final int MAX_LIKELIEST = 20;

    private final LanguageModel model;
    private final Bounds bounds;
    private final TokenText tokenText;

    TextProtocol(LanguageModel model, Bounds bounds) {
        this.model = model;
        this.bounds = bounds;
        this.tokenText = new TokenText(model.tokenizer());
    }

    @Override
    public Asked read(RequestFields fields) {
        Set<String> known = new TreeSet<>(SamplingFields.NAMES);
        known.addAll(FixedFields.names());
        known.removeAll(Set.of("tools", "functions", "tool_choice", "parallel_tool_calls"));
        known.add(PROMPT);
        fields.requireKnown(known);
        FixedFields.check(fields);
        JsonNode prompt = fields.node(PROMPT)
                .orElseThrow(() -> Refusal.of(PROMPT, "prompt must be text or token ids, got nothing"));
        return new SamplingFields(fields, bounds)
                .read(PROMPT, prompts(prompt), fields.integer("logprobs", 0, MAX_LIKELIEST));
    }

    /** Text, token ids, or a list of either. */
    private List<int[]> prompts(JsonNode prompt) {
        if (prompt.isString()) {
            return List.of(model.tokenizer().encodePrompt(prompt.asString()));
        }
        if (isIds(prompt)) {
            return List.of(ids(prompt));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw wrong(prompt);
        }
        return IntStream.range(0, prompt.size())
                .mapToObj(prompt::path)
                .map(each -> {
                    if (each.isString()) {
                        return model.tokenizer().encodePrompt(each.asString());
                    }
                    if (!isIds(each)) {
                        throw wrong(prompt);
                    }
                    return ids(each);
                })
                .toList();
    }

    private static Refusal wrong(JsonNode prompt) {
        return Refusal.of(
                PROMPT, "prompt must be text, token ids, or a list of either, got " + RequestFields.shown(prompt));
    }

    private static boolean isIds(JsonNode node) {
        return node.isArray()
                && !node.isEmpty()
                && IntStream.range(0, node.size()).mapToObj(node::path).allMatch(JsonNode::isIntegralNumber);
    }

    private int[] ids(JsonNode node) {
        int vocabulary = model.config().vocabularySize();
        int[] ids = new int[node.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = node.path(i);
            if (!id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= vocabulary) {
                throw Refusal.of(PROMPT, "a token id of prompt must be in [0, " + vocabulary + "), got " + id);
            }
            ids[i] = id.intValue();
        }
        return ids;
    }

    @Override
    public String idPrefix() {
        return "cmpl-";
    }

    @Override
    public String object(boolean streamed) {
        return "text_completion";
    }

    @Override
    public void putText(ObjectNode choice, String text, boolean streamed, boolean first) {
        choice.put("text", text);
    }

    @Override
    public int putLogprobs(ObjectNode choice, List<NextToken> tokens, int before) {
        ObjectNode logprobs = choice.putObject("logprobs");
        ArrayNode texts = logprobs.putArray("tokens");
        ArrayNode values = logprobs.putArray("token_logprobs");
        ArrayNode likeliest = logprobs.putArray("top_logprobs");
        ArrayNode offsets = logprobs.putArray("text_offset");
        int offset = before;
        for (NextToken token : tokens) {
            String text = tokenText.of(token.token());
            texts.add(text);
            values.add(token.untemperedLogprob());
            ObjectNode chances = likeliest.addObject();
            token.likeliest().forEach(chance -> chances.put(tokenText.of(chance.token()), chance.logprob()));
            offsets.add(offset);
            offset += text.codePointCount(0, text.length());
        }
        return offset;
    }

    @Override
    public boolean tellsPromptWithChoice() {
        return true;
    }
}
