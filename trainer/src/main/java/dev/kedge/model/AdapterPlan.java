package dev.kedge.model;

import dev.kedge.api.SettingException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The matrices of a decoder that have a low-rank adapter, and the size of each.
 *
 * @param sizes by the name of the weight, for example {@code model.layers.0.self_attn.q_proj.weight}
 * @param rankStabilized whether products are scaled by {@code alpha / √r} in place of {@code alpha / r} (Kalajdzievski
 *     2023, arXiv:2312.03732)
 * @param dropout the share of an adapter's inputs that are set to zero in training passes
 */
public record AdapterPlan(SortedMap<String, Size> sizes, boolean rankStabilized, double dropout) {

    /**
     * The size of one adapter.
     *
     * @param rank r, its inner width
     * @param alpha its product is scaled by {@code alpha / r}, or {@code alpha / √r}
     */
    public record Size(int rank, double alpha) {

        /** Checks the ranges. */
        public Size {
            if (rank < 1) {
                throw new SettingException("rank", "must be >= 1, got " + rank);
            }
            if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
                throw new SettingException("alpha", "must be > 0 and finite, got " + alpha);
            }
        }
    }

    /** Takes a copy and checks the ranges. */
    public AdapterPlan {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        if (!(dropout >= 0 && dropout < 1)) {
            throw new SettingException("dropout", "must be in [0, 1), got " + dropout);
        }
        if (sizes.isEmpty()) {
            throw new SettingException("targets", "must name at least one matrix, got none");
        }
    }

    /**
     * Adapters of one size on the same matrices of every layer.
     *
     * @param decoder the shape of the decoder they are for
     * @param config their targets and size
     */
    public static AdapterPlan of(DecoderConfig decoder, AdapterConfig config) {
        SortedMap<String, Size> sizes = new TreeMap<>();
        for (ParameterSlot slot : DecoderParameters.slots(decoder)) {
            AdapterTarget.of(slot)
                    .filter(config.targets()::contains)
                    .ifPresent(target -> sizes.put(slot.name(), new Size(config.rank(), config.alpha())));
        }
        return new AdapterPlan(sizes, config.rankStabilized(), config.dropout());
    }

    /**
     * How many weights the adapters have.
     *
     * @param decoder the shape of the decoder they are for
     * @return of all matrices A and B together
     */
    public long elements(DecoderConfig decoder) {
        return DecoderParameters.slots(decoder).stream()
                .filter(this::adapts)
                .mapToLong(slot -> rank(slot) * (slot.shape()[0] + slot.shape()[1]))
                .sum();
    }

    /**
     * What {@code target_modules} of PEFT's configuration says of it.
     *
     * @param decoder the shape of the decoder they are for
     * @return names such as {@code q_proj} where these say it all, else the path of each module
     */
    public List<String> modules(DecoderConfig decoder) {
        List<ParameterSlot> slots = DecoderParameters.slots(decoder);
        Set<AdapterTarget> targets = EnumSet.noneOf(AdapterTarget.class);
        slots.stream()
                .filter(this::adapts)
                .forEach(slot -> AdapterTarget.of(slot).ifPresent(targets::add));
        boolean everywhere = slots.stream()
                .allMatch(slot -> adapts(slot)
                        == AdapterTarget.of(slot).filter(targets::contains).isPresent());
        return everywhere
                ? targets.stream().map(AdapterTarget::module).toList()
                : sizes.keySet().stream()
                        .map(name -> name.substring(0, name.length() - ".weight".length()))
                        .toList();
    }

    boolean adapts(ParameterSlot weight) {
        return sizes.containsKey(weight.name());
    }

    /** 0 where there is no adapter. */
    int rank(ParameterSlot weight) {
        Size size = sizes.get(weight.name());
        return size == null ? 0 : size.rank();
    }

    /** What the product of the two matrices is multiplied by; 0 where there is no adapter. */
    double scale(ParameterSlot weight) {
        Size size = sizes.get(weight.name());
        if (size == null) {
            return 0;
        }
        return size.alpha() / (rankStabilized ? Math.sqrt(size.rank()) : size.rank());
    }
}
