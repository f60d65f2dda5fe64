import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rule of a company's order desk: the reply is one JSON object, and nothing else, with the keys {@code customer},
 * {@code item}, {@code quantity} and {@code price}, each with the value that the order states ({@code null} for what it
 * does not say). Only such a reply is right and worth 1.
 *
 * <p>Any other JSON object is worth 0.1, and 0.025 more for each of the four keys and 0.15 more for each right value:
 * at most 0.8, for all four values with a fifth key beside them. A value written as text where a number is asked for is
 * wrong. Blanks around a text do not count: the desk trims what it reads. Whatever is no JSON object alone is worth
 * nothing.
 */
public final class OrderRule implements Verifier {

    private static final List<String> KEYS = List.of("customer", "item", "quantity", "price");
    private static final double FOR_AN_OBJECT = 0.1;
    private static final double FOR_A_KEY = 0.025;
    private static final double FOR_A_VALUE = 0.15;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        JsonNode order;
        try {
            order = JSON.readTree(completion.strip());
        } catch (JacksonException malformed) {
            return Verdict.unparsable("no JSON object alone");
        }
        if (!order.isObject()) {
            return Verdict.unparsable("no JSON object alone");
        }
        long keys = KEYS.stream().filter(order::has).count();
        List<String> wrong = KEYS.stream()
                .filter(key -> !isRight(order.path(key), prompt.fields().getOrDefault(key, "")))
                .toList();
        String read = asRead(order);
        if (wrong.isEmpty() && order.size() == KEYS.size()) {
            return Verdict.correct(read);
        }
        double reward = FOR_AN_OBJECT + FOR_A_KEY * keys + FOR_A_VALUE * (KEYS.size() - wrong.size());
        String reason = wrong.isEmpty() ? "further keys" : "wrong: " + String.join(", ", wrong);
        return new Verdict(Outcome.WRONG, reward, read, reason);
    }

    /** Whether a value is the one of the order: a number as a number, null for a field the row leaves blank. */
    private static boolean isRight(JsonNode value, String expected) {
        if (expected.isEmpty()) {
            return value.isNull();
        }
        if (value.isNumber()) {
            return isNumber(expected) && value.decimalValue().compareTo(new BigDecimal(expected)) == 0;
        }
        return value.isString() && !isNumber(expected) && value.stringValue().strip().equals(expected);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?");
    }

    /** The object with its keys in order, so that two replies that say the same vote together. */
    private static String asRead(JsonNode order) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        order.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return JSON.writeValueAsString(sorted);
    }
}
