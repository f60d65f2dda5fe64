package dev.kedge.lab.internal.chart;

import java.util.Locale;

/** A canvas that writes SVG, coordinates to a tenth of a pixel. */
final class SvgCanvas implements Canvas {

    private final double width;
    private final double height;
    private final StringBuilder body = new StringBuilder();
    private int clips;

    SvgCanvas(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** The whole document. */
    String document() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" \
                font-family="DejaVu Sans, Verdana, Helvetica, Arial, sans-serif">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s</svg>
                """.formatted(number(width), number(height), number(width), number(height), body);
    }

    @Override
    public void line(double[] xs, double[] ys, Stroke stroke) {
        if (stroke.width() == 0) {
            return;
        }
        String dash = stroke.dash() == 0
                ? ""
                : " stroke-dasharray=\"" + number(stroke.dash()) + " " + number(stroke.dash() * 0.7) + "\"";
        element(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>",
                points(xs, ys), stroke.color(), number(stroke.width()), dash);
    }

    @Override
    public void area(double[] xs, double[] ys, String color, double opacity) {
        element("<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"%s\"/>", points(xs, ys), color, opacity);
    }

    @Override
    public void dot(double x, double y, double radius, String color) {
        element("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>", number(x), number(y), number(radius), color);
    }

    @Override
    public void text(double x, double y, String text, TextStyle style) {
        element(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s fill=\"%s\" text-anchor=\"%s\">%s</text>",
                number(x),
                number(y),
                number(style.size()),
                style.bold() ? " font-weight=\"bold\"" : "",
                style.color(),
                style.anchor().name().toLowerCase(Locale.ROOT),
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @Override
    public void within(double x, double y, double width, double height, Runnable drawing) {
        String id = "within" + clips++;
        element(
                "<clipPath id=\"%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>",
                id, number(x), number(y), number(width), number(height));
        element("<g clip-path=\"url(#%s)\">", id);
        drawing.run();
        element("</g>");
    }

    private void element(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String points(double[] xs, double[] ys) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        return points.toString();
    }

    /** To a tenth, without a decimal point where there is none to write. */
    private static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long whole = Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        return sign + whole + (rest == 0 ? "" : "." + rest);
    }
}
