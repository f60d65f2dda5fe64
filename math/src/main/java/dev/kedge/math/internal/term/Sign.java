package dev.kedge.math.internal.term;

/** The sign between the two sides of a relation. */
public enum Sign {
    /** Equal. */
    EQUAL,
    /** Not equal. */
    NOT_EQUAL,
    /** Smaller. */
    LESS,
    /** Smaller or equal. */
    LESS_OR_EQUAL,
    /** Greater. */
    GREATER,
    /** Greater or equal. */
    GREATER_OR_EQUAL,
    /** About equal: what follows is not exact. */
    ABOUT,
    /** Member of the set on the right. */
    IN,
    /** Anything else that stands between two sides, such as a congruence. */
    OTHER;

    /**
     * The relation read from right to left.
     *
     * @return {@code <} for {@code >} and so on; itself where order does not matter
     */
    public Sign turned() {
        return switch (this) {
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            default -> this;
        };
    }

    /**
     * Whether it orders its sides.
     *
     * @return true for the four of smaller and greater
     */
    public boolean isOrder() {
        return this == LESS || this == LESS_OR_EQUAL || this == GREATER || this == GREATER_OR_EQUAL;
    }

    /**
     * Whether equality of both sides is excluded.
     *
     * @return true for smaller, greater and not equal
     */
    public boolean isStrict() {
        return this == LESS || this == GREATER || this == NOT_EQUAL;
    }
}
