package dev.kedge.divergence.catalogue;

/**
 * A number that a condition takes.
 *
 * @param name the name users write, in snake_case: {@code epsilon_low}
 * @param meaning what it is, and where its default comes from
 * @param allowed which numbers it may be
 * @param defaultValue used if the user gives none
 * @param role whether it says how far is too far
 */
public record Parameter(String name, String meaning, Range allowed, double defaultValue, Role role) {

    /** The part of a number in its condition. */
    public enum Role {
        /**
         * It alone says how far is too far: the condition's divergence over its threshold is inversely proportional to
         * it, so {@link ConditionKind#matching} can find it.
         */
        THRESHOLD,
        /** One of several that together say how far is too far, such as the room below and the room above. */
        PART_OF_THRESHOLD,
        /** It says what is measured. */
        SHAPE
    }

    /** Checks that the default is itself allowed. */
    public Parameter {
        if (!allowed.contains(defaultValue)) {
            throw new IllegalArgumentException(
                    "default of " + name + " must be in " + allowed.text() + ", got " + defaultValue);
        }
    }

    /**
     * Whether it alone says how far is too far.
     *
     * @return true for {@link Role#THRESHOLD}
     */
    public boolean isThreshold() {
        return role == Role.THRESHOLD;
    }

    /**
     * Whether a larger number gives the policy more room, so that a controller can steer by it.
     *
     * @return true for a threshold and for a part of one
     */
    public boolean isSteered() {
        return role != Role.SHAPE;
    }

    /**
     * The numbers a parameter may be; NaN and infinities never are.
     *
     * @param text how it is written in messages: {@code (0, Infinity)}
     * @param above every allowed number is larger than this
     * @param below every allowed number is smaller than this
     */
    public record Range(String text, double above, double below) {

        /** Any finite number above 0. */
        public static final Range POSITIVE = new Range("(0, Infinity)", 0, Double.POSITIVE_INFINITY);

        /** Any finite number above 1. */
        public static final Range ABOVE_ONE = new Range("(1, Infinity)", 1, Double.POSITIVE_INFINITY);

        /** Any number between 0 and 1. */
        public static final Range INSIDE_UNIT = new Range("(0, 1)", 0, 1);

        /** Any finite number. */
        public static final Range FINITE =
                new Range("(-Infinity, Infinity)", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        /**
         * Whether a number is allowed.
         *
         * @param value the number
         * @return true if it is in the range
         */
        public boolean contains(double value) {
            return value > above && value < below;
        }
    }
}
