package dev.kedge.model;

import dev.kedge.model.RotaryTables.Rotations;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * A forward pass that keeps only what enters each layer, and repeats the layers one at a time in its backward pass: a
 * layer's inner activations stand in memory for one layer only, at the price of one more forward pass. The gradients
 * are those of the plain pass. Gradient checkpointing, Chen et al. 2016, arXiv:1604.06174.
 *
 * <p>Used within one scope: forward, a loss on {@link #states()}, its backward pass, then {@link #backward()}.
 */
public final class CheckpointedPass {

    private final List<UnaryOperator<Tensor>> stages = new ArrayList<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final UnaryOperator<Tensor> embedding;
    private final Tensor tokens;
    private final Tensor states;

    CheckpointedPass(
            Tensor tokens,
            Rotations rotations,
            Attention attention,
            UnaryOperator<Tensor> embedding,
            List<DecoderLayer> layers,
            UnaryOperator<Tensor> finalNorm) {
        this.tokens = tokens;
        this.embedding = embedding;
        layers.forEach(layer -> stages.add(x -> layer.forward(x, rotations, attention)));
        stages.add(finalNorm);
        try (NoGradient guard = NoGradient.open()) {
            Tensor x = embedding.apply(tokens);
            for (UnaryOperator<Tensor> stage : stages) {
                inputs.add(x);
                x = through(stage, x);
            }
            this.states = Autograd.leaf(x);
        }
    }

    private static Tensor through(UnaryOperator<Tensor> stage, Tensor x) {
        try (Scope scope = Scope.open()) {
            return scope.keep(stage.apply(x));
        }
    }

    /**
     * The hidden states after the final norm.
     *
     * @return compute type {@code [B, T, D]}, a leaf: a backward pass stops here, and {@link #backward()} goes on
     */
    public Tensor states() {
        return states;
    }

    /** Pushes the gradient of {@link #states()} on through the layers to the weights. */
    public void backward() {
        Tensor gradient = Autograd.gradient(states);
        for (int i = stages.size() - 1; i >= 0; i--) {
            try (Scope scope = Scope.open()) {
                Tensor leaf = Autograd.leaf(inputs.get(i));
                Autograd.backward(stages.get(i).apply(leaf), gradient);
                gradient = scope.keep(Autograd.gradient(leaf));
            }
        }
        Tensor embedded = embedding.apply(tokens);
        if (embedded.requires_grad()) { // not where only adapters are trained
            Autograd.backward(embedded, gradient);
        }
    }
}
