package dev.kedge.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A prompt that is a list of messages, for a chat template to make text of.
 *
 * <p>Values are those of JSON: text, numbers, booleans, lists, maps, and the empty {@code Optional} for null. Example:
 * {@code [{role: system, content: Be brief.}, {role: user, content: What is 2+2?}]}.
 *
 * @param messages oldest first, at least one; each has a {@code role}, and a {@code content} that is text or a list of
 *     parts {@code {type: text, text: …}}. A message of tool calls needs no content
 * @param tools descriptions of functions that the policy may call; none is usual
 */
public record Conversation(List<Map<String, Object>> messages, List<Object> tools) {

    private static final String ROLE = "role";
    private static final String CONTENT = "content";

    public Conversation {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a conversation must have at least one message, got none");
        }
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), "message " + (i + 1) + " of " + messages.size());
        }
    }

    /**
     * A question without anything before it.
     *
     * @param text what the user says
     * @return one message
     */
    public static Conversation ofUser(String text) {
        return new Conversation(List.of(message("user", text)), List.of());
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put(ROLE, role);
        message.put(CONTENT, content);
        return Collections.unmodifiableMap(message);
    }

    /**
     * Messages as a row of data holds them.
     *
     * @param elements what should be messages
     * @param tools descriptions of functions
     * @throws IllegalArgumentException if an element is no message, naming it
     */
    public static Conversation of(List<?> elements, List<Object> tools) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("message " + (messages.size() + 1) + " of " + elements.size()
                        + " must be an object with role and content, got " + element);
            }
            Map<String, Object> message = new LinkedHashMap<>();
            fields.forEach((key, value) -> message.put(String.valueOf(key), value));
            messages.add(Collections.unmodifiableMap(message));
        }
        return new Conversation(messages, tools);
    }

    private static void check(Map<String, Object> message, String which) {
        if (!(message.get(ROLE) instanceof String role) || role.isBlank()) {
            throw new IllegalArgumentException(which + ": role must be text such as user, got " + shown(message, ROLE));
        }
        Object content = message.get(CONTENT);
        if (content instanceof List<?> parts) {
            for (Object part : parts) {
                checkPart(part, which);
            }
        } else if (!(content instanceof String) && !message.containsKey("tool_calls")) {
            throw new IllegalArgumentException(
                    which + ": content must be text or a list of parts, got " + shown(message, CONTENT));
        }
    }

    private static void checkPart(Object part, String which) {
        boolean isText = part instanceof Map<?, ?> fields
                && "text".equals(fields.get("type"))
                && fields.get("text") instanceof String;
        if (!isText) {
            throw new IllegalArgumentException(
                    which + ": a part of content must be {\"type\": \"text\", \"text\": …}, got " + part);
        }
    }

    private static String shown(Map<String, Object> message, String key) {
        Object value = message.get(key);
        return value == null || value.equals(Optional.empty()) ? "nothing" : value.toString();
    }

    /**
     * The same with another system prompt.
     *
     * @param text replaces the content of the first message if that is a system message, else goes before it
     * @return a copy
     */
    public Conversation withSystem(String text) {
        List<Map<String, Object>> changed = new ArrayList<>(messages);
        if (messages.get(0).get(ROLE) instanceof String role && role.equals("system")) {
            changed.remove(0);
        }
        changed.add(0, message("system", text));
        return new Conversation(changed, tools);
    }

    /**
     * The content of the last message, if it is the assistant's: what the policy is to go on with.
     *
     * @return the text; empty if it is for the policy to begin a message
     */
    public Optional<String> opening() {
        Map<String, Object> last = messages.get(messages.size() - 1);
        return "assistant".equals(last.get(ROLE)) ? Optional.of(text(last)) : Optional.empty();
    }

    /**
     * The messages for a person to read, and for rows of data to be told apart by.
     *
     * @return a paragraph for each: {@code user: What is 2+2?}
     */
    public String text() {
        return messages.stream()
                .map(message -> message.get(ROLE) + ": " + text(message))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Map<String, Object> message) {
        Object content = message.getOrDefault(CONTENT, "");
        if (content instanceof List<?> parts) {
            return parts.stream()
                    .map(part -> part instanceof Map<?, ?> fields ? String.valueOf(fields.get("text")) : "")
                    .collect(Collectors.joining());
        }
        return content instanceof String text ? text : "";
    }
}
