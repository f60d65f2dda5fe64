package dev.kedge.lab;

import dev.kedge.lab.internal.chart.Figure;
import java.awt.image.BufferedImage;
import java.util.List;

/** A figure of a study, drawn as often as it is asked for. */
public final class Drawing {

    private final Figure figure;

    private Drawing(Figure figure) {
        this.figure = figure;
    }

    static List<Drawing> of(List<Figure> figures) {
        return figures.stream().map(Drawing::new).toList();
    }

    /**
     * The stem of its files.
     *
     * @return in kebab-case
     */
    public String name() {
        return figure.name();
    }

    /**
     * The figure as a vector drawing.
     *
     * @return a whole SVG document
     */
    public String svg() {
        return figure.svg();
    }

    /** The figure in pixels. */
    public BufferedImage image() {
        return figure.image();
    }
}
