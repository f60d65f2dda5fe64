package dev.kedge.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Weights that one matrix product uses together, stacked by rows: neighbours in the flat buffer, hence one matrix
 * without a copy. A block of one slot is that weight.
 *
 * @param name unique among blocks; a block of one slot has its slot's name
 * @param slots in the order of their rows, equal in all sizes but the first
 */
record ParameterBlock(String name, List<ParameterSlot> slots) {

    ParameterBlock {
        slots = List.copyOf(slots);
    }

    long offset() {
        return slots.get(0).offset();
    }

    long elements() {
        return slots.stream().mapToLong(ParameterSlot::elements).sum();
    }

    long[] shape() {
        long[] shape = slots.get(0).shape().clone();
        shape[0] = slots.stream().mapToLong(slot -> slot.shape()[0]).sum();
        return shape;
    }

    /** Blocks laid one after another. */
    static final class Layout {

        private final List<ParameterBlock> blocks = new ArrayList<>();
        private long end;

        /** A weight of its own. */
        void single(String name, long... shape) {
            blocks.add(new ParameterBlock(name, List.of(next(name, shape))));
        }

        /** Matrices of equal width, stacked under the name of their block. */
        void matrices(String block, long columns, List<String> names, long... rows) {
            List<ParameterSlot> slots = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                slots.add(next(names.get(i), rows[i], columns));
            }
            blocks.add(new ParameterBlock(block, slots));
        }

        /** Vectors, one after another under the name of their block. */
        void vectors(String block, List<String> names, long... sizes) {
            List<ParameterSlot> slots = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                slots.add(next(names.get(i), sizes[i]));
            }
            blocks.add(new ParameterBlock(block, slots));
        }

        List<ParameterBlock> blocks() {
            return List.copyOf(blocks);
        }

        private ParameterSlot next(String name, long... shape) {
            ParameterSlot slot = new ParameterSlot(name, shape, end);
            end += slot.elements();
            return slot;
        }
    }
}
