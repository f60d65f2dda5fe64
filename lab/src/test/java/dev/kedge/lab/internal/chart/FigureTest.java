package dev.kedge.lab.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureTest {

    private static final double[] XS = {0, 1, 2, 3};

    private static Series series(String label, double... ys) {
        return Series.line(label, Stroke.solid(Palette.BLUE), XS, ys);
    }

    private static Panel panel(Series... series) {
        return new Panel("y < 2 & more", "x", Scale.linear(0, 3), Scale.linear(0, 2), List.of(series));
    }

    private static Figure figure(Panel... panels) {
        return new Figure("name", "title", "note", 2, List.of("left", "right"), List.of(panels));
    }

    private static Element parsed(Figure figure) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8)));
        return document.getDocumentElement();
    }

    @Test
    void theSvgIsWellFormedAndHoldsEveryText() throws Exception {
        Element svg = parsed(figure(panel(series("a", 0, 1, 2, 1)), panel(series("b", 1, 1, 1, 1))));
        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(texts(svg)).contains("title", "note", "left", "right", "a", "b", "y < 2 & more", "x", "0.5");
    }

    @Test
    void aLabelHasOneEntryInTheLegendAndAnEmptyOneNone() throws Exception {
        Element svg = parsed(figure(panel(series("a", 0, 1, 2, 1), series("", 1, 2, 0, 0)), panel(series("a", XS))));
        assertThat(texts(svg)).filteredOn("a"::equals).hasSize(1);
        assertThat(texts(svg)).doesNotContain("");
    }

    @Test
    void aMissingNumberInterruptsTheLine() {
        String whole = figure(panel(series("a", 0, 1, 2, 1))).svg();
        String broken = figure(panel(series("a", 0, 1, Double.NaN, 1))).svg();
        // The last point stands alone: no line. Nothing that is no number reaches the file.
        assertThat(lines(whole)).isEqualTo(lines(broken));
        assertThat(broken).doesNotContain("NaN").doesNotContain("Infinity");
        String twoPieces = figure(panel(
                        Series.line("a", Stroke.solid(Palette.BLUE), new double[] {0, 0.5, 1, 2, 3}, new double[] {
                            0, 1, Double.NaN, 1, 2
                        })))
                .svg();
        assertThat(lines(twoPieces)).isEqualTo(lines(whole) + 1);
    }

    @Test
    void whatIsFarOutsideIsDrawnJustOutside() {
        String svg = figure(panel(series("a", 1, 1e30, Double.POSITIVE_INFINITY, 1)
                        .band(new double[4], new double[] {1, 1, Double.POSITIVE_INFINITY, 1})))
                .svg();
        Set<String> long9 = new HashSet<>(List.of(svg.split("[ ,\"]")));
        long9.removeIf(word -> !word.matches("-?[0-9.]+") || word.length() < 7);
        assertThat(long9).isEmpty();
    }

    @Test
    void theImageHasTwoPixelsToOneOfTheSvg() throws Exception {
        Figure figure = figure(panel(series("a", 0, 1, 2, 1)));
        Element svg = parsed(figure);
        BufferedImage image = figure.image();
        assertThat(image.getWidth()).isEqualTo(2 * Integer.parseInt(svg.getAttribute("width")));
        assertThat(image.getHeight()).isEqualTo(2 * Integer.parseInt(svg.getAttribute("height")));
        Set<Integer> colors = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colors.add(image.getRGB(x, y) & 0xffffff);
            }
        }
        assertThat(colors).contains(0xffffff, Integer.decode(Palette.BLUE));
    }

    @Test
    void wrongNumbersOfThingsAreRefused() {
        assertThatThrownBy(() -> series("a", 1, 2))
                .hasMessageContaining("as many ys as xs")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> new Figure("n", "t", "", 2, List.of("one"), List.of(panel())))
                .hasMessageContaining("as many headings");
    }

    private static List<String> texts(Element svg) {
        NodeList nodes = svg.getElementsByTagName("text");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    private static int lines(String svg) {
        return svg.split("<polyline", -1).length - 1;
    }
}
