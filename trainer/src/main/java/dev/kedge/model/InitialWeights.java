package dev.kedge.model;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Freshly drawn weights as transformers draws them: matrices normal(0, initializer range), biases 0, norm weights 1, or
 * 0 where a norm multiplies by {@code 1 + w}.
 */
final class InitialWeights {

    private static final int CHUNK = 1 << 16;

    private InitialWeights() {}

    /** Every weight has its own random stream, by its place among the slots. */
    static void draw(ParameterStore parameters, DecoderConfig config, long seed) {
        double norm = config.variant().block().normsAroundOne() ? 0 : 1;
        List<ParameterSlot> slots = parameters.slots();
        for (int i = 0; i < slots.size(); i++) {
            ParameterSlot slot = slots.get(i);
            if (slot.shape().length == 1) {
                fill(parameters, slot, slot.name().endsWith(".bias") ? 0 : norm);
            } else {
                normal(
                        parameters,
                        slot,
                        config.initializerRange(),
                        RandomStream.of(seed, Purpose.INITIALIZATION, 0, i));
            }
        }
        parameters.refresh();
    }

    private static void fill(ParameterStore parameters, ParameterSlot slot, double value) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            parameters.masterOf(slot.name()).fill_(new Scalar(value));
        }
    }

    private static void normal(
            ParameterStore parameters, ParameterSlot slot, double standardDeviation, SplittableRandom random) {
        for (long start = 0; start < slot.elements(); start += CHUNK) {
            float[] chunk = new float[(int) Math.min(CHUNK, slot.elements() - start)];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = (float) (standardDeviation * random.nextGaussian());
            }
            try (NoGradient none = NoGradient.open();
                    Scope scope = Scope.open()) {
                Tensor weights = parameters.masterOf(slot.name()).view(-1);
                weights.narrow(0, start, chunk.length).copy_(HostMemory.tensor(chunk, chunk.length));
            }
        }
    }
}
