package dev.kedge.lab.internal.chart;

/**
 * Colors that stay apart for color-blind readers and in print: Okabe and Ito 2008, with the yellow left out, which is
 * too faint for lines on white.
 */
public final class Palette {

    /** Text. */
    public static final String INK = "#1b2430";

    /** Secondary text. */
    public static final String SOFT = "#5b6776";

    /** Grid lines. */
    public static final String GRID = "#e6e9ee";

    /** What data is compared with. */
    public static final String GUIDE = "#8a94a3";

    /** First series. */
    public static final String BLUE = "#0072b2";

    /** Second series. */
    public static final String VERMILION = "#d55e00";

    /** Third series. */
    public static final String GREEN = "#009e73";

    /** Fourth series. */
    public static final String PURPLE = "#cc79a7";

    /** Fifth series. */
    public static final String AMBER = "#e69f00";

    /** Sixth series. */
    public static final String SKY = "#56b4e9";

    private Palette() {}
}
