package dev.kedge.objective;

import dev.kedge.metric.Metrics;
import org.bytedeco.pytorch.Tensor;

/**
 * What evaluating the objective on a micro-batch gives.
 *
 * @param loss a tensor of no dimensions, this micro-batch's share of the step's loss; carries the gradient
 * @param metrics counted over the micro-batch's tokens
 */
public record ObjectiveOutcome(Tensor loss, Metrics metrics) {}
