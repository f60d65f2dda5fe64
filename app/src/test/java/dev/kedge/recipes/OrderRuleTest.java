package dev.kedge.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskMaker;
import dev.kedge.task.TaskSource;
import dev.kedge.train.recipe.EvaluationSet;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.verifiers.JavaSourceVerifier;
import dev.kedge.verifiers.internal.code.SourceFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rule and the data of recipes/smollm2-orders.yaml. */
class OrderRuleTest {

    private static final Path ORDERS = Path.of("..", "recipes", "orders");
    private static final Prompt ORDER = new Prompt(
            "p", "?", "", Map.of("customer", "Eva Horvat", "item", "tea cups", "quantity", "12", "price", "3.50"));
    private static final Prompt WITHOUT_PRICE = new Prompt(
            "p", "?", "", Map.of("customer", "Eva Horvat", "item", "tea cups", "quantity", "12", "price", ""));

    private static final JavaSourceVerifier RULE =
            new JavaSourceVerifier(new JavaSourceVerifier.Config(Optional.of(ORDERS.resolve("OrderRule.java"))));

    /**
     * 0.1 for an object, 0.025 for each of the four keys, 0.15 for each right value; 1 for all of it and nothing else.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "1.0   | {\"customer\": \"Eva Horvat\", \"item\": \"tea cups\", \"quantity\": 12, \"price\": 3.5}",
                "1.0   | {\"price\":3.50,\"quantity\":12.0,\"item\":\"tea cups\",\"customer\":\"Eva Horvat\"}",
                "1.0   | {\"customer\": \" Eva Horvat\", \"item\": \"tea cups \", \"quantity\": 12, \"price\": 3.5}",
                "0.8   | {\"customer\": \"Eva Horvat\", \"item\": \"tea cups\", \"quantity\": 12, \"price\": 3.5, \"for\": 1}",
                "0.65  | {\"customer\": \"Eva Horvat\", \"item\": \"tea cups\", \"quantity\": \"12\", \"price\": 3.5}",
                "0.625 | {\"customer\": \"Eva Horvat\", \"item\": \"tea cups\", \"quantity\": 12}",
                "0.65  | {\"customer\": \"Eva Horvat\", \"item\": \"Tea cups\", \"quantity\": 12, \"price\": 3.5}",
                "0.2   | {\"customer\": \"Ann Smith\", \"item\": \"paper clips\", \"quantity\": 3, \"price\": null}",
                "0.125 | {\"customer\": 7}",
                "0.1   | {}",
                "0.0   | []",
                "0.0   | Here it is: {\"customer\": \"Eva Horvat\", \"item\": \"tea cups\", \"quantity\": 12, \"price\": 3.5}",
                "0.0   | {\"customer\": \"Eva Horvat\", \"customer\": \"Eva Horvat\"}",
                "0.0   | {\"customer\": \"Eva"
            })
    void aReplyIsWorthItsParts(double reward, String reply) {
        Verdict verdict = RULE.verify(ORDER, reply);
        assertThat(verdict.reward()).isEqualTo(reward, offset(1e-9));
        assertThat(verdict.isCorrect()).isEqualTo(reward == 1);
        if (reward == 0) {
            assertThat(verdict.outcome()).isEqualTo(Outcome.UNPARSABLE);
        }
    }

    @Test
    void whatIsNotSaidIsNull() {
        String reply = "{\"customer\": \"Eva Horvat\", \"item\": \"tea cups\", \"quantity\": 12, \"price\": %s}";
        assertThat(RULE.verify(WITHOUT_PRICE, reply.formatted("null")).isCorrect())
                .isTrue();
        assertThat(RULE.verify(WITHOUT_PRICE, reply.formatted("3.5")).reward()).isEqualTo(0.65, offset(1e-9));
        assertThat(RULE.verify(ORDER, reply.formatted("null")).reward()).isEqualTo(0.65, offset(1e-9));
    }

    /** The recipe's own prompts carry all four values, also the one that stands for the order in the report. */
    @Test
    void theRightReplyToEveryOrderOfTheRecipeIsWorthOne() throws IOException {
        Recipe recipe = Recipe.read(
                        ORDERS.resolveSibling("smollm2-orders.yaml"),
                        List.of(
                                "task.train=[" + ORDERS.resolve("train.jsonl") + "]",
                                "task.test=[" + ORDERS.resolve("test.jsonl") + "]",
                                "evaluation.sets.harder.task.test=[" + ORDERS.resolve("harder.jsonl") + "]"))
                .value();
        Task task = TaskMaker.chosen(recipe.task(), 1);
        EvaluationSet letters =
                Objects.requireNonNull(recipe.evaluation().sets().get("harder"));
        Task harder = TaskMaker.chosen(letters.task(), 1);
        assertThat(rightReplies(task.prompts(Split.TRAIN), "train.jsonl")).isBetween(250, 320); // without validation
        assertThat(rightReplies(task.prompts(Split.TEST), "test.jsonl")).isEqualTo(96);
        assertThat(rightReplies(harder.prompts(Split.TEST), "harder.jsonl")).isEqualTo(60);
    }

    /** Judges the right reply to each order of a file; how many there are. */
    private static int rightReplies(TaskSource source, String file) throws IOException {
        List<JsonNode> rows = rows(file);
        List<Prompt> prompts = source.first(source.size().orElseThrow()).toList();
        for (Prompt prompt : prompts) {
            String number = prompt.id().replaceFirst(".*:", "");
            String reply = reply(rows.get(Integer.parseInt(number) - 1));
            assertThat(RULE.verify(prompt, reply).reward()).as(prompt.id()).isEqualTo(1);
        }
        return prompts.size();
    }

    private static String reply(JsonNode row) {
        ObjectNode reply = new JsonMapper().createObjectNode();
        for (String field : List.of("customer", "item", "quantity", "price")) {
            String value = row.path(field).stringValue();
            if (value.isEmpty()) {
                reply.putNull(field);
            } else if (Set.of("quantity", "price").contains(field)) {
                reply.put(field, new BigDecimal(value));
            } else {
                reply.put(field, value);
            }
        }
        return reply.toString();
    }

    @Test
    void theCommittedOrdersAreWhatTheGeneratorWrites(@TempDir Path folder) throws Exception {
        SourceFile.load(ORDERS.resolve("Orders.java"))
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {folder.toString()});
        for (String name : List.of("train.jsonl", "test.jsonl", "harder.jsonl")) {
            assertThat(folder.resolve(name)).hasSameTextualContentAs(ORDERS.resolve(name));
        }
    }

    @Test
    void goodsNamesAndSentencesOfTheTestAreNotTrainedOn() throws IOException {
        for (String field : List.of("customer", "item")) {
            Set<String> train = values("train.jsonl", field);
            assertThat(train).hasSizeGreaterThan(15);
            for (String file : List.of("test.jsonl", "harder.jsonl")) {
                assertThat(values(file, field)).hasSizeGreaterThan(10).doesNotContainAnyElementsOf(train);
            }
        }
        Set<String> shapes = shapes("train.jsonl");
        assertThat(shapes).hasSize(32);
        assertThat(shapes("test.jsonl")).hasSize(8).doesNotContainAnyElementsOf(shapes);
    }

    /** The orders with a blank for every value. */
    private static Set<String> shapes(String file) throws IOException {
        Set<String> shapes = new HashSet<>();
        for (JsonNode row : rows(file)) {
            JsonNode messages = row.path("messages");
            String order = messages.path(messages.size() - 1).path("content").stringValue();
            for (String field : List.of("customer", "item")) {
                order = order.replace(row.path(field).stringValue(), "_");
            }
            shapes.add(order.replaceAll("[0-9]+([.][0-9]+)?", "_"));
        }
        return shapes;
    }

    private static Set<String> values(String file, String field) throws IOException {
        return rows(file).stream().map(row -> row.path(field).stringValue()).collect(Collectors.toSet());
    }

    private static List<JsonNode> rows(String file) throws IOException {
        JsonMapper json = new JsonMapper();
        return Files.readAllLines(ORDERS.resolve(file)).stream()
                .map(json::readTree)
                .toList();
    }
}
