package dev.kedge.model.hub;

import dev.kedge.model.AdapterPlan;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LowRankAdapters;
import dev.kedge.model.Precision;
import java.nio.file.Path;
import java.util.List;

/** A model with the adapters of a directory on it. */
final class AdaptedModel {

    private AdaptedModel() {}

    /**
     * Puts adapters on their model: beside its matrices where they are products of two, so that they can be trained on;
     * into its weights where they are more.
     *
     * @param directory that {@link AdapterDirectory#isOne}
     * @param base the model they are for, frozen; it is part of what is returned, or closed
     * @param precision of the passes and weights of adapters beside matrices
     * @return the model with adapters; the caller closes it
     * @throws IllegalArgumentException if the configuration asks for what is not supported, or the weights do not fit
     *     it: one line that names the file and the problem
     */
    static LoadedModel of(Path directory, LoadedModel base, Precision precision) {
        AdapterDirectory.Content content =
                AdapterDirectory.content(directory, base.decoder().config());
        try (StoredWeights stored = StoredWeights.single(AdapterDirectory.weights(directory))) {
            if (content.more(stored).isEmpty()) {
                return base.with(
                        beside(stored, content.modules().plan(), base.decoder().config(), precision));
            }
            return AdapterDirectory.naming(
                    directory,
                    () -> new FoldedAdapters(content.settings(), content.modules(), stored)
                            .into(base, AdapterDirectory.CONFIG));
        }
    }

    private static LowRankAdapters beside(
            WeightSource stored, AdapterPlan plan, DecoderConfig decoder, Precision precision) {
        LowRankAdapters adapters = LowRankAdapters.zeros(decoder, plan, precision);
        try {
            WeightFile.fill(stored, adapters.parameters(), List.of(), AdapterDirectory.CONFIG);
            return adapters;
        } catch (RuntimeException e) {
            adapters.close();
            throw e;
        }
    }
}
