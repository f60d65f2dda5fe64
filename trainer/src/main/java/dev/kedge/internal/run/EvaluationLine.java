package dev.kedge.internal.run;

import dev.kedge.api.Outcome;

/**
 * A line of {@code evaluations/} as far as its readers need it; more stands in the file.
 *
 * @param data which evaluation: the run's own, or the name of a further data set
 * @param id names the prompt
 * @param how {@code greedy} or {@code sampled}
 * @param prompt what the policy was given, as text
 * @param answer the reference answer; empty where the verifier needs none
 * @param completion what it wrote
 * @param outcome how judging ended
 * @param reward the reward
 * @param reason the verifier's reason
 */
public record EvaluationLine(
        String data,
        String id,
        String how,
        String prompt,
        String answer,
        String completion,
        Outcome outcome,
        double reward,
        String reason) {}
