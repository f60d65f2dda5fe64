package dev.kedge.train.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.train.GuessingGame;
import dev.kedge.train.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The warnings about a recipe before it runs, of which an ordinary one has none. The game makes two updates per batch.
 */
class StartupWarningsTest {

    private static final String ONE_UPDATE = "update={epochs: 1, mini_batches: 1}";

    @TempDir
    private static Path folder;

    private static GuessingGame game;

    @BeforeAll
    static void writeGame() {
        game = new GuessingGame(folder);
    }

    @Test
    void ordinaryRecipesAreNotWarned() {
        for (String preset : List.of("atr-grpo", "grpo", "dapo", "dr-grpo", "gspo", "cispo")) {
            assertThat(warnings("objective.preset=" + preset)).as(preset).isEmpty();
        }
    }

    @Test
    void withOneUpdatePerBatchAConditionCannotAct() {
        // The ratio is exactly 1 at the first update, and there is no second.
        assertThat(warnings(ONE_UPDATE)).singleElement().asString().startsWith("the kl3 condition cannot act");
        assertThat(warnings(ONE_UPDATE, "objective.preset=dapo"))
                .singleElement()
                .asString()
                .startsWith("the clip-higher condition cannot act");
        assertThat(warnings("update={epochs: 2, mini_batches: 1}")).isEmpty();
        assertThat(warnings("update={epochs: 1, mini_batches: 2}")).isEmpty();
    }

    @Test
    void withSeveralUpdatesAndNoConditionNothingHoldsThePolicy() {
        assertThat(warnings("objective.condition=none"))
                .singleElement()
                .asString()
                .startsWith("nothing keeps the policy near: 2 updates");
        // Plain policy gradient, once per batch, is on-policy and needs none.
        assertThat(warnings("objective.condition=none", ONE_UPDATE)).isEmpty();
        // KL1 has a lower bound only; that is a condition.
        assertThat(warnings("objective.condition=kl1")).isEmpty();
    }

    @Test
    void aMaskThatAlsoStopsTokensComingBackIsWarnedOf() {
        assertThat(warnings("objective.sidedness=agnostic"))
                .singleElement()
                .asString()
                .startsWith("objective.sidedness agnostic with objective.response stop");
    }

    @Test
    void aCapWhereTheWeightIsHeldAnywayIsWarnedOf() {
        assertThat(warnings("objective.preset=cispo", "objective.worsening_cap={kind: dual-clip, cap: 3}"))
                .singleElement()
                .asString()
                .startsWith("objective.worsening_cap has nothing to do");
        assertThat(warnings("objective.worsening_cap={kind: dual-clip, cap: 3}"))
                .isEmpty();
    }

    @Test
    void samplingFromAnotherDistributionThanIsTrainedIsWarnedOf() {
        for (String cut : List.of("rollout.sampling.top_p=0.9", "rollout.sampling.top_k=5")) {
            assertThat(warnings(cut))
                    .as("what was sampled from is what is trained")
                    .isEmpty();
            assertThat(warnings(cut, "update.distribution=whole"))
                    .singleElement()
                    .asString()
                    .startsWith("rollout.sampling.top_p or top_k cuts");
        }
        assertThat(warnings("rollout.sampling.top_p=0.9", "update.distribution=whole", "objective.correction=truncate"))
                .as("it is weighed")
                .isEmpty();
        assertThat(warnings("rollout.sampling.temperature=0.7")).isEmpty();
    }

    @Test
    void moreMiniBatchesThanRolloutsAreWarnedOf() {
        assertThat(warnings("update.mini_batches=17"))
                .singleElement()
                .asString()
                .startsWith("update.mini_batches 17 is more than the 16 rollouts of a step");
        assertThat(warnings("update.mini_batches=16")).isEmpty();
    }

    private static List<String> warnings(String... overrides) {
        Recipe recipe = Recipe.read(game.recipe(), List.of(overrides)).value();
        return StartupWarnings.of(recipe, ObjectiveCatalogue.objective(recipe.objective()));
    }
}
