package dev.kedge.tensor;

import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** Reverse-mode differentiation: leaves, and the backward pass from a scalar or from a given output gradient. */
public final class Autograd {

    private Autograd() {}

    /**
     * A leaf with the values of a tensor: what is computed from it is recorded, and its gradient ends in
     * {@link #gradient}.
     *
     * @param values any floating tensor; its history is cut
     * @return shares memory with {@code values}
     */
    public static Tensor leaf(Tensor values) {
        Tensor leaf = values.detach();
        leaf.set_requires_grad(true);
        return leaf;
    }

    /**
     * Adds {@code d output / d leaf} to the gradient of every leaf below {@code output}.
     *
     * @param output a tensor of one element
     */
    public static void backward(Tensor output) {
        output.backward();
    }

    /**
     * Adds the vector-Jacobian product of {@code output} with {@code outputGradient} to the gradient of every leaf
     * below {@code output}.
     *
     * @param output any shape
     * @param outputGradient the same shape and type
     */
    public static void backward(Tensor output, Tensor outputGradient) {
        output.backward(outputGradient, new BoolOptional(), false, new TensorArrayRefOptional());
    }

    /**
     * The gradient that backward passes have left at a leaf.
     *
     * @param leaf a leaf
     * @return the same shape and type
     * @throws IllegalStateException if no backward pass has reached the leaf
     */
    public static Tensor gradient(Tensor leaf) {
        Tensor gradient = leaf.grad();
        if (!gradient.defined()) {
            throw new IllegalStateException("no backward pass has reached this leaf");
        }
        return gradient;
    }

    /**
     * The gradient of a leaf, if a backward pass has reached it.
     *
     * @param leaf a leaf
     * @return its gradient; empty if there is none
     */
    public static Optional<Tensor> reached(Tensor leaf) {
        Tensor gradient = leaf.grad();
        return gradient.defined() ? Optional.of(gradient) : Optional.empty();
    }
}
