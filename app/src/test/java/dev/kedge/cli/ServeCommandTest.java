package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.CharacterTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command that serves, on a random model of 15 characters: what it prints, and that it gives what sample gives. */
class ServeCommandTest {

    @TempDir
    static Path directory;

    private static Path model;

    @BeforeAll
    static void writeModel() throws IOException {
        model = Files.createDirectory(directory.resolve("adder"));
        CharacterTokenizer.write(model, "0123456789+=");
        DecoderConfig config = new DecoderConfig(15, 32, 48, 2, 4, 2, 16, 1e-6, 10_000.0, 64, true, true, 0.25);
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 3)) {
            ModelDirectory.save(
                    model, decoder, new GenerationConfig(OptionalInt.empty(), List.of(1), OptionalInt.of(0)));
        }
    }

    @Test
    void servesUntilItIsInterruptedWhatSampleGives() throws IOException, InterruptedException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        AtomicInteger status = new AtomicInteger(-1);
        CommandLine commandLine =
                Kedge.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        Thread serving = new Thread(() ->
                status.set(commandLine.execute("serve", "--model", model.toString(), "--port", "0", "--cache", "1")));
        serving.start();
        Matcher line = Pattern.compile("serving adder at (http://127\\.0\\.0\\.1:\\d+/v1)\\R")
                .matcher("");
        for (int tries = 0; tries < 1200 && serving.isAlive() && !line.matches(); tries++) {
            Thread.sleep(50);
            line.reset(out.toString());
        }
        assertThat(line.matches()).as(out + " " + err).isTrue();
        // 2 layers, a key and a value of 2 heads of 16 numbers of 4 bytes: 512 bytes; 2^20 / 512 = 2048
        assertThat(err.toString())
                .isEqualTo("at most 32 completions side by side, 2048 tokens of 512 bytes together (1 MiB)\n");
        JsonNode answer = JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(line.group(1) + "/completions"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(
                                                "{\"prompt\": \"12+3=\", \"seed\": 9, \"max_tokens\": 12}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
        serving.interrupt();
        serving.join();
        assertThat(status).hasValue(0);
        KedgeRun sampled = KedgeRun.of(
                "sample",
                "--model",
                model.toString(),
                "--prompt",
                "12+3=",
                "--seed",
                "9",
                "--max-new-tokens",
                "12",
                "--json");
        JsonNode expected =
                JsonMapper.shared().readTree(sampled.out()).path("completions").path(0);
        assertThat(answer.path("choices").path(0).path("text")).isEqualTo(expected.path("text"));
        assertThat(answer.path("model").asString()).isEqualTo("adder");
    }

    @Test
    void whatCannotBeServedIsOneLineAndStatusTwo() {
        refused("port must be from 0 to 65535, got 70000", "--port", "70000");
        refused("--cache must have room for 32 tokens of 512 bytes, got 0 MiB", "--cache", "0");
        refused("rows of a batch must be >= 1, got 0", "--max-rows", "0");
        refused("prompts that may wait must be >= 1, got 0", "--max-waiting", "0");
        refused("max_new_tokens must be >= 1, got 0", "--max-new-tokens", "0");
        refused("the name of a served model must not be blank", "--name", " ");
        refused(
                "--api-key-env must name an environment variable that is set, got KEDGE_NOT_SET",
                "--api-key-env",
                "KEDGE_NOT_SET");
        refused(
                "host must be a loopback address such as 127.0.0.1 unless there is a key, since other machines reach it,"
                        + " got 0.0.0.0",
                "--host",
                "0.0.0.0");
    }

    private static void refused(String message, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "serve";
        arguments[1] = "--model";
        arguments[2] = model.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        KedgeRun run = KedgeRun.of(arguments);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).endsWith("kedge: " + message + "\n");
        assertThat(run.out()).isEmpty();
    }
}
