package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Set;

/** The policy at the start of the inner updates, by the trainer's own pass: PPO's. In the first update w is 1. */
public final class OldAnchor implements Anchor {

    public OldAnchor() {}

    @Override
    public ObjectiveInputs anchored(ObjectiveInputs inputs) {
        return inputs;
    }

    @Override
    public UpdateTokens anchored(UpdateTokens tokens) {
        return tokens;
    }

    @Override
    public Set<Quantity> needs() {
        return Set.of();
    }
}
