package dev.kedge.lab.internal.chart;

/** Something to draw on. The origin is the upper left corner, y grows downwards, lengths are pixels. */
interface Canvas {

    /** The point of a text that its position means. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * The look of a text.
     *
     * @param size of the font
     * @param bold or regular
     * @param color {@code #rrggbb}
     * @param anchor what its position means
     */
    record TextStyle(double size, boolean bold, String color, Anchor anchor) {}

    /** A line through points. */
    void line(double[] xs, double[] ys, Stroke stroke);

    /** A filled outline. */
    void area(double[] xs, double[] ys, String color, double opacity);

    /** A filled circle. */
    void dot(double x, double y, double radius, String color);

    /** One line of text; y is its baseline. */
    void text(double x, double y, String text, TextStyle style);

    /** Draws something of which only the part within a rectangle is seen. */
    void within(double x, double y, double width, double height, Runnable drawing);

    /** A straight line. */
    default void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        line(new double[] {x1, x2}, new double[] {y1, y2}, stroke);
    }
}
