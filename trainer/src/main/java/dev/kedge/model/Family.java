package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * A model family: how its {@code config.json} describes a decoder.
 *
 * <p>To add one: a package with its implementation, and a line in the catalogue {@code model.hub.Families}. A feature
 * that the decoder lacks is a component of {@link DecoderConfig} first.
 */
public interface Family {

    /**
     * The value of {@code model_type}.
     *
     * @return for example {@code qwen3}
     */
    String modelType();

    /**
     * The entry of {@code architectures} that stands for the causal language model.
     *
     * @return for example {@code Qwen3ForCausalLM}
     */
    String architecture();

    /**
     * Reads what this family's {@code config.json} says, in either spelling (transformers 4 or 5).
     *
     * @param document the whole file
     * @return the decoder it describes
     * @throws IllegalArgumentException if a value is missing, wrong, or asks for something the decoder cannot do; never
     *     ignored
     */
    DecoderConfig read(ConfigDocument document);

    /**
     * Whether a decoder is one of this family, so that its {@code config.json} can be written.
     *
     * @param config shape and features
     * @return true if {@link #write} applies
     */
    boolean describes(DecoderConfig config);

    /**
     * Writes the keys of {@code config.json} that describe the decoder, as transformers 4 spells them. Architecture,
     * special tokens and element type are the caller's.
     *
     * @param config shape and features
     * @param target receives the keys
     */
    void write(DecoderConfig config, ObjectNode target);
}
