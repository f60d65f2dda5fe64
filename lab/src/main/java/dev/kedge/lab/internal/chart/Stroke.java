package dev.kedge.lab.internal.chart;

/**
 * The look of a line.
 *
 * @param color {@code #rrggbb}
 * @param width in pixels; 0 draws no line, for series of which only the points are marked
 * @param dash length of dashes and gaps in pixels; 0 is a solid line
 */
public record Stroke(String color, double width, double dash) {

    /**
     * A solid line of the usual width for data.
     *
     * @param color {@code #rrggbb}
     */
    public static Stroke solid(String color) {
        return new Stroke(color, 1.8, 0);
    }

    /**
     * A dashed line of the usual width for data.
     *
     * @param color {@code #rrggbb}
     */
    public static Stroke dashed(String color) {
        return new Stroke(color, 1.8, 5);
    }

    /**
     * A fine dashed line, for what data is compared with.
     *
     * @param color {@code #rrggbb}
     */
    public static Stroke guide(String color) {
        return new Stroke(color, 1.1, 3);
    }
}
