package dev.kedge.objective.penalty;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A penalty times a factor, for a controller that steers it.
 *
 * @param penalty what is multiplied
 * @param factor above 0
 */
public record ScaledPenalty(ProximalPenalty penalty, double factor) implements ProximalPenalty {

    @Override
    public Tensor loss(ObjectiveInputs inputs) {
        return penalty.loss(inputs).mul(new Scalar(factor));
    }

    @Override
    public Set<Quantity> needs() {
        return penalty.needs();
    }

    @Override
    public boolean adaptive() {
        return penalty.adaptive();
    }

    @Override
    public ProximalPenalty at(UpdateTokens tokens) {
        return new ScaledPenalty(penalty.at(tokens), factor);
    }

    @Override
    public Optional<double[][]> penalized(UpdateTokens tokens) {
        return penalty.penalized(tokens);
    }
}
