package dev.kedge.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Choice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeWriterTest {

    @Test
    void resolvedConfigurationIsReadable() {
        assertThat(RecipeWriter.toYaml(SampleRecipe.DEFAULT.objective())).isEqualTo("""
                        preset: grpo
                        condition: {kind: ppo, epsilon: 0.2}
                        weight: 1.0
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name: 'true'\nnote: 'null'",
                "name: '12'\nnote: '1e-6'\nmodel: './#a: b'",
                "name: \"two\\nlines\"\nnote: ' blanks '",
                "name: \"quote ' and \\\" and \\\\ \"\nnote: ''",
                "note: Ärger – 数\nlimit: 3\ncolor: red\nverifier_timeout: 3m",
                "learning_rate: 1e-300\nobjective: {weight: .inf, preset: atr-grpo, condition: {delta: 0.1}}",
                "learning_rate: 0.1\nend_tokens: []\nreward_weights: {}",
                "task: {kind: deep, inner: {kind: deep, c: [1, {d: null}, 2.5]}, e: 'false', c: [], g: {}}",
                "stages: [{first: 1, last: 2}, {first: 3, last: 4, color: dark-blue}]",
                "reward_weights: {answer: 1, 'odd key: #': 2, '3': 4}\nverifiers: [{kind: x, y: 'a, b'}, z]",
                "seed: 9223372036854775807\nshuffle: false\nstep_count: 2147483647"
            })
    void whatIsWrittenReadsBackEqual(String text) {
        SampleRecipe first = SampleRecipe.read(text).value();
        String yaml = RecipeWriter.toYaml(first);
        assertThat(SampleRecipe.read(yaml).value()).isEqualTo(first);
        assertThat(RecipeWriter.toYaml(SampleRecipe.read(yaml).value())).isEqualTo(yaml);
    }

    @Test
    void everyDoubleSurvivesExactly() {
        for (double value : new double[] {0.1, 1 / 3.0, 1e-6, 1e22, Double.MIN_VALUE, Double.MAX_VALUE, -0.0, 100}) {
            Choice<Sample> choice = SampleKinds.choice("a", Map.of("x", value));
            SampleRecipe read = SampleRecipe.read("verifiers: [" + RecipeWriter.inline(choice) + "]")
                    .value();
            assertThat(read.verifiers()).isEqualTo(List.of(choice));
        }
    }
}
