package dev.kedge.task;

import java.util.Map;

/** One problem of a {@link ProblemFamily}, with everything that can be said about it. */
interface Problem {

    /**
     * What decides the split; equal for problems that are the same to a person, such as 12+34 and 34+12.
     *
     * @return a text without the family's name
     */
    String canonicalText();

    /** What the policy is given to continue. */
    String question();

    /**
     * The reference answer.
     *
     * @return the answer for the verifier, empty where it needs none
     */
    String answer();

    /**
     * What the verifier needs besides the answer, and how hard the problem is.
     *
     * @return named values, among them {@code difficulty}
     */
    Map<String, String> fields();

    /**
     * The solution as a teacher writes it, right or not.
     *
     * @param attempt draws the teacher's mistakes
     * @return worked steps and the marked final answer
     */
    String solution(Teacher.Attempt attempt);
}
