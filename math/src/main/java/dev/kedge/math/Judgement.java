package dev.kedge.math;

/**
 * The result of judging a mathematical answer. Example: {@code (RIGHT, "1/2", "equal")}.
 *
 * @param ruling right, wrong or unreadable
 * @param extracted the answer as it was read from the completion; empty where there was none
 * @param reason why, in a few words, for a person
 */
public record Judgement(Ruling ruling, String extracted, String reason) {

    /** The three ways in which judging ends. */
    public enum Ruling {
        /** The answer says what the reference says. */
        RIGHT,
        /** An answer was read and says something else. */
        WRONG,
        /** No answer could be read from the completion. */
        UNREADABLE
    }

    static Judgement right(String extracted) {
        return new Judgement(Ruling.RIGHT, extracted, "equal");
    }

    static Judgement wrong(String extracted, String reason) {
        return new Judgement(Ruling.WRONG, extracted, reason);
    }

    static Judgement unreadable(String reason) {
        return new Judgement(Ruling.UNREADABLE, "", reason);
    }

    /**
     * Whether the answer is right.
     *
     * @return true for {@link Ruling#RIGHT}
     */
    public boolean isCorrect() {
        return ruling == Ruling.RIGHT;
    }
}
