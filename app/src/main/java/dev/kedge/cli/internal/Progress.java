package dev.kedge.cli.internal;

/**
 * The progress that a person sees while something long is running: phases one after the other, each with a number of
 * units done out of a total. Called from one thread.
 */
public interface Progress extends AutoCloseable {

    /**
     * Ends the phase before, if any, and starts another.
     *
     * @param title what is being done, in a few words
     * @param total how many units it takes
     */
    void phase(String title, long total);

    /**
     * Says how far the phase is.
     *
     * @param done units done so far, all together
     * @param note what is worth seeing now, for example {@code "reward 0.71 entropy 0.33"}; may be empty
     */
    void advance(long done, String note);

    /**
     * Prints a line that stays.
     *
     * @param text one line
     */
    void line(String text);

    /** Ends the last phase. */
    @Override
    void close();

    /**
     * Shows nothing.
     *
     * @return for callers that have no console
     */
    static Progress silent() {
        return new Progress() {
            @Override
            public void phase(String title, long total) {}

            @Override
            public void advance(long done, String note) {}

            @Override
            public void line(String text) {}

            @Override
            public void close() {}
        };
    }
}
