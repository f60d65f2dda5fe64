package dev.kedge.train.internal.record;

import dev.kedge.api.Prompt;
import java.util.List;

/**
 * A data set that is evaluated beside the run's own held-out prompts.
 *
 * @param name under {@code evaluation.sets}
 * @param prompts those that are evaluated
 * @param maxNewTokens how long a completion may be
 */
public record HeldOutSet(String name, List<Prompt> prompts, int maxNewTokens) {}
