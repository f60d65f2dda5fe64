package dev.kedge.architecture.violations.optim;

/** No offence: a type may know the kinds of itself, and its builder. */
sealed interface Bird permits Bird.Wild, Sparrow {

    /** A kind in the same file. */
    record Wild() implements Bird {}

    static BirdBuilder builder() {
        return new BirdBuilder();
    }

    static Bird small() {
        return new Sparrow();
    }
}
