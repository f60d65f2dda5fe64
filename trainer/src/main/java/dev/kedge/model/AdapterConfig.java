package dev.kedge.model;

import dev.kedge.api.SettingException;
import java.util.EnumSet;
import java.util.List;

/**
 * Low-rank adapters (LoRA): which matrices have one, and of what size. Hu et al. 2021, arXiv:2106.09685.
 *
 * @param rank r, the inner width of each adapter
 * @param alpha the adapter's product is scaled by {@code alpha / r}
 * @param rankStabilized whether it is scaled by {@code alpha / √r} instead (Kalajdzievski 2023, arXiv:2312.03732)
 * @param dropout the share of an adapter's inputs that are set to zero in training passes; sampling, old and reference
 *     log-probabilities have none, so with dropout w is not 1 in the first update
 * @param targets the matrices, in every layer
 */
public record AdapterConfig(
        int rank, double alpha, boolean rankStabilized, double dropout, List<AdapterTarget> targets) {

    /** Every matrix of a layer, as Schulman et al. 2025, "LoRA Without Regret", advise, at alpha 32. */
    public static final AdapterConfig DEFAULT = new AdapterConfig(16, 32, false, 0, List.of(AdapterTarget.values()));

    /** Checks the ranges. */
    public AdapterConfig {
        if (rank < 1) {
            throw new SettingException("rank", "must be >= 1, got " + rank);
        }
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new SettingException("alpha", "must be > 0 and finite, got " + alpha);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new SettingException("dropout", "must be in [0, 1), got " + dropout);
        }
        if (targets.isEmpty()) {
            throw new SettingException("targets", "must name at least one matrix, got none");
        }
        targets = List.copyOf(EnumSet.copyOf(targets));
    }
}
