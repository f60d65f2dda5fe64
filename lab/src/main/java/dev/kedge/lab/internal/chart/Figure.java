package dev.kedge.lab.internal.chart;

import dev.kedge.lab.internal.chart.Canvas.Anchor;
import dev.kedge.lab.internal.chart.Canvas.TextStyle;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Charts in a grid, under a title and one legend for all.
 *
 * @param name of its files, in kebab-case
 * @param title what it shows
 * @param note how it was made, in a line
 * @param columns of the grid
 * @param headings above the columns; one each, or none
 * @param panels row by row
 */
public record Figure(String name, String title, String note, int columns, List<String> headings, List<Panel> panels) {

    private static final double MARGIN = 18;
    private static final double PANEL_WIDTH = 268;
    private static final double PANEL_HEIGHT = 222;
    private static final double GAP = 14;
    private static final double HEAD = 48;
    private static final double LEGEND_ROW = 20;
    private static final double HEADING_ROW = 22;
    private static final double KEY = 22;

    /** About the width of a letter, for placing the entries of the legend. */
    private static final double LETTER = 6.3;

    private static final TextStyle TITLE = new TextStyle(15, true, Palette.INK, Anchor.START);
    private static final TextStyle NOTE = new TextStyle(11, false, Palette.SOFT, Anchor.START);
    private static final TextStyle HEADING = new TextStyle(13, true, Palette.BLUE, Anchor.START);
    private static final TextStyle ENTRY = new TextStyle(11, false, Palette.INK, Anchor.START);

    /** Keeps its own copy. */
    public Figure {
        if (columns < 1 || panels.isEmpty()) {
            throw new IllegalArgumentException("a figure must have at least one column and one panel");
        }
        if (!headings.isEmpty() && headings.size() != columns) {
            throw new IllegalArgumentException(
                    "a figure of " + columns + " columns must have as many headings, got " + headings);
        }
        headings = List.copyOf(headings);
        panels = List.copyOf(panels);
    }

    /**
     * The figure as SVG.
     *
     * @return a document; its bytes depend on the numbers alone
     */
    public String svg() {
        SvgCanvas canvas = new SvgCanvas(width(), height());
        draw(canvas);
        return canvas.document();
    }

    /** The figure as an image, two pixels to one of the SVG. */
    public BufferedImage image() {
        try (PixelCanvas canvas = new PixelCanvas(width(), height())) {
            draw(canvas);
            return canvas.image();
        }
    }

    private double width() {
        return 2 * MARGIN + columns * PANEL_WIDTH + (columns - 1) * GAP;
    }

    private double height() {
        int rows = (panels.size() + columns - 1) / columns;
        return 2 * MARGIN + HEAD + legendRows() * LEGEND_ROW + headingRow() + rows * PANEL_HEIGHT;
    }

    private double headingRow() {
        return headings.isEmpty() ? 0 : HEADING_ROW;
    }

    private int legendRows() {
        return legend().isEmpty()
                ? 0
                : 1 + legend().values().stream().mapToInt(Entry::row).max().orElse(0);
    }

    private void draw(Canvas canvas) {
        canvas.text(MARGIN, MARGIN + 14, title, TITLE);
        canvas.text(MARGIN, MARGIN + 32, note, NOTE);
        legend().forEach((label, entry) -> {
            double middle = MARGIN + HEAD + entry.row * LEGEND_ROW + 6;
            canvas.line(entry.left, middle, entry.left + KEY, middle, entry.stroke);
            if (entry.dots) {
                canvas.dot(entry.left + KEY / 2, middle, Panel.DOT, entry.stroke.color());
            }
            canvas.text(entry.left + KEY + 6, middle + 4, label, ENTRY);
        });
        double top = MARGIN + HEAD + legendRows() * LEGEND_ROW + headingRow();
        for (int column = 0; column < headings.size(); column++) {
            double left = MARGIN + column * (PANEL_WIDTH + GAP) + Panel.LEFT;
            canvas.text(left, top - 2, headings.get(column), HEADING);
        }
        for (int i = 0; i < panels.size(); i++) {
            int column = i % columns;
            int row = i / columns;
            double left = MARGIN + column * (PANEL_WIDTH + GAP);
            panels.get(i).draw(canvas, left, top + row * PANEL_HEIGHT, PANEL_WIDTH, PANEL_HEIGHT);
        }
    }

    /** An entry of the legend and its place. */
    private record Entry(Stroke stroke, boolean dots, double left, int row) {}

    private Map<String, Entry> legend() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        double left = MARGIN;
        int row = 0;
        for (Panel panel : panels) {
            for (Series series : panel.series()) {
                if (series.label().isEmpty() || entries.containsKey(series.label())) {
                    continue;
                }
                double width = KEY + 6 + LETTER * series.label().length() + 20;
                if (left > MARGIN && left + width > width() - MARGIN) {
                    left = MARGIN;
                    row++;
                }
                entries.put(series.label(), new Entry(series.stroke(), series.dots(), left, row));
                left += width;
            }
        }
        return entries;
    }
}
