package dev.kedge.train.policy;

import dev.kedge.model.AdapterPlan;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderParameters;
import dev.kedge.model.ParameterSlot;
import dev.kedge.model.Precision;
import java.util.Optional;

/**
 * The sizes of a model that is not loaded yet.
 *
 * @param shape its layers and widths
 * @param precision the element types of its weights
 * @param adapters what is trained in place of the weights, if they are frozen
 */
public record ModelPlan(DecoderConfig shape, Precision precision, Optional<AdapterPlan> adapters) {

    /** How many weights the decoder has, adapters not counted. */
    public long weights() {
        return DecoderParameters.slots(shape).stream()
                .mapToLong(ParameterSlot::elements)
                .sum();
    }

    public long trained() {
        return adapters.map(plan -> plan.elements(shape)).orElseGet(this::weights);
    }

    public int computeBytes() {
        return precision.compute().bytes();
    }

    public int weightBytes() {
        return precision.weights().bytes();
    }

    /** Per trained weight, with its rounded copy if there is one. */
    public int kept() {
        return weightBytes() + (precision.weights() == precision.compute() ? 0 : computeBytes());
    }
}
