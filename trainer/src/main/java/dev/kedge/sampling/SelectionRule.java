package dev.kedge.sampling;

import java.util.OptionalInt;

/** The part of {@link Sampler.Config} that chooses tokens: rows that have it in common are chosen for in one go. */
record SelectionRule(double temperature, OptionalInt topK, double topP, double minP, double repetitionPenalty) {

    static SelectionRule of(Sampler.Config config) {
        return new SelectionRule(
                config.temperature(), config.topK(), config.topP(), config.minP(), config.repetitionPenalty());
    }

    TokenSelection selection() {
        return new TokenSelection(temperature, new Truncation(topK, topP, minP), repetitionPenalty, false);
    }
}
