package dev.kedge.lab.internal.chart;

import dev.kedge.lab.internal.chart.Canvas.Anchor;
import dev.kedge.lab.internal.chart.Canvas.TextStyle;
import dev.kedge.lab.internal.chart.Scale.Tick;
import java.util.List;

/**
 * One chart of a figure.
 *
 * @param title above it: what y is, with its unit
 * @param across what x is, with its unit
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series drawn in this order
 */
public record Panel(String title, String across, Scale x, Scale y, List<Series> series) {

    /** Room for the title. */
    static final double TOP = 26;

    /** Room for the numbers on the left. */
    static final double LEFT = 46;

    /** Room for the numbers and the name of x below. */
    static final double BOTTOM = 38;

    private static final TextStyle TITLE = new TextStyle(11.5, true, Palette.INK, Anchor.START);
    private static final TextStyle ACROSS = new TextStyle(10.5, false, Palette.SOFT, Anchor.MIDDLE);
    private static final TextStyle BESIDE = new TextStyle(10, false, Palette.SOFT, Anchor.END);
    private static final TextStyle BELOW = new TextStyle(10, false, Palette.SOFT, Anchor.MIDDLE);
    private static final Stroke GRID = new Stroke(Palette.GRID, 1, 0);
    private static final Stroke AXIS = new Stroke(Palette.GUIDE, 1, 0);
    private static final double BAND_OPACITY = 0.16;

    /** The radius of a marked point. */
    static final double DOT = 2.6;

    /** Keeps its own copy. */
    public Panel {
        series = List.copyOf(series);
    }

    /** Draws the chart with its upper left corner, title and numbers included, at a place. */
    void draw(Canvas canvas, double left, double top, double width, double height) {
        Frame frame = new Frame(left + LEFT, top + TOP, width - LEFT, height - TOP - BOTTOM);
        canvas.text(left + LEFT, top + 16, title, TITLE);
        for (Tick tick : y.ticks()) {
            double at = frame.y(tick.value());
            canvas.line(frame.left, at, frame.left + frame.width, at, GRID);
            canvas.text(frame.left - 6, at + 3.5, tick.label(), BESIDE);
        }
        double bottom = frame.top + frame.height;
        for (Tick tick : x.ticks()) {
            double at = frame.x(tick.value());
            canvas.line(at, frame.top, at, bottom, GRID);
            canvas.text(at, bottom + 14, tick.label(), BELOW);
        }
        canvas.line(frame.left, bottom, frame.left + frame.width, bottom, AXIS);
        canvas.text(frame.left + frame.width / 2, bottom + 29, across, ACROSS);
        canvas.within(frame.left, frame.top - 1, frame.width, frame.height + 2, () -> {
            series.forEach(one -> band(canvas, frame, one));
            series.forEach(one -> line(canvas, frame, one));
        });
    }

    private static void band(Canvas canvas, Frame frame, Series series) {
        int points = series.low().length;
        if (points == 0) {
            return;
        }
        double[] xs = new double[2 * points];
        double[] ys = new double[2 * points];
        for (int i = 0; i < points; i++) {
            xs[i] = frame.x(series.xs()[i]);
            ys[i] = frame.y(series.high()[i]);
            xs[2 * points - 1 - i] = xs[i];
            ys[2 * points - 1 - i] = frame.y(series.low()[i]);
        }
        canvas.area(xs, ys, series.stroke().color(), BAND_OPACITY);
    }

    private static void line(Canvas canvas, Frame frame, Series series) {
        int start = 0;
        for (int i = 0; i <= series.xs().length; i++) {
            boolean interrupted = i == series.xs().length || !Double.isFinite(series.ys()[i]);
            if (interrupted) {
                piece(canvas, frame, series, start, i);
                start = i + 1;
            }
        }
    }

    private static void piece(Canvas canvas, Frame frame, Series series, int from, int to) {
        if (to <= from) {
            return;
        }
        double[] xs = new double[to - from];
        double[] ys = new double[to - from];
        for (int i = from; i < to; i++) {
            xs[i - from] = frame.x(series.xs()[i]);
            ys[i - from] = frame.y(series.ys()[i]);
            if (series.dots()) {
                canvas.dot(xs[i - from], ys[i - from], DOT, series.stroke().color());
            }
        }
        if (xs.length > 1) {
            canvas.line(xs, ys, series.stroke());
        }
    }

    /** The rectangle between the axes. */
    private final class Frame {

        /** Numbers far outside are drawn just outside: renderers stumble over huge coordinates. */
        private static final double OUTSIDE = 3;

        private final double left;
        private final double top;
        private final double width;
        private final double height;

        Frame(double left, double top, double width, double height) {
            this.left = left;
            this.top = top;
            this.width = width;
            this.height = height;
        }

        double x(double value) {
            return left + width * bounded(x.position(value));
        }

        double y(double value) {
            return top + height * (1 - bounded(y.position(value)));
        }

        private static double bounded(double position) {
            return Math.min(Math.max(position, -OUTSIDE), OUTSIDE);
        }
    }
}
