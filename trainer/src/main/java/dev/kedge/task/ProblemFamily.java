package dev.kedge.task;

import java.util.random.RandomGenerator;

/** A kind of synthetic problem: how to draw one, and how its demonstrations go wrong. Immutable. */
interface ProblemFamily {

    /** Stands before the final answer in every worked solution of every family, and nowhere else. */
    char ANSWER_MARKER = '#';

    /**
     * The family's name, the {@code kind} of a recipe.
     *
     * @return for example {@code addition}
     */
    String name();

    /**
     * Every character that a question or a solution can contain, each once.
     *
     * @return the characters in a fixed order
     */
    String alphabet();

    /**
     * The kind of verifier that judges this family's answers.
     *
     * @return a kind known to the catalogue of verifiers
     */
    String verifierKind();

    /**
     * Who writes the demonstrations.
     *
     * @return the teacher's settings
     */
    Teacher.Config teacher();

    /**
     * Draws a problem of any split.
     *
     * @param random the only source of chance
     */
    Problem draw(RandomGenerator random);
}
