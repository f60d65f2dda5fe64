package dev.kedge.verifiers;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
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

    /** Numbers as they are written, in schemas as in answers. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Exponents of ten beyond this would make whole numbers of millions of digits. */
    private static final int MAX_EXPONENT = 1_000;

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

    private static final int MAX_SHOWN = 80;

    private final @Nullable Schema fixed;

    public JsonSchemaVerifier(Config config) {
        this.fixed = config.written().map(JsonSchemaVerifier::checked).orElse(null);
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
                    .or(() -> schema.isEmpty()
                            ? Optional.empty()
                            : Optional.of(JSON.readTree(JSON.writeValueAsString(schema))));
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
        if (!schema.isObject() && !schema.isBoolean()) {
            throw new SettingException("schema", "must be a JSON Schema, which is an object, got " + shortened(schema));
        }
        try {
            Schema compiled = REGISTRY.getSchema(schema);
            compiled.initializeValidators();
            return compiled;
        } catch (SchemaException refused) {
            throw new SettingException(
                    "schema",
                    refused.getCause() instanceof PatternSyntaxException pattern
                            ? "must have regular expressions in RE2's syntax: " + pattern.getMessage()
                            : "must be a JSON Schema that needs no other document: " + refused.getMessage());
        }
    }

    /** A schema that is one by its own meta-schema: a wrong keyword's value would otherwise allow anything. */
    private static Schema checked(JsonNode schema) {
        Schema compiled = compiled(schema);
        String dialect = schema.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
        List<Error> faults = REGISTRY.getSchema(SchemaLocation.of(dialect)).validate(schema);
        if (!faults.isEmpty()) {
            throw new SettingException(
                    "schema", "must be a JSON Schema, got " + shortened(schema) + ": " + faults.get(0));
        }
        return compiled;
    }

    private static String shortened(JsonNode schema) {
        String text = schema.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private static JsonNode read(Prompt prompt) {
        try {
            return JSON.readTree(prompt.answer());
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("the schema is no JSON: " + JsonText.reason(malformed));
        }
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        if (fixed != null) {
            return Optional.empty();
        }
        try {
            checked(read(prompt));
            return Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.of(String.valueOf(none.getMessage()));
        }
    }

    /** Whether a number within has an exponent beyond {@link #MAX_EXPONENT}. */
    private static boolean hasHugeNumber(JsonNode value) {
        if (value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            return number.signum() != 0 && Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT;
        }
        return value.valueStream().anyMatch(JsonSchemaVerifier::hasHugeNumber);
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Schema schema = fixed == null ? compiled(read(prompt)) : fixed;
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
        if (hasHugeNumber(value)) {
            return Verdict.unparsable("a number beyond 10^±" + MAX_EXPONENT);
        }
        List<Error> errors = schema.validate(value);
        return errors.isEmpty()
                ? Verdict.correct(text)
                : Verdict.wrong(text, errors.get(0).toString());
    }
}
