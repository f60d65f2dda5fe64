package dev.kedge.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.text.PromptEncoder.Apply;
import dev.kedge.text.PromptEncoder.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts become tokens: plain text as it is, conversations by the template that transformers would take. */
class PromptEncoderTest {

    private static final String TEMPLATE =
            "{% for m in messages %}<{{ m.role }}>{{ m.content }}{{ eos_token }}{% endfor %}"
                    + "{% if add_generation_prompt %}<assistant>{% endif %}";

    @TempDir
    Path model;

    @BeforeEach
    void writeTokenizer() throws IOException {
        ByteTokenizer.write(model);
    }

    private void write(String name, String content) throws IOException {
        Path file = model.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Puts entries into tokenizer_config.json. */
    private void configure(String entries) throws IOException {
        String config = Files.readString(model.resolve("tokenizer_config.json"));
        write("tokenizer_config.json", "{" + entries + "," + config.strip().substring(1));
    }

    private PromptEncoder.Encoded encode(Config config, Prompt prompt) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            PromptEncoder.Encoded encoded = PromptEncoder.of(tokenizer, config).encode(prompt);
            assertThat(tokenizer.decodeAll(encoded.tokens())).isEqualTo(encoded.text());
            return encoded;
        }
    }

    private String text(Config config, Prompt prompt) throws IOException {
        return encode(config, prompt).text();
    }

    private static Prompt plain(String text) {
        return new Prompt("data:7", text, "", Map.of());
    }

    private static Prompt conversation(Conversation conversation) {
        return new Prompt("data:7", conversation.text(), "", Map.of(), Optional.of(conversation));
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    private static Prompt said(String... rolesAndContents) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (int i = 0; i < rolesAndContents.length; i += 2) {
            messages.add(message(rolesAndContents[i], rolesAndContents[i + 1]));
        }
        return conversation(new Conversation(messages, List.of()));
    }

    private static Config with(Apply apply, String system) {
        return new Config(apply, Optional.empty(), Optional.empty(), Optional.of(system), Optional.empty(), Map.of());
    }

    private static Config applied(Apply apply) {
        return new Config(apply, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    private static Config named(String name) {
        return new Config(
                Apply.CONVERSATIONS, Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty(), Map.of());
    }

    @Test
    void aConversationIsRenderedAndPlainTextIsNot() throws IOException {
        write("chat_template.jinja", TEMPLATE);
        assertThat(text(Config.DEFAULT, said("user", "Hi"))).isEqualTo("<user>Hi<eos><assistant>");
        assertThat(text(Config.DEFAULT, plain("Hi"))).isEqualTo("Hi");
    }

    @Test
    void aSpecialTokenInTheTextOfATemplateIsOneToken() throws IOException {
        write("chat_template.jinja", TEMPLATE);
        int[] tokens = encode(Config.DEFAULT, said("user", "Hi")).tokens();
        // <user> is 6 bytes, Hi 2, <eos> is token 1, <assistant> 11 bytes
        assertThat(tokens).hasSize(6 + 2 + 1 + 11);
        assertThat(tokens[8]).isEqualTo(1);
    }

    @Test
    void plainTextIsWhatTheUserSaysWhereTheTemplateIsAlwaysApplied() throws IOException {
        write("chat_template.jinja", TEMPLATE);
        assertThat(text(applied(Apply.ALWAYS), plain("Hi"))).isEqualTo("<user>Hi<eos><assistant>");
        assertThat(text(with(Apply.ALWAYS, "Be brief."), plain("Hi")))
                .isEqualTo("<system>Be brief.<eos><user>Hi<eos><assistant>");
    }

    @Test
    void aSystemPromptTakesThePlaceOfTheConversationsOwn() throws IOException {
        write("chat_template.jinja", TEMPLATE);
        assertThat(text(with(Apply.CONVERSATIONS, "B"), said("system", "A", "user", "Hi")))
                .isEqualTo("<system>B<eos><user>Hi<eos><assistant>");
        assertThat(text(with(Apply.CONVERSATIONS, "B"), said("user", "Hi")))
                .isEqualTo("<system>B<eos><user>Hi<eos><assistant>");
    }

    @Test
    void aSystemPromptThatWouldBeIgnoredIsAnError() throws IOException {
        write("chat_template.jinja", TEMPLATE);
        assertThatThrownBy(() -> text(with(Apply.CONVERSATIONS, "B"), plain("Hi")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prompt data:7 is plain text");
        assertThatThrownBy(() -> with(Apply.NEVER, "B")).hasMessageStartingWith("apply must not be never");
        assertThatThrownBy(() -> text(applied(Apply.NEVER), said("user", "Hi")))
                .hasMessage("prompt data:7: is a list of messages, and no template is to be applied");
    }

    @Test
    void thePolicyGoesOnWithTheAssistantsLastMessage() throws IOException {
        write("chat_template.jinja", TEMPLATE);
        assertThat(text(Config.DEFAULT, said("user", "2+2?", "assistant", "It is ")))
                .isEqualTo("<user>2+2?<eos><assistant>It is ");
        write("chat_template.jinja", "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}!{% endfor %}");
        assertThat(text(Config.DEFAULT, said("user", "2+2?", "assistant", " It is ")))
                .isEqualTo("<user>2+2?!<assistant>It is");
        write("chat_template.jinja", "nothing");
        assertThatThrownBy(() -> text(Config.DEFAULT, said("user", "2+2?", "assistant", "It is")))
                .hasMessageContaining(
                        "chat_template.jinja: the last message, which the policy is to go on with, is not in");
    }

    @Test
    void theTemplateSeesWhatTransformersGivesIt() throws IOException {
        configure("\"bos_token\": {\"content\": \"<s>\"}, \"extra_special_tokens\": {\"image_token\": \"<img>\"},"
                + " \"additional_special_tokens\": [\"<a>\", {\"content\": \"<b>\"}]");
        write("special_tokens_map.json", "{\"sep_token\": \"<sep>\", \"bos_token\": \"<not this>\"}");
        write(
                "chat_template.jinja",
                "{{ bos_token }}{{ eos_token }}{{ pad_token }}{{ unk_token }}{{ sep_token }}{{ image_token }}"
                        + "{{ additional_special_tokens | join }}{{ cls_token is defined }}{{ tools is none }}"
                        + "{{ documents is none }}{{ add_generation_prompt }}{{ strftime_now('%d %b %Y') }}"
                        + "{{ deep.x[0] }}{{ deep.y is none }}");
        Map<String, Object> deep = new LinkedHashMap<>();
        deep.put("x", List.of(5L));
        deep.put("y", Optional.empty());
        Config config = new Config(
                Apply.CONVERSATIONS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("2026-03-05"),
                Map.of("deep", deep));
        assertThat(text(config, said("user", "Hi")))
                .isEqualTo("<s><eos><pad><unk><sep><img><a><b>FalseTrueTrueTrue05 Mar 20265True");
    }

    @Test
    void theFileGoesBeforeTheConfigAndTheConfigBeforeTheOldFile() throws IOException {
        write("chat_template.json", "{\"chat_template\": \"old\"}");
        assertThat(text(Config.DEFAULT, said("user", "Hi"))).isEqualTo("old");
        configure("\"chat_template\": \"config\"");
        assertThat(text(Config.DEFAULT, said("user", "Hi"))).isEqualTo("config");
        write("chat_template.jinja", "file");
        assertThat(text(Config.DEFAULT, said("user", "Hi"))).isEqualTo("file");
        write("mine.jinja", "mine");
        Config mine = new Config(
                Apply.CONVERSATIONS,
                Optional.of(model.resolve("mine.jinja")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        assertThat(text(mine, said("user", "Hi"))).isEqualTo("mine");
    }

    @Test
    void aTemplateIsChosenByNameAndTheOneForToolsByTools() throws IOException {
        configure(
                "\"chat_template\": [{\"name\": \"default\", \"template\": \"d\"},"
                        + " {\"name\": \"tool_use\", \"template\": \"t{{ tools[0].name }}\"}, {\"name\": \"rag\", \"template\": \"r\"}]");
        assertThat(text(Config.DEFAULT, said("user", "Hi"))).isEqualTo("d");
        assertThat(text(named("rag"), said("user", "Hi"))).isEqualTo("r");
        Prompt tools = conversation(new Conversation(List.of(message("user", "Hi")), List.of(Map.of("name", "f"))));
        assertThat(text(Config.DEFAULT, tools)).isEqualTo("tf");
        assertThat(text(named("default"), tools)).isEqualTo("d");
        assertThatThrownBy(() -> text(named("tools"), plain("Hi")))
                .hasMessage("the name of the chat template must be one of default, rag, tool_use, got tools");
        write("chat_template.jinja", "file");
        write("additional_chat_templates/rag.jinja", "file r");
        assertThat(text(Config.DEFAULT, tools)).isEqualTo("file");
        assertThat(text(named("rag"), said("user", "Hi"))).isEqualTo("file r");
    }

    @Test
    void aModelWithoutATemplateSaysSoOnlyWhereOneIsNeeded() throws IOException {
        assertThat(text(Config.DEFAULT, plain("Hi"))).isEqualTo("Hi");
        assertThatThrownBy(() -> text(Config.DEFAULT, said("user", "Hi")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "prompt data:7: the model has no chat template: neither a file chat_template.jinja");
        assertThatThrownBy(() -> text(applied(Apply.ALWAYS), plain("Hi")))
                .hasMessageStartingWith("the model has no chat template");
    }

    @Test
    void anErrorOfTheTemplateIsOneLineWithItsPlace() throws IOException {
        write("chat_template.jinja", "{% if true %}\n  {{ raise_exception('no\nuser') }}\n{% endif %}");
        assertThatThrownBy(() -> text(Config.DEFAULT, said("user", "Hi")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt data:7: " + model.resolve("chat_template.jinja") + ":2:21: no user");
        write("chat_template.jinja", "{% if %}");
        assertThatThrownBy(() -> text(applied(Apply.ALWAYS), plain("Hi")))
                .hasMessageStartingWith(model.resolve("chat_template.jinja") + ":1:");
        write("chat_template.jinja", "{% for i in range(99999) %}{% for i in range(99999) %}{% endfor %}{% endfor %}");
        assertThatThrownBy(() -> text(applied(Apply.ALWAYS), plain("Hi")))
                .hasMessageContaining("the template takes more than")
                .hasMessageNotContaining("\n");
    }

    @Test
    void messagesAreCheckedBeforeTheTemplateSeesThem() {
        assertThatThrownBy(() -> Conversation.of(List.of(), List.of()))
                .hasMessage("a conversation must have at least one message, got none");
        assertThatThrownBy(() -> Conversation.of(List.of("Hi"), List.of()))
                .hasMessage("message 1 of 1 must be an object with role and content, got Hi");
        assertThatThrownBy(() -> Conversation.of(List.of(Map.of("content", "Hi")), List.of()))
                .hasMessage("message 1 of 1: role must be text such as user, got nothing");
        assertThatThrownBy(() -> said("user", "Hi", " ", "Hi"))
                .hasMessage("message 2 of 2: role must be text such as user, got  ");
        assertThatThrownBy(() -> Conversation.of(List.of(Map.of("role", "user", "content", 5)), List.of()))
                .hasMessage("message 1 of 1: content must be text or a list of parts, got 5");
        assertThatThrownBy(() -> Conversation.of(
                        List.of(Map.of("role", "user", "content", List.of(Map.of("type", "image")))), List.of()))
                .hasMessage(
                        "message 1 of 1: a part of content must be {\"type\": \"text\", \"text\": …}, got {type=image}");
        assertThat(Conversation.of(
                                List.of(Map.of(
                                        "role", "assistant", "tool_calls", List.of(), "content", Optional.empty())),
                                List.of())
                        .messages())
                .hasSize(1);
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new Config(
                        Apply.ALWAYS,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("messages", 1L)))
                .hasMessage("variables must not have messages, which is set for you");
        assertThatThrownBy(() -> new Config(
                        Apply.ALWAYS,
                        Optional.of(model),
                        Optional.of("rag"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()))
                .hasMessage("name must be absent where template is a file, which has no names, got rag");
        assertThatThrownBy(() -> new Config(
                        Apply.ALWAYS,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("yesterday"),
                        Map.of()))
                .hasMessage("date must be like 2026-03-05, got yesterday");
    }

    @Test
    void plainTextBeginsAsTheTokenizerSaysAndATemplatesTextDoesNot() throws IOException {
        write("chat_template.jinja", "{{ bos_token }}{{ messages[0].content }}");
        configure("\"bos_token\": \"<eos>\", \"add_bos_token\": true, \"chat_template\": null");
        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            PromptEncoder encoder = PromptEncoder.of(tokenizer, Config.DEFAULT);
            assertThat(encoder.encode(plain("a")).tokens()).containsExactly(1, 3 + 'a');
            assertThat(encoder.encode(said("user", "a")).tokens()).containsExactly(1, 3 + 'a');
        }
    }
}
