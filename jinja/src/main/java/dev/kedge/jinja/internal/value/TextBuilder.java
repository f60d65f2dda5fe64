package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;

/** Text that is being made, and paid for as it grows. */
public final class TextBuilder {

    private final Budget budget;
    private final long maxLength;
    private final StringBuilder text = new StringBuilder();

    /**
     * Text that only the budget bounds.
     *
     * @param budget pays for it
     */
    public TextBuilder(Budget budget) {
        this(budget, Long.MAX_VALUE);
    }

    /**
     * Text with a bound of its own.
     *
     * @param budget pays for it
     * @param maxLength in UTF-16 units
     */
    public TextBuilder(Budget budget, long maxLength) {
        this.budget = budget;
        this.maxLength = maxLength;
    }

    /**
     * Goes on with a string.
     *
     * @param part what to append
     * @return this
     */
    public TextBuilder append(String part) {
        pay(part.length());
        text.append(part);
        return this;
    }

    /**
     * Goes on with a string several times.
     *
     * @param part what to append
     * @param times how often; not at all if negative
     * @return this
     */
    public TextBuilder append(String part, long times) {
        if (times > 0 && !part.isEmpty()) {
            pay(times > Integer.MAX_VALUE ? Integer.MAX_VALUE : times * part.length());
            text.append(part.repeat((int) times));
        }
        return this;
    }

    /**
     * Pays for something that is made before it can be appended.
     *
     * @param length its length at most
     */
    public void expect(long length) {
        budget.make(length);
    }

    /** Twice: for the buffer and for the string that it becomes. */
    private void pay(long length) {
        budget.make(2 * length);
        if (text.length() + length > maxLength) {
            throw new Fault("the output is longer than " + maxLength + " characters");
        }
    }

    /**
     * Goes one level down in a value that may contain itself.
     *
     * @param inside what is written there
     */
    public void nested(Runnable inside) {
        var outer = budget.enter(budget.place());
        inside.run();
        budget.leave(outer);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
