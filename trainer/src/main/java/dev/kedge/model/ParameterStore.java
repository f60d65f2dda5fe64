package dev.kedge.model;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The weights of a model in one flat buffer, their gradients in another; every parameter is a view.
 *
 * <p>Gradient norm, clipping, the optimizer, a checkpoint are then each one operation on one tensor.
 *
 * <p>With weights of the compute type the parameters are views of the master buffer and autograd adds straight into the
 * gradient buffer. With float32 weights and bfloat16 passes they are views of a rounded copy and autograd adds into a
 * bfloat16 buffer, which {@link #collectGradient} moves to the float32 one after each micro-batch, so that sums over
 * micro-batches are float32; {@link #refresh} renews the rounded copy after the optimizer has changed the master.
 * Frozen weights are the master alone. A training step in this order is right for all: {@link #zeroGradient}, then per
 * micro-batch backward and {@code collectGradient}, then the optimizer on {@link #master} and {@link #gradient}, then
 * {@code refresh}.
 */
public final class ParameterStore implements AutoCloseable {

    private static final long CHUNK = 1 << 24;

    private final Precision precision;
    private final List<ParameterBlock> blocks;
    private final boolean borrowed; // the weights are another store's
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Tensor> leaves = new LinkedHashMap<>();
    private final Tensor master;
    private final Optional<Tensor> gradient;
    private final Tensor compute;
    private final Optional<Tensor> computeGradient;

    ParameterStore(List<ParameterBlock> blocks, Precision precision) {
        this.precision = precision;
        this.blocks = List.copyOf(blocks);
        this.borrowed = false;
        long elements = blocks.stream().mapToLong(ParameterBlock::elements).sum();
        try (Scope scope = Scope.open()) {
            boolean rounded = precision.rounded();
            master = scope.own(zeros(elements, precision.weights()));
            compute = rounded ? scope.own(zeros(elements, precision.compute())) : master;
            gradient = precision.trained()
                    ? Optional.of(scope.own(zeros(elements, precision.weights())))
                    : Optional.empty();
            computeGradient = rounded && precision.trained()
                    ? Optional.of(scope.own(zeros(elements, precision.compute())))
                    : gradient;
            lay(scope);
        }
    }

    /** The weights of {@code original} with a gradient of its own. */
    private ParameterStore(ParameterStore original) {
        this.precision = original.precision;
        this.blocks = original.blocks;
        this.master = original.master;
        this.compute = original.compute;
        this.borrowed = true;
        try (Scope scope = Scope.open()) {
            gradient = original.gradient.map(other -> scope.own(torch.zeros_like(other)));
            computeGradient = precision.rounded() && precision.trained()
                    ? original.computeGradient.map(other -> scope.own(torch.zeros_like(other)))
                    : gradient;
            lay(scope);
        }
    }

    private void lay(Scope scope) {
        for (ParameterBlock block : blocks) {
            Tensor leaf = scope.own(leaf(block));
            leaves.put(block.name(), leaf);
            for (ParameterSlot slot : block.slots()) {
                places.put(slot.name(), new Place(slot, block, leaf));
            }
        }
    }

    /**
     * The same weights with a gradient of their own, for a backward pass at the same time as this store's.
     *
     * @return shares the weights, sees every change of them, and must be closed before this store; closing releases the
     *     gradient only
     */
    ParameterStore replica() {
        return new ParameterStore(this);
    }

    private Tensor leaf(ParameterBlock block) {
        Tensor parameter = view(compute, block.offset(), block.elements(), block.shape());
        computeGradient.ifPresent(flat -> {
            parameter.set_requires_grad(true);
            parameter.mutable_grad().put(view(flat, block.offset(), block.elements(), block.shape()));
        });
        return parameter;
    }

    /**
     * The element types, and whether there is a gradient.
     *
     * @return as the store was made
     */
    public Precision precision() {
        return precision;
    }

    /**
     * The weights, which the optimizer changes; call {@link #refresh} afterwards.
     *
     * @return {@code [P]} in the type of the weights, the buffer itself
     */
    public Tensor master() {
        return master;
    }

    /**
     * The gradient, aligned with {@link #master}.
     *
     * @return {@code [P]} in the type of the weights, the buffer itself
     * @throws IllegalStateException if the weights are frozen
     */
    public Tensor gradient() {
        return gradient.orElseThrow(() -> new IllegalStateException("frozen weights have no gradient"));
    }

    /**
     * A weight as the forward pass uses it: gradient through it reaches {@link #gradient}.
     *
     * @param name of a slot
     * @return compute type, a view of the flat buffer: the leaf itself, or its rows in a leaf that stacks several
     *     weights
     */
    public Tensor get(String name) {
        Place place = place(name);
        if (place.block.slots().size() == 1) {
            return place.leaf;
        }
        long rows = place.slot.shape()[0];
        long rowSize = place.slot.elements() / rows;
        return place.leaf.narrow(0, (place.slot.offset() - place.block.offset()) / rowSize, rows);
    }

    /** The leaf of a block, in which several weights may be stacked by rows. */
    Tensor block(String name) {
        Tensor leaf = leaves.get(name);
        if (leaf == null) {
            throw new IllegalArgumentException("no block of parameters is called " + name);
        }
        return leaf;
    }

    /**
     * The master values of one weight.
     *
     * @param name of a slot
     * @return the slot's shape, a view of {@link #master}
     */
    public Tensor masterOf(String name) {
        ParameterSlot slot = place(name).slot;
        return view(master, slot.offset(), slot.elements(), slot.shape());
    }

    /**
     * The gradient of one weight.
     *
     * @param name of a slot
     * @return the slot's shape, a view of {@link #gradient}
     */
    public Tensor gradientOf(String name) {
        ParameterSlot slot = place(name).slot;
        return view(gradient(), slot.offset(), slot.elements(), slot.shape());
    }

    /**
     * Every weight and its place.
     *
     * @return in the order of their offsets
     */
    public List<ParameterSlot> slots() {
        return places.values().stream().map(Place::slot).toList();
    }

    /**
     * How many weights there are, counted in numbers.
     *
     * @return P
     */
    public long elements() {
        return master.numel();
    }

    /** Sets the gradient to zero. */
    public void zeroGradient() {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            gradient().zero_();
            if (precision.rounded()) {
                computeGradient.orElseThrow().zero_();
            }
        }
    }

    /**
     * Adds the gradient of another store to this one's.
     *
     * @param other of the same weights
     */
    public void addGradientOf(ParameterStore other) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            gradient().add_(other.gradient());
        }
    }

    /** Adds what the last backward passes left in a rounded copy to the gradient; nothing to do where there is none. */
    public void collectGradient() {
        if (!precision.rounded()) {
            return;
        }
        Tensor rounded = computeGradient.orElseThrow();
        for (long start = 0; start < rounded.numel(); start += CHUNK) { // a sum of two types makes a copy of one
            try (NoGradient none = NoGradient.open();
                    Scope scope = Scope.open()) {
                long length = Math.min(CHUNK, rounded.numel() - start);
                Tensor part = rounded.narrow(0, start, length);
                gradient().narrow(0, start, length).add_(part);
                part.zero_();
            }
        }
    }

    /** Makes the forward pass see the master's present values; nothing to do where it uses the master itself. */
    public void refresh() {
        if (!precision.rounded()) {
            return;
        }
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            compute.copy_(master);
        }
    }

    /**
     * Identifies the weights: equal strings mean equal bytes.
     *
     * @return SHA-256 of the master buffer in little-endian order, 64 hexadecimal digits
     */
    public String checksum() {
        MessageDigest digest = sha256();
        for (long start = 0; start < master.numel(); start += CHUNK) {
            try (Scope scope = Scope.open()) {
                long length = Math.min(CHUNK, master.numel() - start);
                digest.update(HostMemory.bytes(HostMemory.resident(master.narrow(0, start, length))));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Releases the buffers; the parameters must not be used any more. */
    @Override
    public void close() {
        leaves.values().forEach(Scope::release);
        if (precision.rounded()) {
            computeGradient.ifPresent(Scope::release);
        }
        gradient.ifPresent(Scope::release);
        if (borrowed) {
            return;
        }
        if (precision.rounded()) {
            Scope.release(compute);
        }
        Scope.release(master);
    }

    private Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no parameter is called " + name);
        }
        return place;
    }

    private static Tensor view(Tensor flat, long offset, long elements, long[] shape) {
        return flat.narrow(0, offset, elements).view(shape).detach();
    }

    private static Tensor zeros(long elements, ComputeType type) {
        return torch.zeros(new long[] {elements}, ComputeDevice.options(type.scalarType()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The rows of a leaf that hold a weight. */
    private record Place(ParameterSlot slot, ParameterBlock block, Tensor leaf) {}
}
