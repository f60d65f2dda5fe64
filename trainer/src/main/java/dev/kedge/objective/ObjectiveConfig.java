package dev.kedge.objective;

import dev.kedge.config.Choice;
import dev.kedge.objective.advantage.GroupMean;
import dev.kedge.objective.condition.Sidedness;

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
 */
public record ObjectiveConfig(
        String preset,
        Choice condition,
        Choice response,
        Sidedness sidedness,
        Choice worseningCap,
        Choice level,
        Choice aggregation,
        Choice advantage,
        Choice selection,
        Choice correction,
        Choice reference,
        Choice rewardPenalty,
        Choice proximal,
        double entropyBonus,
        Choice controller) {

    /** Plain GRPO without a condition: what presets are written on top of. */
    static final ObjectiveConfig PLAIN = new ObjectiveConfig(
            "none",
            Choice.of("none"),
            Choice.of("stop"),
            Sidedness.SIGNED,
            Choice.of("none"),
            Choice.of("token"),
            Choice.of("sequence-mean"),
            Choice.of("group-mean", GroupMean.Config.DEFAULT),
            Choice.of("none"),
            Choice.of("none"),
            Choice.of("none"),
            Choice.of("none"),
            Choice.of("none"),
            0,
            Choice.of("none"));

    /** Checks the range. */
    public ObjectiveConfig {
        if (!(entropyBonus >= 0) || Double.isInfinite(entropyBonus)) {
            throw new IllegalArgumentException("entropy_bonus must be >= 0 and finite, got " + entropyBonus);
        }
    }
}
