package dev.kedge.math.internal.parse;

/** The meaning of a bar or a colon at the place where a parser is. */
final class Bars {

    private boolean close;

    /** Whether a bar or colon ends what is read now, instead of beginning or dividing something. */
    boolean close() {
        return close;
    }

    /** Says whether a bar or colon ends what is read now; returns what was said before. */
    boolean close(boolean closes) {
        boolean before = close;
        close = closes;
        return before;
    }
}
