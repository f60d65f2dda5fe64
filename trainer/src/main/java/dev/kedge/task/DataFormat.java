package dev.kedge.task;

import java.util.Optional;

/**
 * The columns of a well-known data set that are question, answer and worked solution, with the names that its copies on
 * the Hub have. A bar stands between names of which a row has one.
 */
public enum DataFormat {
    /** Columns {@code prompt} and {@code answer}. */
    PLAIN("{prompt}", "{answer}", Optional.empty(), Optional.empty(), "numeric"),
    /** {@code question}, and {@code answer} with the final number after {@code ####}. */
    GSM8K("{question}", "{answer}", Optional.of("####"), Optional.of("{answer}"), "numeric"),
    /** {@code problem} and {@code solution} with the answer in its last box. */
    MATH(Names.PROBLEM, "{answer|solution}", Names.BOXED, Optional.of("{solution|}"), Names.MATHS),
    /** {@code problem}, {@code answer}, {@code solution}. */
    MATH_500(Names.PROBLEM, "{answer}", Optional.empty(), Optional.of("{solution|}"), Names.MATHS),
    /** {@code problem} or {@code Problem}, {@code answer} or {@code Answer}. */
    AIME("{problem|Problem|question}", "{answer|Answer}", Optional.empty(), Optional.empty(), Names.MATHS),
    /** {@code problem} or {@code question}, {@code answer}. */
    AMC(Names.PROBLEM, "{answer}", Optional.empty(), Optional.empty(), Names.MATHS),
    /** {@code question} after an optional {@code context}, {@code final_answer}. */
    OLYMPIADBENCH("{context|}{question}", "{final_answer|answer}", Optional.empty(), Optional.empty(), Names.MATHS),
    /** {@code problem} or {@code question}; {@code answer}, or the box in {@code solution}. */
    MINERVA(Names.PROBLEM, "{answer|solution}", Names.BOXED, Optional.empty(), Names.MATHS),
    /** {@code prompt} as a list of messages, {@code reward_model.ground_truth}, as verl has them. */
    DAPO_MATH_17K(
            "{prompt}", "{reward_model.ground_truth|solution|answer}", Optional.empty(), Optional.empty(), Names.MATHS),
    /** {@code Body}, {@code Question}, {@code Answer}. */
    SVAMP("{Body} {Question}", "{Answer}", Optional.empty(), Optional.empty(), "numeric");

    /** The columns that several of them share. */
    private static final class Names {
        private static final String PROBLEM = "{problem|question}";
        private static final String MATHS = "math";
        private static final Optional<String> BOXED = Optional.of(AnswerMarker.BOXED);
    }

    private final String prompt;
    private final String answer;
    private final Optional<String> marker;
    private final Optional<String> solution;
    private final String verifierKind;

    DataFormat(String prompt, String answer, Optional<String> marker, Optional<String> solution, String verifierKind) {
        this.prompt = prompt;
        this.answer = answer;
        this.marker = marker;
        this.solution = solution;
        this.verifierKind = verifierKind;
    }

    String prompt() {
        return prompt;
    }

    String answer() {
        return answer;
    }

    /** What the answer stands after; of a box, where there is one. */
    Optional<String> marker() {
        return marker;
    }

    Optional<String> solution() {
        return solution;
    }

    String verifierKind() {
        return verifierKind;
    }
}
