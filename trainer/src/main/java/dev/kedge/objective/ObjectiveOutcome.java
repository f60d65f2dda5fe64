package dev.kedge.objective;

import org.bytedeco.pytorch.Tensor;

/**
 * The outcome of evaluating the objective on a micro-batch.
 *
 * @param loss a tensor of no dimensions, this micro-batch's share of the update's loss; carries the gradient
 * @param diagnostics what was measured of the micro-batch's tokens
 */
public record ObjectiveOutcome(Tensor loss, TokenDiagnostics diagnostics) {}
