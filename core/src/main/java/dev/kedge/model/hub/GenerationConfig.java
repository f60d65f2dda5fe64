package dev.kedge.model.hub;

import java.util.List;
import java.util.OptionalInt;

/**
 * The special tokens of a model, as {@code generation_config.json} names them.
 *
 * @param beginToken id of the token that starts a text, if the model has one
 * @param endTokens ids of the tokens that end a completion; several are normal, none is possible
 * @param padToken id of the filler, if the model has one
 */
public record GenerationConfig(OptionalInt beginToken, List<Integer> endTokens, OptionalInt padToken) {

    /** Copies the list. */
    public GenerationConfig {
        endTokens = List.copyOf(endTokens);
    }
}
