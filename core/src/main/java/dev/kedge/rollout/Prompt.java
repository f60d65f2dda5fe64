package dev.kedge.rollout;

import java.util.Map;

/**
 * One question put to the policy, with what its verifier needs to judge an answer.
 *
 * @param id names the prompt in logs and rollout files, for example {@code "chain/train/17"} or {@code "gsm8k-test:42"}
 * @param text what the policy is given to continue
 * @param answer the reference answer for the verifier; empty where the verifier needs none
 * @param fields further named values, for example the numbers and the target of a countdown problem, or a difficulty
 */
public record Prompt(String id, String text, String answer, Map<String, String> fields) {

    public Prompt {
        fields = Map.copyOf(fields);
    }
}
