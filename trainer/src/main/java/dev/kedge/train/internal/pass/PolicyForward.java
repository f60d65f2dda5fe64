package dev.kedge.train.internal.pass;

import dev.kedge.model.CheckpointedPass;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * A forward pass with gradient: the hidden states that predict the completion tokens, and what remains to be done once
 * a backward pass has reached them.
 *
 * @param hidden {@code [N, D]}, carries gradient
 * @param checkpointed the pass whose layers are repeated, if their activations were not kept
 */
public record PolicyForward(Tensor hidden, Optional<CheckpointedPass> checkpointed) {

    /** To be called after the backward pass of what was made from {@link #hidden}. */
    public void backward() {
        checkpointed.ifPresent(CheckpointedPass::backward);
    }
}
