package dev.kedge.objective;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.SettingException;
import dev.kedge.objective.advantage.AdvantageCatalogue;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.objective.advantage.RewardPenalty;
import dev.kedge.objective.condition.ConditionSet;
import dev.kedge.objective.condition.Conditions;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.level.Anchor;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.penalty.ProximalPenalty;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.schedule.ThresholdController;
import dev.kedge.objective.schedule.ThresholdSchedule;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.Corrections;
import dev.kedge.objective.weighting.Selection;
import dev.kedge.objective.weighting.TokenWeight;
import java.util.Optional;

/**
 * The objective as a recipe writes it: one choice per axis. {@code preset} names the combination that the other keys
 * overlay. What each axis offers: docs/algorithms.md.
 *
 * @param preset a name of {@link Preset}
 * @param condition the divergence condition; {@code {kind: all, of: […]}} for several
 * @param response what a token contributes where the condition acts
 * @param sidedness whether the condition acts only where the update would go further out
 * @param worseningCap {@code none}, or {@code {kind: dual-clip, cap: 3}}
 * @param level whose ratio w is
 * @param aggregation how token losses become one number
 * @param advantage how advantages are formed from rewards
 * @param selection which tokens the surrogate counts
 * @param correction weights for a sampler that differs from the trainer; {@code {kind: all, of: […]}} for a product
 * @param reference the pull towards a frozen policy
 * @param rewardPenalty {@code none}, or {@code {kind: k1|k2|k3|abs, coefficient: …, adaptive: {target: …, horizon: …}}}
 * @param proximal the pull back to the old policy
 * @param entropyBonus what a nat of entropy is worth, at least 0
 * @param controller {@code none}, or what steers the condition's threshold towards a measured divergence
 * @param thresholdSchedule {@code none}, or a plan of what the condition's threshold is multiplied by
 * @param anchor the policy that w is a ratio to
 * @param weight {@code none}, or a factor on the surrogate of each token
 * @param controlVariate {@code none}, or what is taken from the surrogate of each token
 */
public record ObjectiveConfig(
        String preset,
        Choice<ConditionSet> condition,
        Choice<Response> response,
        Sidedness sidedness,
        Optional<Choice<WorseningCap>> worseningCap,
        Choice<Level> level,
        Choice<Aggregation> aggregation,
        Choice<AdvantageEstimator> advantage,
        Optional<Choice<Selection>> selection,
        Choice<Corrections> correction,
        Optional<Choice<ReferencePenalty>> reference,
        Optional<Choice<RewardPenalty>> rewardPenalty,
        Optional<Choice<ProximalPenalty>> proximal,
        double entropyBonus,
        Optional<Choice<ThresholdController>> controller,
        Optional<Choice<ThresholdSchedule>> thresholdSchedule,
        Choice<Anchor> anchor,
        Optional<Choice<TokenWeight>> weight,
        Optional<Choice<ControlVariate>> controlVariate) {

    /** Plain GRPO without a condition: what presets are written on top of. */
    static final ObjectiveConfig PLAIN = new ObjectiveConfig(
            "none",
            Choice.of(Conditions.catalogue(ForeignKinds.none()).kind("none")),
            Choice.of(ObjectiveKinds.STOP),
            Sidedness.SIGNED,
            Optional.empty(),
            Choice.of(ObjectiveKinds.TOKEN),
            Choice.of(ObjectiveKinds.SEQUENCE_MEAN),
            Choice.of(AdvantageCatalogue.estimators(ForeignKinds.none()).kind("group-mean")),
            Optional.empty(),
            Choice.of(ObjectiveKinds.UNCORRECTED),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Choice.of(ObjectiveKinds.OLD),
            Optional.empty(),
            Optional.empty());

    /** Checks the range. */
    public ObjectiveConfig {
        if (!(entropyBonus >= 0) || Double.isInfinite(entropyBonus)) {
            throw new SettingException("entropyBonus", "must be >= 0 and finite, got " + entropyBonus);
        }
    }
}
