package dev.kedge.text;

import dev.kedge.api.Conversation;
import dev.kedge.jinja.StrftimeNow;
import dev.kedge.jinja.Template;
import dev.kedge.jinja.TemplateException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The template that makes the text of a prompt from a conversation, as the model's own template does in transformers.
 *
 * <p>The template sees {@code messages}, {@code tools}, {@code documents}, {@code add_generation_prompt}, the special
 * tokens by role, {@code strftime_now} and {@code raise_exception}. The text ends where the policy is to go on: after
 * the header of an answer, or, if the last message is the assistant's, within that message. Safe for use by several
 * threads.
 */
final class ChatTemplate {

    private final String name;
    private final Template template;
    private final SpecialTokens specialTokens;
    private final ZonedDateTime now;

    private ChatTemplate(String name, Template template, SpecialTokens specialTokens, ZonedDateTime now) {
        this.name = name;
        this.template = template;
        this.specialTokens = specialTokens;
        this.now = now;
    }

    /**
     * Parses a template.
     *
     * @param name where it stands, for messages
     * @param source the template
     * @param specialTokens what it sees of the tokenizer
     * @param now what {@code strftime_now} prints
     * @throws IllegalArgumentException if it is none: one line with name, line, column and reason
     */
    static ChatTemplate parse(String name, String source, SpecialTokens specialTokens, ZonedDateTime now) {
        try {
            return new ChatTemplate(name, Template.parse(name, source), specialTokens, now);
        } catch (TemplateException broken) {
            throw new IllegalArgumentException(String.valueOf(broken.getMessage()), broken);
        }
    }

    /**
     * The text of a prompt.
     *
     * @param conversation what was said
     * @param variables further ones; they go before the special tokens
     * @return the text, special tokens written out
     * @throws IllegalArgumentException if the template refuses it: one line with name, line, column and reason
     */
    String render(Conversation conversation, Map<String, Object> variables) {
        Map<String, @Nullable Object> visible = new HashMap<>(specialTokens.byRole());
        visible.put("tools", null);
        visible.put("documents", null);
        visible.put("strftime_now", new StrftimeNow(() -> now));
        variables.forEach((key, value) -> visible.put(key, json(value)));
        visible.put("messages", json(conversation.messages()));
        if (!conversation.tools().isEmpty()) {
            visible.put("tools", json(conversation.tools()));
        }
        Optional<String> opening = conversation.opening();
        visible.put("add_generation_prompt", opening.isEmpty());
        String text;
        try {
            text = template.render(visible);
        } catch (TemplateException failed) {
            throw new IllegalArgumentException(String.valueOf(failed.getMessage()), failed);
        }
        return opening.isPresent() ? upToEndOf(opening.get(), text) : text;
    }

    /**
     * As transformers' {@code continue_final_message}: white space that the template took off the message stays off.
     */
    private String upToEndOf(String opening, String text) {
        int at = text.lastIndexOf(opening.strip());
        if (at < 0) {
            throw new IllegalArgumentException(
                    name
                            + ": the last message, which the policy is to go on with, is not in the text that the template makes");
        }
        String tail = opening.stripLeading();
        return text.substring(
                0,
                at
                        + (text.startsWith(tail, at)
                                ? tail.length()
                                : opening.strip().length()));
    }

    /** Nulls are empty Optionals here and nulls there. */
    private static @Nullable Object json(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? json(optional.get()) : null;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> converted = new LinkedHashMap<>();
            map.forEach((key, entry) -> converted.put(String.valueOf(key), json(entry)));
            return converted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> converted = new ArrayList<>();
            list.forEach(element -> converted.add(json(element)));
            return converted;
        }
        return value;
    }
}
