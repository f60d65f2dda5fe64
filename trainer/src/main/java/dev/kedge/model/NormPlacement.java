package dev.kedge.model;

/** Where a layer's norms stand: {@code f} is its attention or its feed-forward block. */
public enum NormPlacement {
    /** {@code x + f(norm(x))}: Llama. */
    BEFORE,
    /** {@code x + norm(f(x))}: OLMo 2. */
    AFTER,
    /** {@code x + norm(f(norm(x)))}: Gemma 2 and 3. */
    AROUND
}
