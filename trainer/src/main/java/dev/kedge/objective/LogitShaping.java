package dev.kedge.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The way from a decoder's logits at N tokens to those whose softmax is the policy's distribution there: divided by the
 * temperature, and whatever else sampling did.
 */
@FunctionalInterface
public interface LogitShaping {

    /**
     * The logits of the policy's distribution at some of the N tokens.
     *
     * @param logits of the decoder, float32 {@code [n, V]}; gradient flows through
     * @param start which of the N tokens is the first
     * @return {@code [n, V]}, finite wherever {@code logits} is, so that 0 times a log-probability is 0
     */
    Tensor shaped(Tensor logits, long start);

    /**
     * Temperature and nothing else.
     *
     * @param temperature divides the logits, positive; 1 for the decoder's own distribution
     */
    static LogitShaping tempered(double temperature) {
        return (logits, start) -> temperature == 1 ? logits : logits.div(new Scalar(temperature));
    }
}
