package dev.kedge.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The matrices of a layer that an adapter can be put on, by the names they have in Hugging Face models. */
public enum AdapterTarget {
    /** Queries. */
    Q_PROJ,
    /** Keys. */
    K_PROJ,
    /** Values. */
    V_PROJ,
    /** The attention's output. */
    O_PROJ,
    /** The gate of the feed-forward block. */
    GATE_PROJ,
    /** What is gated. */
    UP_PROJ,
    /** The feed-forward block's output. */
    DOWN_PROJ;

    /**
     * The module's name, as {@code target_modules} of an adapter's configuration lists it.
     *
     * @return for example {@code q_proj}
     */
    public String module() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The target of a name.
     *
     * @param module for example {@code q_proj}
     * @return the target; empty if there is none of that name
     */
    public static Optional<AdapterTarget> named(String module) {
        return Stream.of(values())
                .filter(target -> target.module().equals(module))
                .findFirst();
    }

    /** The target that a weight belongs to. */
    static Optional<AdapterTarget> of(ParameterSlot slot) {
        return Stream.of(values())
                .filter(target -> slot.name().endsWith("." + target.module() + ".weight"))
                .findFirst();
    }
}
