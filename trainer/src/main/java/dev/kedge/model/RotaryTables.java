package dev.kedge.model;

import dev.kedge.model.RotaryTable.Rotation;
import dev.kedge.tensor.ComputeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The rotations of a decoder's layers: one table for all, or one for layers that see everything and one for those with
 * a window (Gemma 3), each with a second one where long texts are turned by other frequencies.
 */
final class RotaryTables implements AutoCloseable {

    private final List<RotaryTable> tables = new ArrayList<>();
    private final ByLength global;
    private final Optional<ByLength> local;

    RotaryTables(DecoderConfig config, ComputeType type) {
        global = table(config.rope(), config, type);
        local = config.variant().localRope().map(rope -> table(rope, config, type));
    }

    private ByLength table(RotaryParameters rope, DecoderConfig config, ComputeType type) {
        RotaryTable usual = table(rope.frequencies(config.headWidth()), rope, config, type);
        return new ByLength(
                usual,
                rope.byLength()
                        .map(scaling -> new LongTable(
                                table(
                                        scaling.longFrequencies(rope.theta(), rope.turnedWidth(config.headWidth())),
                                        rope,
                                        config,
                                        type),
                                scaling.originalPositions())));
    }

    private RotaryTable table(float[] frequencies, RotaryParameters rope, DecoderConfig config, ComputeType type) {
        RotaryTable table = new RotaryTable(frequencies, rope.amplitude(), config.maxPositions(), type);
        tables.add(table);
        return table;
    }

    /**
     * The rotations of a batch.
     *
     * @param positions int64 {@code [B, T]}
     */
    Rotations at(Tensor positions) {
        return new Rotations(global.at(positions), local.map(table -> table.at(positions)));
    }

    @Override
    public void close() {
        tables.forEach(RotaryTable::close);
    }

    /** The rotations of one batch, by what a layer wants. */
    record Rotations(Rotation global, Optional<Rotation> local) {

        /** The rotation of a layer; empty for one without positions. */
        Optional<Rotation> of(LayerKind layer) {
            return switch (layer.positions()) {
                case NONE -> Optional.empty();
                case GLOBAL -> Optional.of(global);
                case LOCAL -> Optional.of(local.orElse(global));
            };
        }
    }

    /** The frequencies of texts longer than some length. */
    private record LongTable(RotaryTable table, int originalPositions) {}

    /** A table, and another one for long texts; each row is turned by that of its own last position. */
    private record ByLength(RotaryTable usual, Optional<LongTable> beyond) {

        Rotation at(Tensor positions) {
            Rotation rotation = usual.at(positions);
            if (beyond.isEmpty()) {
                return rotation;
            }
            Tensor isLong = positions
                    .amax(new long[] {1}, false)
                    .ge(new Scalar((long) beyond.get().originalPositions()))
                    .view(-1, 1, 1, 1);
            return rotation.where(isLong, beyond.get().table().at(positions));
        }
    }
}
