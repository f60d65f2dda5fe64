package dev.kedge.cli;

import dev.kedge.text.PromptEncoder;
import dev.kedge.text.PromptEncoder.Apply;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options that say how prompts become what the model is given. */
final class ChatOptions {

    @Option(
            names = "--chat",
            negatable = true,
            fallbackValue = "true",
            description = "Apply the model's chat template to every prompt, or to none."
                    + " Default: to prompts that are lists of messages, and to all with --system or --template.")
    private Optional<Boolean> chat = Optional.empty();

    @Option(names = "--system", paramLabel = "TEXT", description = "The system prompt.")
    private Optional<String> system = Optional.empty();

    @Option(names = "--template", paramLabel = "FILE", description = "A chat template in place of the model's own.")
    private Optional<Path> template = Optional.empty();

    @Option(
            names = "--template-variable",
            paramLabel = "NAME=VALUE",
            description = "For the chat template, such as enable_thinking=false. May be given several times.")
    private Map<String, String> variables = Map.of();

    /** The system prompt. */
    Optional<String> system() {
        return system;
    }

    /** For a server, which has a template of its own. */
    void requireNoTemplate() {
        if (template.isPresent() || !variables.isEmpty() || chat.isPresent()) {
            throw new IllegalArgumentException(
                    "--server applies its own chat template: there must be no --chat, --template or --template-variable;"
                            + " --api says whether it gets messages");
        }
    }

    /** How prompts become what the model is given. */
    PromptEncoder.Config config() {
        boolean always = chat.orElse(system.isPresent() || template.isPresent());
        Apply apply = always ? Apply.ALWAYS : chat.isPresent() ? Apply.NEVER : Apply.CONVERSATIONS;
        Map<String, Object> values = new LinkedHashMap<>();
        variables.forEach((name, value) -> values.put(name, scalar(value)));
        return new PromptEncoder.Config(apply, template, Optional.empty(), system, Optional.empty(), values);
    }

    /** A number or a truth value if it reads as one in JSON, else text. */
    private static Object scalar(String text) {
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(text);
        } catch (JacksonException notJson) {
            return text;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? node.numberValue() : text;
    }
}
