package dev.kedge.benchmarks.presets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.objective.Preset;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.train.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings of the rows of the table. */
class VariantTest {

    private static final Path RECIPE = Path.of("../recipes/quickstart.yaml");

    @Test
    void everyPresetIsThereOnceWithItsOwnAggregation() {
        List<Variant> variants = Variant.all(RECIPE);
        assertThat(variants.stream().map(Variant::name).toList())
                .startsWith(Preset.all().stream().map(Preset::name).toArray(String[]::new))
                .endsWith(Variant.NO_CONDITION)
                .hasSize(Preset.all().size() + 1);
        for (Preset preset : Preset.all()) {
            Variant variant = variants.get(Preset.all().indexOf(preset));
            String own = preset.objective().aggregation().name();
            assertThat(variant.objective().aggregation().name())
                    .as(preset.name())
                    .isEqualTo(own);
        }
    }

    /** The recipe's limit is 48 new tokens. */
    @Test
    void aConstantLengthIsTheLimitOnNewTokens() {
        long limit = Recipe.read(RECIPE, List.of()).value().rollout().sampling().maxNewTokens();
        Variant drGrpo = Variant.all(RECIPE).stream()
                .filter(variant -> variant.name().equals("dr-grpo"))
                .findFirst()
                .orElseThrow();
        assertThat(drGrpo.objective().aggregation().config()).isEqualTo(new ConstantLength.Config((int) limit));
    }

    @Test
    void withoutConditionThereIsNone() {
        List<Variant> variants = Variant.all(RECIPE);
        Variant without = variants.get(variants.size() - 1);
        assertThat(without.objective().condition().name()).isEqualTo("none");
        assertThat(without.definition()).doesNotContain("condition").contains("response: stop");
    }

    /** Runs are recorded with the words of their day: what was left out then was at its default, and 3 is 3.0. */
    @Test
    void aDefinitionOfFewerWordsThatSaysTheSameIsTheSame() {
        Variant dualClip = Variant.all(Path.of("../recipes/quickstart.yaml")).stream()
                .filter(variant -> variant.name().equals("dual-clip"))
                .findFirst()
                .orElseThrow();
        String recorded = "condition: {kind: ratio, epsilon: 0.2} response: stop sidedness: signed worsening_cap:"
                + " {kind: dual-clip, cap: 3} level: token aggregation: token-mean advantage: {kind: group-mean, std:"
                + " sample, epsilon: 1.0E-4, singleton: zero}";
        assertThat(dualClip.isDefinedAs(recorded)).isTrue();
        assertThat(dualClip.isDefinedAs(recorded.replace("cap: 3", "cap: 4"))).isFalse();
        assertThat(dualClip.isDefinedAs(recorded + " entropy_bonus: 0.01")).isFalse();
        assertThat(dualClip.isDefinedAs("condition: another")).isFalse();
    }
}
