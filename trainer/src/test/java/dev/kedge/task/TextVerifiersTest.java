package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Completion;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifiers of text: words, letters, forms. */
class TextVerifiersTest {

    private static final String ADDRESS = """
            {"type": "object", "required": ["city"], "properties": {
               "city": {"type": "string", "pattern": "^[A-Z](a+)+$"}, "code": {"$ref": "#/$defs/code"}},
             "$defs": {"code": {"type": "integer", "minimum": 1000}}, "additionalProperties": false}""";

    private static Verdict judge(Wanted choice, String gold, String completion) {
        return Wanted.verifier(choice).verify(new Prompt("p", "?", gold, Map.of()), completion);
    }

    private static Outcome outcome(String kind, String gold, String completion) {
        return judge(Wanted.of(kind), gold, completion).outcome();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "New York City | <answer>the new-york   city!</answer> | WRONG", // a hyphen joins: newyork
                "New York City | <think>Rome</think> The NEW YORK city. | CORRECT",
                "[~x~, ~y~] | y | WRONG", // not JSON: the text itself
                "a theory | theory | CORRECT",
                "theory | he ory | WRONG",
                "42 | The | UNPARSABLE",
            })
    void wordsAreComparedNotTheirDress(String gold, String completion, Outcome outcome) {
        assertThat(outcome("normalized", gold, completion)).isEqualTo(outcome);
    }

    @Test
    void severalReferencesAreAJsonList() {
        assertThat(outcome("normalized", "[\"the UK\", \"Britain\"]", "uk")).isEqualTo(Outcome.CORRECT);
        // 1 common word of 2 written and of 1: P = 1/2, R = 1, F1 = 2/3
        assertThat(judge(Wanted.of("f1"), "[\"Rome\", \"Paris\"]", "in Paris").reward())
                .isEqualTo(2.0 / 3);
        // "no no" against "no": the second is not in the reference any more; P = 1/2
        assertThat(judge(Wanted.of("f1"), "no", "no no").reward()).isEqualTo(2.0 / 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "B | The answer is (B). | CORRECT",
                "B | Answer: b | CORRECT",
                "B | I think A at first. So \\boxed{\\text{B}} | CORRECT",
                "B | \\boxed{B} and \\boxed{C} | WRONG",
                "B | <think>The answer is C</think>\\nB | CORRECT",
                "B | (B) | CORRECT",
                "B | **B** | CORRECT",
                "B | B. A dog | CORRECT",
                "(B) | B) all of them | CORRECT",
                "B | the answer is B, not C | CORRECT",
                "C | the answer is B, not C | WRONG",
                "B | the answer is B or C | UNPARSABLE",
                "B | <answer>B</answer> | CORRECT",
                "B | A, B, C, D | UNPARSABLE",
                "B | A. B. C. D. | UNPARSABLE",
                "A | A good answer needs thought. | UNPARSABLE",
                "B | \u0412 | UNPARSABLE", // Cyrillic
                "B | the answer is Bob | UNPARSABLE",
                "B | the answer is z | UNPARSABLE",
                "B | ~~ | UNPARSABLE",
            })
    void oneLetterIsAChoice(String gold, String completion, Outcome outcome) {
        assertThat(outcome("multiple-choice", gold, completion.replace("\\n", "\n")))
                .isEqualTo(outcome);
    }

    @Test
    void aReferenceThatIsNoLetterIsTheDataSetsFault() {
        assertThatThrownBy(() -> outcome("multiple-choice", "42", "B"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a letter from A to J");
    }

    @Test
    void aRegularExpressionMatchesTheWholeAnswerUnlessToldOtherwise() {
        assertThat(outcome("regex", "[0-9]{4}-[0-9]{2}", "<think>x</think> 2026-11\n"))
                .isEqualTo(Outcome.CORRECT);
        assertThat(outcome("regex", "[0-9]{4}", "in 2026")).isEqualTo(Outcome.WRONG);
        Wanted part = Wanted.of("regex", Map.of("pattern", "[0-9]{4}", "whole", false));
        assertThat(judge(part, "", "in 2026").outcome()).isEqualTo(Outcome.CORRECT);
    }

    /** 30 letters a take a backtracking matcher some 2^30 steps, 20,000 of them for ever. */
    @Test
    void noAnswerMakesARegularExpressionSlow() {
        assertThat(outcome("regex", "(a+)+b", "a".repeat(20_000))).isEqualTo(Outcome.WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"(a{1000}){1000}", "((a{100}){100}){100}", "(a", "(?=a)b", "(a)\\1"})
    void whatTheMatcherCannotDoIsRefused(String pattern) {
        assertThatThrownBy(() -> Wanted.verifier(Wanted.of("regex", Map.of("pattern", pattern))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("pattern must ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\": [1, null]} | CORRECT",
                "Here it is:\\n```json\\n{\"a\": 1}\\n```\\nDone. | CORRECT",
                "```\\n[1]\\n```\\n```json\\n[2\\n``` | WRONG",
                "```python\\nx\\n```\\n```json\\n[2]\\n``` | CORRECT",
                "{\"a\": 1, \"a\": 2} | WRONG",
                "{\"a\": 1} {} | WRONG",
                "{'a': 1} | WRONG",
                "[1,] | WRONG",
                "NaN | WRONG",
                "~~ | UNPARSABLE",
            })
    void jsonIsOneValue(String completion, Outcome outcome) {
        assertThat(outcome("json", "", completion.replace("\\n", "\n"))).isEqualTo(outcome);
    }

    @Test
    void jsonThatIsTooDeepIsWrong() {
        assertThat(outcome("json", "", "[".repeat(90_000))).isEqualTo(Outcome.WRONG);
        assertThat(outcome("json", "", "[".repeat(90) + "]".repeat(90))).isEqualTo(Outcome.CORRECT);
        assertThat(outcome("json", "", "1e99999999")).isEqualTo(Outcome.CORRECT);
        assertThat(outcome("json", "", "1".repeat(90_000))).isEqualTo(Outcome.WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"city\": \"Maa\", \"code\": 8000} | CORRECT",
                "{\"city\": \"Maa\", \"code\": 80} | WRONG",
                "{\"city\": \"maa\"} | WRONG",
                "{\"code\": 8000} | WRONG",
                "{\"city\": \"Maa\", \"zip\": 1} | WRONG",
                "{\"city\": \"Maa\" | UNPARSABLE",
            })
    void aSchemaSaysWhatJsonIsRight(String completion, Outcome outcome) {
        assertThat(outcome("json-schema", ADDRESS, completion)).isEqualTo(outcome);
    }

    @Test
    void aSchemasExpressionsAreLinearToo() {
        String many = "{\"city\": \"M" + "a".repeat(20_000) + "!\"}";
        assertThat(outcome("json-schema", ADDRESS, many)).isEqualTo(Outcome.WRONG);
    }

    @Test
    void aSchemaMayStandInTheRecipe() {
        Wanted list = Wanted.of("json-schema", Map.of("schema", Map.of("type", "array", "maxItems", 2L)));
        assertThat(judge(list, "", "[1, 2]").outcome()).isEqualTo(Outcome.CORRECT);
        assertThat(judge(list, "", "[1, 2, 3]").outcome()).isEqualTo(Outcome.WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\": \"number\"} | 1e400 | CORRECT",
                "{\"type\": \"number\"} | -1e-400 | CORRECT",
                "{\"type\": \"number\"} | 1e999999999 | UNPARSABLE",
                "{\"type\": \"integer\"} | 1e999999999 | UNPARSABLE",
                "{\"type\": \"integer\"} | 2.0 | CORRECT",
                "{\"type\": \"integer\"} | 2.5 | WRONG",
                "{\"maximum\": 1e300} | 1e400 | WRONG",
                "{\"enum\": [0.5, 2]} | 0.50 | CORRECT",
                "{\"enum\": [0.5, 2]} | 2.0 | CORRECT",
                "{\"enum\": [0.5, 2]} | 0.6 | WRONG",
                "{\"const\": 1.5} | 1.50 | CORRECT",
                "{\"const\": {\"a\": 1}} | {\"a\": 1.0} | CORRECT",
                "{\"multipleOf\": 0.01} | 4.35 | CORRECT",
                "{\"multipleOf\": 0.01} | 4.355 | WRONG",
                "{\"uniqueItems\": true} | [1, 1.0] | WRONG",
                "{\"uniqueItems\": true} | [0.5, 0.25] | CORRECT",
                "true | 3 | CORRECT",
                "false | 3 | WRONG",
            })
    void numbersAreTakenAsTheyAreWritten(String schema, String completion, Outcome outcome) {
        assertThat(outcome("json-schema", schema, completion)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"pattern\": \"(\"} | RE2's syntax",
                "{\"properties\": {\"a\": {\"pattern\": \"(?=a)b\"}}} | RE2's syntax",
                "{\"patternProperties\": {\"[\": {}}} | RE2's syntax",
                "{\"type\": \"strin\"} | must be a JSON Schema",
                "{\"required\": 3} | must be a JSON Schema",
                "{\"$ref\": \"http://127.0.0.1:9/schema.json\"} | needs no other document",
                "3 | which is an object",
                "[{}] | which is an object",
                "{\"type\": | no JSON",
                "Paris | no JSON",
            })
    void aReferenceThatIsNoSchemaIsFoundWhenTheDataIsLoaded(String schema, String reason) {
        Verifier verifier = Wanted.verifier(Wanted.of("json-schema"));
        Prompt prompt = new Prompt("p", "?", schema, Map.of());
        assertThat(verifier.unfitReference(prompt))
                .hasValueSatisfying(said -> assertThat(said).contains(reason));
        assertThat(verifier.unfitReference(new Prompt("p", "?", ADDRESS, Map.of())))
                .isEmpty();
    }

    @Test
    void aSchemaOfTheRecipeThatIsNoneIsRefused() {
        Wanted unknown = Wanted.of("json-schema", Map.of("schema", Map.of("type", "strin")));
        assertThatThrownBy(() -> Wanted.verifier(unknown)).hasMessageContaining("must be a JSON Schema");
        Wanted pattern = Wanted.of("json-schema", Map.of("schema", Map.of("pattern", "(")));
        assertThatThrownBy(() -> Wanted.verifier(pattern)).hasMessageContaining("RE2's syntax");
    }

    /** The address is one that answers nobody; what fetched would say so by an error of the connection. */
    @Test
    void aSchemaFetchesNothing() {
        Wanted remote = Wanted.of("json-schema", Map.of("schema", Map.of("$ref", "http://127.0.0.1:9/schema.json")));
        assertThatThrownBy(() -> Wanted.verifier(remote)).hasMessageContaining("needs no other document");
        Wanted file = Wanted.of("json-schema", Map.of("schema", Map.of("$ref", "file:///etc/hostname")));
        assertThatThrownBy(() -> Wanted.verifier(file)).hasMessageContaining("needs no other document");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a><b x=\"1\"/>text</a> | CORRECT",
                "```xml\\n<?xml version=\"1.0\"?>\\n<a/>\\n``` | CORRECT",
                "<a><b></a></b> | WRONG",
                "<a/><b/> | WRONG",
                "<n:a/> | WRONG",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a> | WRONG",
                "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><a/> | WRONG",
                "~~ | UNPARSABLE",
            })
    void xmlIsWellFormed(String completion, Outcome outcome) {
        assertThat(outcome("xml", "", completion.replace("\\n", "\n"))).isEqualTo(outcome);
    }

    @Test
    void xmlHasTheRootThatWasAskedFor() {
        Wanted order = Wanted.of("xml", Map.of("root", "order"));
        assertThat(judge(order, "", "<order/>").outcome()).isEqualTo(Outcome.CORRECT);
        assertThat(judge(order, "", "<offer/>").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(outcome("xml", "", "<a>".repeat(30_000))).isEqualTo(Outcome.WRONG);
    }

    @Test
    void aLengthInTokensNeedsTokens() {
        Verifier verifier = Wanted.verifier(Wanted.of("soft-overlong"));
        Prompt prompt = new Prompt("p", "?", "", Map.of());
        assertThatThrownBy(() -> verifier.verify(prompt, "text"))
                .hasMessageContaining("unit must be words or characters");
        assertThat(verifier.verify(prompt, new Completion("text", new int[] {1, 2}))
                        .reward())
                .isEqualTo(0);
    }

    @Test
    void repetitionCountsWordsWhereTold() {
        // a b, b a, a b, b a, a b: 2 of 5 differ, so (1 - 2/5)·(-1) = -0.6
        Wanted words = Wanted.of("repetition", Map.of("ngram_size", 2L, "unit", "words"));
        assertThat(judge(words, "", "a b a b a b").reward()).isEqualTo(-0.6);
    }

    @Test
    void aSumHandsTokensToItsParts() {
        Wanted sum = Wanted.of(
                "sum",
                Map.of(
                        "of",
                        List.of(
                                Wanted.of("exact"),
                                Wanted.of("soft-overlong", Map.of("max_length", 4L, "buffer", 2L, "name", "length")))));
        Verdict verdict = Wanted.verifier(sum)
                .verify(new Prompt("p", "?", "x", Map.of()), new Completion("x", new int[] {1, 2, 3}));
        // right, and 3 is halfway from 2 to 4: 1 - 0.5
        assertThat(verdict.reward()).isEqualTo(0.5);
        assertThat(verdict.parts()).hasSize(2);
    }
}
