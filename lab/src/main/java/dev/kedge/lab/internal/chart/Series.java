package dev.kedge.lab.internal.chart;

/**
 * A line of a chart, with a band around it or without. A number that is not finite interrupts it.
 *
 * @param label its name in the legend; series of one label look alike and have one entry. Empty: no entry
 * @param stroke its look
 * @param xs where
 * @param ys what, as many as {@code xs}
 * @param low lower edge of the band, as many; or none
 * @param high upper edge of the band, as many; or none
 * @param dots whether the points themselves are marked
 */
public record Series(String label, Stroke stroke, double[] xs, double[] ys, double[] low, double[] high, boolean dots) {

    private static final double[] NONE = {};

    /** Checks the lengths. */
    public Series {
        boolean edges = low.length == high.length && (low.length == 0 || low.length == xs.length);
        if (xs.length == 0 || ys.length != xs.length || !edges) {
            throw new IllegalArgumentException("series " + label + " must have as many ys as xs, at least 1, got "
                    + ys.length + " and " + xs.length + ", band " + low.length + " and " + high.length);
        }
    }

    /**
     * A plain line.
     *
     * @param label its name in the legend
     * @param stroke its look
     * @param xs where
     * @param ys what
     */
    public static Series line(String label, Stroke stroke, double[] xs, double[] ys) {
        return new Series(label, stroke, xs, ys, NONE, NONE, false);
    }

    /**
     * The same line with a band.
     *
     * @param lowEdge lower edge
     * @param highEdge upper edge
     */
    public Series band(double[] lowEdge, double[] highEdge) {
        return new Series(label, stroke, xs, ys, lowEdge, highEdge, dots);
    }

    /** The same line with its points marked. */
    public Series dotted() {
        return new Series(label, stroke, xs, ys, low, high, true);
    }
}
