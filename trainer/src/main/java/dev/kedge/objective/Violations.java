package dev.kedge.objective;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The tokens of a micro-batch where any condition or the cap acts, all of them together; {@code [B, T]}.
 *
 * @param violated bool: some condition does not hold
 * @param acts bool: some condition or the cap acts
 * @param capped bool: the cap acts
 * @param clippedRatio {@code clip_C(w)} where it acts, w elsewhere
 * @param logHigh the least upper bound of the conditions that have one, float64
 */
record Violations(Tensor violated, Tensor acts, Tensor capped, Tensor clippedRatio, Optional<Tensor> logHigh) {}
