package dev.kedge.jinja;

/**
 * Bounds on what one rendering may use. A template comes from strangers; one that goes beyond a limit ends with a
 * {@link TemplateException} that says which.
 *
 * <p>Counted, not measured: the same template with the same variables ends at the same place on every machine. Steps
 * and cells grow with the variables ({@code growth}), for a long conversation takes more of everything.
 *
 * @param steps nodes evaluated, iterations, and 64ths of characters read
 * @param cells characters made; an element of a list counts as 4 to 52
 * @param output characters of the result
 * @param depth expressions and statements evaluated inside each other, macros included
 * @param growth further cells for each character of the variables; a quarter of that many steps
 */
public record Limits(long steps, long cells, long output, int depth, int growth) {

    /**
     * Ends the worst templates within a second and 64 MB, and allows a hundred times what prompts of real models need.
     */
    public static final Limits DEFAULT = new Limits(1_000_000, 8_000_000, 2_000_000, 1_000, 64);

    /** Checks that nothing is negative or zero. */
    public Limits {
        positive("steps", steps);
        positive("cells", cells);
        positive("output", output);
        positive("depth", depth);
        if (growth < 0) {
            throw new IllegalArgumentException("limits.growth must be >= 0, got " + growth);
        }
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("limits." + name + " must be > 0, got " + value);
        }
    }
}
