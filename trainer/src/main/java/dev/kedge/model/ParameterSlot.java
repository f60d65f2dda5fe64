package dev.kedge.model;

/**
 * The place of one stored weight in the flat buffers of a {@link ParameterStore}.
 *
 * @param name its name in a Hugging Face weight file, for example {@code model.layers.0.self_attn.q_proj.weight}
 * @param shape row-major, one or two sizes; read-only
 * @param offset of its first element
 */
public record ParameterSlot(String name, long[] shape, long offset) {

    /**
     * How many elements the weight has.
     *
     * @return product of the shape
     */
    public long elements() {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }
}
