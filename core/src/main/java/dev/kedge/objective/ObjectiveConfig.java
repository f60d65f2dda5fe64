package dev.kedge.objective;

import dev.kedge.config.Choice;

/**
 * The objective as a recipe writes it: one choice per axis. {@code preset} names the combination that the other keys
 * overlay.
 *
 * @param preset a name of {@link Preset}
 * @param condition the divergence condition, a kind of {@link dev.kedge.divergence.catalogue.ConditionCatalogue}
 * @param response {@code stop} or {@code hold}
 * @param sidedness whether the condition acts only where the update would go further out
 * @param worseningCap {@code none}, or {@code {kind: dual-clip, cap: 3}}
 * @param level {@code token} or {@code sequence-geometric-mean}
 * @param aggregation {@code token-mean}, {@code sequence-mean}, or {@code {kind: constant-length, length: …}}
 * @param advantage {@code {kind: group-mean, std: none|sample|population|batch, epsilon: …}} or {@code leave-one-out}
 * @param reference {@code none}, or {@code {kind: k1|k2|k3, coefficient: …}}
 * @param rewardPenalty {@code none}, or {@code {kind: k1|k2|k3|abs, coefficient: …, adaptive: {target: …, horizon: …}}}
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
        Choice reference,
        Choice rewardPenalty) {}
