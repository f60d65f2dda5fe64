package dev.kedge.train.internal.check;

import dev.kedge.objective.Objective;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.response.Hold;
import dev.kedge.objective.response.Stop;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.TrainedDistribution;
import java.util.ArrayList;
import java.util.List;

/** The warnings about a recipe before it runs: a condition that cannot act, settings that contradict. */
public final class StartupWarnings {

    private StartupWarnings() {}

    /**
     * Looks at a recipe.
     *
     * @param recipe the run's settings
     * @param objective the objective that they describe
     * @return one line each; none for an ordinary recipe
     */
    public static List<String> of(Recipe recipe, Objective objective) {
        List<String> warnings = new ArrayList<>();
        int updates = recipe.update().updatesPerStep();
        boolean bounded = objective.conditions().stream().anyMatch(Condition::bounded);
        if (bounded && updates == 1) {
            warnings.add(
                    "the " + recipe.objective().condition().name() + " condition cannot act: with one update per batch"
                            + " of rollouts (update.epochs 1, update.mini_batches 1) the ratio is exactly 1 when it is tested;"
                            + " raise update.mini_batches or update.epochs");
        }
        if (!objective.keepsNear() && updates > 1) {
            warnings.add("nothing keeps the policy near: " + updates
                    + " updates are made on each batch of rollouts, objective.condition has no bound, and neither the"
                    + " response nor a proximal penalty pulls back");
        }
        if (bounded && !objective.response().heedsCondition()) {
            warnings.add("objective.condition has no effect: the response "
                    + recipe.objective().response().name() + " shapes every token alike");
        }
        if (objective.response() instanceof Stop && objective.sidedness() == Sidedness.AGNOSTIC) {
            warnings.add(
                    "objective.sidedness agnostic with objective.response stop takes the gradient also from tokens that"
                            + " are being called back inside; such masks have collapsed in our trials with many updates per batch");
        }
        if (objective.response() instanceof Hold
                && objective.worseningCap().isPresent()
                && objective.sidedness() == Sidedness.AGNOSTIC) {
            warnings.add(
                    "objective.worsening_cap has nothing to do beyond the upper bound: with objective.sidedness agnostic"
                            + " the weight is held there already");
        }
        if (recipe.rollout().sampling().isRestricted()
                && recipe.update().distribution() == TrainedDistribution.WHOLE
                && objective.corrections().isEmpty()) {
            warnings.add("rollout.sampling.top_p or top_k cuts the distribution that is sampled from (so do min_p and"
                    + " repetition_penalty), so with update.distribution whole completions are not drawn from the"
                    + " policy that is trained, and no objective.correction weighs them; sampler/mismatch_mean"
                    + " shows by how much");
        }
        int batch = recipe.rollout().promptsPerStep() * recipe.rollout().groupSize();
        if (batch < recipe.update().miniBatches()) {
            warnings.add("update.mini_batches " + recipe.update().miniBatches() + " is more than the " + batch
                    + " rollouts of a step; there will be fewer updates");
        }
        return warnings;
    }
}
