package dev.kedge.verifiers;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A verifier of JSON by a JSON Schema (draft 2020-12 unless its {@code $schema} says another). It is read from the last
 * fenced block, or from all that follows the reasoning.
 *
 * <p>Nothing is fetched: a {@code $ref} must lead into the schema itself or to a meta-schema. Regular expressions in it
 * are RE2's, so that no answer makes them slow. {@code format} is checked.
 */
public final class JsonSchemaVerifier implements Verifier {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .failFast(true)
                            .regularExpressionFactory(pattern -> {
                                Pattern linear = Pattern.compile(pattern);
                                return text -> linear.matcher(text).find();
                            })
                            .build()));

    private final @Nullable Schema fixed;

    public JsonSchemaVerifier(Config config) {
        this.fixed = config.written().map(JsonSchemaVerifier::compiled).orElse(null);
    }

    /**
     * The place of the schema.
     *
     * @param schema the schema itself; empty: elsewhere
     * @param schemaFile a file that holds it; with neither, the prompt's answer is the schema
     */
    public record Config(Map<String, Object> schema, Optional<Path> schemaFile) {

        public static final Config DEFAULT = new Config(Map.of(), Optional.empty());

        public Config {
            if (!schema.isEmpty() && schemaFile.isPresent()) {
                throw new SettingException(
                        "schemaFile", "must not be given where the schema is, got " + schemaFile.get());
            }
        }

        Optional<JsonNode> written() {
            return schemaFile
                    .map(Config::read)
                    .or(() -> schema.isEmpty() ? Optional.empty() : Optional.of(JSON.valueToTree(schema)));
        }

        private static JsonNode read(Path file) {
            try {
                return JSON.readTree(Files.readString(file));
            } catch (IOException | JacksonException unreadable) {
                throw new SettingException(
                        "schemaFile", "must be a readable file of JSON, got " + file + ": " + unreadable.getMessage());
            }
        }
    }

    private static Schema compiled(JsonNode schema) {
        try {
            Schema compiled = REGISTRY.getSchema(schema);
            compiled.initializeValidators();
            return compiled;
        } catch (SchemaException | com.google.re2j.PatternSyntaxException refused) {
            throw new SettingException(
                    "schema", "must be a JSON Schema that needs no other document: " + refused.getMessage());
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Schema schema = fixed == null ? compiled(JSON.readTree(prompt.answer())) : fixed;
        String text = JsonText.in(completion);
        if (text.isEmpty()) {
            return Verdict.unparsable("the answer is empty");
        }
        JsonNode value;
        try {
            value = JsonText.read(text);
        } catch (JacksonException malformed) {
            return Verdict.unparsable(JsonText.reason(malformed));
        }
        List<Error> errors = schema.validate(value);
        return errors.isEmpty()
                ? Verdict.correct(text)
                : Verdict.wrong(text, errors.get(0).toString());
    }
}
