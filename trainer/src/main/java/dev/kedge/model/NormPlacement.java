package dev.kedge.model;

/** The place of a layer's norms: {@code f} is its attention or its feed-forward block. */
public enum NormPlacement {
    /** {@code x + f(norm(x))}: Llama. */
    BEFORE,
    /** {@code x + norm(f(x))}: OLMo 2. */
    AFTER,
    /** {@code x + norm(f(norm(x)))}: Gemma 2 and 3. */
    AROUND
}
