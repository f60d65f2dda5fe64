package dev.kedge.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Catalogue;
import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.config.RecipeWriter;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.model.hub.Families;
import dev.kedge.model.hub.ModelShapes;
import dev.kedge.objective.condition.ConditionSet;
import dev.kedge.objective.condition.Conditions;
import dev.kedge.objective.condition.DivergenceKinds;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.train.GuessingGame;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.RecipeCatalogues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kinds that a provider on the class path brings are as good as Kedge's own. */
class OpenCataloguesTest {

    private static final Catalogues ALL = RecipeCatalogues.with(ForeignKinds.found());

    @TempDir
    Path folder;

    @Test
    void foreignKindsStandAfterKedgesOwnInTheCatalogueOfWhatTheyMake() {
        for (String name : List.of("test-band", "test-above-least", "test-echo", "test-remainder")) {
            List<Catalogue<?>> having = ALL.all().stream()
                    .filter(catalogue -> catalogue.names().contains(name))
                    .toList();
            assertThat(having).as(name).hasSize(1);
            assertThat(List.copyOf(having.get(0).names())).as(name).last().isEqualTo(name);
        }
        assertThat(RecipeCatalogues.with(ForeignKinds.none()).all())
                .allSatisfy(catalogue -> assertThat(catalogue.names()).noneMatch(name -> name.startsWith("test-")));
    }

    @Test
    void aRecipeOfForeignKindsTrainsAndReadsBackEqual() throws IOException {
        String[] overrides = {
            "steps=2",
            "warm_start.updates=0",
            "task={kind: test-echo, numbers: 64}",
            "reward={kind: sum, of: [{kind: test-remainder, modulus: 2}, {kind: test-remainder, modulus: 3, weight: 0.5, name: three}]}",
            "objective.condition={kind: test-band, width: 0.1}",
            "objective.advantage=test-above-least"
        };
        GuessingGame game = new GuessingGame(folder);
        Path run = game.folder("run");
        game.start(run, overrides);
        assertThat(Files.readString(run.resolve("metrics.jsonl")))
                .contains("\"update/loss\":", "\"rollout/reward_three_mean\":");
        Recipe written = Recipe.read(run.resolve("config.yaml"), List.of()).value();
        assertThat(written)
                .isEqualTo(Recipe.read(game.recipe(), List.of(overrides)).value());
        assertThat(RecipeWriter.inline(written.objective().condition())).isEqualTo("{kind: test-band, width: 0.1}");
    }

    @Test
    void aClassIsNamedWithoutAProviderAndRefusesWhatItHasNot() {
        String band = OpenKinds.Band.class.getName();
        assertThat(interval(ALL.read(ConditionSet.class, "{class: " + band + ", width: 0.5}", "test"), 1)
                        .interval()
                        .high())
                .isCloseTo(1.5, within(1e-15));
        assertThatThrownBy(() -> ALL.read(ConditionSet.class, "{class: " + band + ", with: 0.5}", "test"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("test.with is not a setting (did you mean width?); allowed: class, width");
        assertThatThrownBy(() -> ALL.read(ConditionSet.class, "{class: " + band + ", width: -1}", "test"))
                .hasMessage("test.width must be > 0 and finite, got -1.0");
        assertThatThrownBy(() -> ALL.read(
                        ConditionSet.class, "{class: " + OpenKinds.Remainder.class.getName() + ", modulus: 1}", "test"))
                .hasMessageStartingWith("test.class must be a public class that implements");
    }

    @Test
    void theThresholdThatItsSettingsMarkIsSteered() {
        var band = ALL.choice(ConditionSet.class, "test-band", Map.of("width", 0.1));
        assertThat(interval(band, 2).interval().high()).isCloseTo(1.2, within(1e-15));
        var all = ALL.read(ConditionSet.class, "{kind: all, of: [{kind: test-band, width: 0.1}]}", "test");
        assertThat(interval(all, 0.5).interval().high()).isCloseTo(1.05, within(1e-15));
    }

    private static IntervalCondition interval(dev.kedge.api.Choice<ConditionSet> choice, double scale) {
        return (IntervalCondition) Conditions.create(choice, scale).get(0);
    }

    @Test
    void theLibraryDescribesAForeignConditionLikeItsOwn() {
        ConditionKind band = DivergenceKinds.all(ForeignKinds.found()).stream()
                .filter(kind -> kind.name().equals("test-band"))
                .findFirst()
                .orElseThrow();
        assertThat(band.thresholdName()).contains("width");
        assertThat(band.needsProbability()).isFalse();
        assertThat(band.matching(Match.of(Match.Side.HIGH, 1.28), Map.of())).isCloseTo(0.28, within(1e-12));
    }

    @Test
    void aModelOfAForeignFamilyIsRead() throws IOException {
        assertThat(Families.catalogue(ForeignKinds.found()).names()).endsWith("test-family");
        try (InputStream shape = ModelShapes.class.getResourceAsStream("shapes/qwen3-0.6b.json")) {
            String config = new String(shape.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("Qwen3ForCausalLM", "OtherForCausalLM")
                    .replace("\"qwen3\"", "\"other\"");
            Path file = Files.writeString(folder.resolve("config.json"), config);
            assertThat(ModelShapes.read(file.toString())).isEqualTo(ModelShapes.read("qwen3-0.6b"));
        }
    }
}
