package dev.kedge.text;

import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The encoder of prompts as the tokens that the policy is given: plain text as it is, a conversation by the chat
 * template.
 *
 * <p>Plain text gets the special tokens around it that the tokenizer adds to a text, usually one at the beginning or
 * none. A template writes its own, and nothing is added to what it makes. Either way a special token written out in the
 * text becomes that token. Safe for use by several threads.
 */
public final class PromptEncoder {

    private static final Set<String> RESERVED = Set.of("messages", "add_generation_prompt", "strftime_now");

    /** The prompts that the template is applied to. */
    public enum Apply {
        /** To prompts that are lists of messages; plain text is given as it is. */
        CONVERSATIONS,
        /** To every prompt; plain text is what the user says. */
        ALWAYS,
        /** To none; a prompt that is a list of messages is an error. */
        NEVER
    }

    /**
     * The settings of how conversations become text.
     *
     * @param apply when the template is applied
     * @param template a file with a template in place of the model's own
     * @param name which of the model's templates; absent: {@code tool_use} for a conversation with tools, else
     *     {@code default}
     * @param system the system prompt, in place of the one that a conversation begins with
     * @param date what the template takes for today, as {@code 2026-03-05}; absent: today
     * @param variables further variables for the template, such as {@code enable_thinking}
     */
    public record Config(
            Apply apply,
            Optional<Path> template,
            Optional<String> name,
            Optional<String> system,
            Optional<String> date,
            Map<String, Object> variables) {

        /** The model's own template, for conversations. */
        public static final Config DEFAULT = new Config(
                Apply.CONVERSATIONS, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

        public Config {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            for (String variable : variables.keySet()) {
                if (RESERVED.contains(variable)) {
                    throw new SettingException("variables", "must not have " + variable + ", which is set for you");
                }
            }
            if (template.isPresent() && name.isPresent()) {
                throw new SettingException(
                        "name", "must be absent where template is a file, which has no names, got " + name.get());
            }
            if (apply == Apply.NEVER && (template.isPresent() || name.isPresent() || system.isPresent())) {
                throw new SettingException("apply", "must not be never where template, name or system is given");
            }
            date.ifPresent(Config::parsed);
        }

        private static LocalDate parsed(String date) {
            try {
                return LocalDate.parse(date);
            } catch (DateTimeParseException e) {
                throw new SettingException("date", "must be like 2026-03-05, got " + date);
            }
        }

        private ZonedDateTime now() {
            return date.map(Config::parsed)
                    .map(day -> day.atStartOfDay(ZoneId.systemDefault()))
                    .orElseGet(ZonedDateTime::now);
        }
    }

    /**
     * A prompt as the policy gets it.
     *
     * @param text what it says, special tokens of a template written out
     * @param tokens its token ids
     */
    public record Encoded(String text, int[] tokens) {}

    private final Tokenizer tokenizer;
    private final TemplateSet templates;
    private final Config config;

    private PromptEncoder(Tokenizer tokenizer, TemplateSet templates, Config config) {
        this.tokenizer = tokenizer;
        this.templates = templates;
        this.config = config;
    }

    /**
     * An encoder for a model's prompts.
     *
     * @param tokenizer of the model; its directory has the templates
     * @param config how conversations become text
     * @throws IllegalArgumentException if the template is to be applied to every prompt and there is none or it is
     *     broken, or one is named that cannot be read
     */
    public static PromptEncoder of(Tokenizer tokenizer, Config config) {
        TemplateSet templates = config.template().isPresent()
                ? TemplateSet.of(
                        config.template().get(), text(config.template().get()), tokenizer.specialTokens(), config.now())
                : tokenizer.templates(config.now());
        PromptEncoder encoder = new PromptEncoder(tokenizer, templates, config);
        if (config.apply() == Apply.ALWAYS
                || config.template().isPresent()
                || config.name().isPresent()) {
            templates.template(config.name(), false);
        }
        return encoder;
    }

    private static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("the chat template must be a file that exists, got " + file);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read as UTF-8 text", e);
        }
    }

    /**
     * What the policy is given.
     *
     * @param prompt plain text or a conversation
     * @return text and tokens
     * @throws IllegalArgumentException if the template refuses the conversation, or a setting asks for a template that
     *     is not applied to this prompt; the message begins with the prompt's id
     */
    public Encoded encode(Prompt prompt) {
        Optional<Conversation> conversation = prompt.conversation();
        try {
            if (conversation.isPresent() || config.apply() == Apply.ALWAYS) {
                String text = text(conversation.orElseGet(() -> Conversation.ofUser(prompt.text())));
                return new Encoded(text, tokenizer.encode(text));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("prompt " + prompt.id() + ": " + e.getMessage(), e);
        }
        if (config.system().isPresent()) {
            throw new IllegalArgumentException("prompt " + prompt.id()
                    + " is plain text, which no template is applied to, so that it cannot have a system prompt;"
                    + " apply the template always");
        }
        return new Encoded(prompt.text(), tokenizer.encodePrompt(prompt.text()));
    }

    private String text(Conversation given) {
        if (config.apply() == Apply.NEVER) {
            throw new IllegalArgumentException("is a list of messages, and no template is to be applied");
        }
        Conversation conversation = config.system().map(given::withSystem).orElse(given);
        return templates
                .template(config.name(), !conversation.tools().isEmpty())
                .render(conversation, config.variables());
    }

    /**
     * The tokenizer below.
     *
     * @return for completions and other text that is no prompt
     */
    public Tokenizer tokenizer() {
        return tokenizer;
    }
}
