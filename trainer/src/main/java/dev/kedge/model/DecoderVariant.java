package dev.kedge.model;

import java.util.List;
import java.util.Optional;

/**
 * The differences of a decoder from Llama's, beside the sizes.
 *
 * @param block what layers are made of
 * @param multipliers the numbers that scale and bound
 * @param layerKinds what each layer's attention sees, one per layer; none if all are {@link LayerKind#FULL}
 * @param localRope the rotary positions of {@link LayerKind.Positions#LOCAL}, if there are such layers
 */
public record DecoderVariant(
        BlockDesign block, Multipliers multipliers, List<LayerKind> layerKinds, Optional<RotaryParameters> localRope) {

    /** Llama itself. */
    public static final DecoderVariant LLAMA =
            new DecoderVariant(BlockDesign.LLAMA, Multipliers.NONE, List.of(), Optional.empty());

    /** Makes equal what means the same. */
    public DecoderVariant {
        layerKinds = layerKinds.stream().allMatch(LayerKind.FULL::equals) ? List.of() : List.copyOf(layerKinds);
    }

    /**
     * Llama's but for activation, biases and windows.
     *
     * @param block what layers are made of
     * @param layerKinds what each layer's attention sees
     */
    public static DecoderVariant of(BlockDesign block, List<LayerKind> layerKinds) {
        return new DecoderVariant(block, Multipliers.NONE, layerKinds, Optional.empty());
    }

    /**
     * What a layer's attention sees.
     *
     * @param index from 0
     */
    public LayerKind layer(int index) {
        return layerKinds.isEmpty() ? LayerKind.FULL : layerKinds.get(index);
    }
}
