package dev.kedge.divergence;

/**
 * The description of a measure or a condition for people: help texts, reports, the table in the documentation.
 *
 * @param name the name users write, in kebab-case: {@code kl3}
 * @param title a few words: {@code KL3 (ATR)}
 * @param formula in plain characters, with {@code w} the ratio and parameters by name: {@code w - 1 - log w <= delta}
 * @param citation who published it, with the arXiv number where there is one
 */
public record Definition(String name, String title, String formula, String citation) {

    /**
     * The same thing with another formula.
     *
     * @param changed the new formula
     * @return a copy that differs in the formula
     */
    public Definition withFormula(String changed) {
        return new Definition(name, title, changed, citation);
    }
}
