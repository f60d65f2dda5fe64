package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run whose prompts go through a chat template, from rows to rollouts and to the model that it leaves behind. */
class ChatTrainingTest {

    @TempDir
    Path folder;

    @Test
    void rolloutsHoldTheTextAndTheTokensThatThePolicyWasGiven() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        game.start(folder.resolve("base"), "steps=0", "warm_start.updates=0");
        Path model = folder.resolve("base");
        String template = "{% for m in messages %}{{ m.role[0] }}{{ m.content }}\n{% endfor %}{{ eos_token }}";
        Files.writeString(model.resolve("chat_template.jinja"), template);
        String generation = "{ \"eos_token_id\": [2, 1], \"temperature\": 0.6 }";
        Files.writeString(model.resolve("generation_config.json"), generation);
        String[] overrides = {
            "steps=1",
            "warm_start.updates=1",
            "model={kind: directory, path: '" + model + "'}",
            "chat={apply: always, system: be brief}",
            "rollout.sampling.max_new_tokens=2"
        };
        assertThatThrownBy(() -> game.start(folder.resolve("narrow"), overrides))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must fit into the model's 32 positions");
        overrides[3] = "chat={apply: always, system: b}";
        Path run = folder.resolve("run");
        game.start(run, overrides);

        Path file;
        try (Stream<Path> files = Files.walk(run.resolve("rollouts"))) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        List<String> lines;
        try (InputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            lines = new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSize(16);
        for (String line : lines) {
            JsonNode rollout = JsonMapper.shared().readTree(line);
            String prompt = rollout.get("prompt").asString();
            assertThat(prompt).startsWith("sb\nu").endsWith("\n<eos>");
            JsonNode tokens = rollout.get("prompt_tokens");
            // Every character is a byte, <eos> is one token.
            assertThat(tokens).hasSize(prompt.length() - "<eos>".length() + 1);
            assertThat(tokens.get(tokens.size() - 1).intValue()).isEqualTo(1);
            JsonNode sampled = rollout.get("tokens");
            int last = sampled.get(sampled.size() - 1).intValue();
            assertThat(rollout.get("finish_reason").asString())
                    .isEqualToIgnoringCase(last == 1 || last == 2 ? "stop" : "length");
        }
        assertThat(run.resolve("generation_config.json")).hasContent(generation);
        assertThat(run.resolve("chat_template.jinja")).hasContent(template);
    }

    @Test
    void aTemplateThatIsMissingIsAWrongSetting() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        assertThatThrownBy(() -> game.start(folder.resolve("run"), "chat.apply=always"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("chat: the model has no chat template");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
