package dev.kedge.objective.weighting;

import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.Require;
import dev.kedge.api.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The weights for a sampler that differs from the trainer, multiplied; what a recipe chooses under
 * {@code objective.correction}.
 *
 * @param corrections in the order written; none: tokens count as they are
 */
public record Corrections(List<Correction> corrections) {

    /** No weights. */
    public static final Corrections NONE = new Corrections(List.of());

    /** Keeps its own copy. */
    public Corrections {
        corrections = List.copyOf(corrections);
    }

    /**
     * Several corrections.
     *
     * @param of the corrections, at least one
     */
    public record All(List<Choice<Corrections>> of) {

        /** Checks that there is one. */
        public All {
            of = List.copyOf(of);
            Require.that(!of.isEmpty(), "of", "must list at least one", "none");
        }
    }

    /**
     * One correction alone.
     *
     * @param correction the correction
     * @return the product of it
     */
    public static Corrections of(Correction correction) {
        return new Corrections(List.of(correction));
    }

    /**
     * The product of several.
     *
     * @param config what is multiplied
     * @param others makes a choice
     * @return all of them in order
     */
    public static Corrections all(All config, Function<Chosen<Corrections>, Corrections> others) {
        List<Correction> all = new ArrayList<>();
        for (int i = 0; i < config.of().size(); i++) {
            Choice<Corrections> choice = config.of().get(i);
            all.addAll(SettingException.within("of[" + i + "]", () -> others.apply(choice))
                    .corrections());
        }
        return new Corrections(all);
    }
}
