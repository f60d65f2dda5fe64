package dev.kedge.api;

import java.util.Map;
import java.util.Optional;

/**
 * One question put to the policy, with what its verifier needs to judge an answer.
 *
 * @param id names the prompt in logs and rollout files, for example {@code "chain/train/17"} or {@code "gsm8k-test:42"}
 * @param text what the policy is given to continue; of a conversation, its messages for a person to read
 * @param answer the reference answer for the verifier; empty where the verifier needs none
 * @param fields further named values, for example the numbers and the target of a countdown problem, or a difficulty
 * @param conversation the messages that a chat template makes a text of, where the prompt is not plain text
 */
public record Prompt(
        String id, String text, String answer, Map<String, String> fields, Optional<Conversation> conversation) {

    /**
     * The field with the right answers as a JSON list of texts, where a data set has a list of them; {@code answer} is
     * then their texts with commas between. Verifiers that take a list judge by this one.
     */
    public static final String RIGHT_ANSWERS = "right_answers";

    /**
     * The field with those values of a row of data that are no texts: numbers, truth values, lists and objects, as one
     * JSON object by the names of their columns, for verifiers that hand values on as the data set has them. Absent
     * where a row has none.
     */
    public static final String JSON_VALUES = "json_values";

    public Prompt {
        fields = Map.copyOf(fields);
    }

    /**
     * A prompt of plain text.
     *
     * @param id its name
     * @param text what the policy is given to continue
     * @param answer the reference answer
     * @param fields further named values
     */
    public Prompt(String id, String text, String answer, Map<String, String> fields) {
        this(id, text, answer, fields, Optional.empty());
    }

    /**
     * The same question as the policy gets to see it.
     *
     * @param given the text
     * @return a copy
     */
    public Prompt withText(String given) {
        return new Prompt(id, given, answer, fields, conversation);
    }
}
