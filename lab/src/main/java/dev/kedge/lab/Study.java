package dev.kedge.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import tools.jackson.databind.node.ObjectNode;

/**
 * The findings of a study.
 *
 * @param name of the study, and of its file of numbers
 * @param figures each becomes {@code NAME.svg} and {@code NAME.png}
 * @param tables for people
 * @param numbers everything, for programs
 */
public record Study(String name, List<Drawing> figures, List<Table> tables, ObjectNode numbers) {

    /** Keeps its own copies. */
    public Study {
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
    }

    /**
     * Rows of text under headings.
     *
     * @param name in kebab-case
     * @param title what the rows are
     * @param headings one per column
     * @param rows as many cells each
     */
    public record Table(String name, String title, List<String> headings, List<List<String>> rows) {

        /** Checks the rows. */
        public Table {
            for (List<String> row : rows) {
                if (row.size() != headings.size()) {
                    throw new IllegalArgumentException(
                            "table " + name + " must have rows of " + headings.size() + " cells, got " + row);
                }
            }
            headings = List.copyOf(headings);
            rows = List.copyOf(rows);
        }
    }

    /**
     * Writes figures and numbers.
     *
     * @param folder made if it does not exist; files of the same names are replaced
     * @return the files, in the order written
     * @throws IOException if something cannot be written
     */
    public List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        for (Drawing figure : figures) {
            Path svg = folder.resolve(figure.name() + ".svg");
            Files.writeString(svg, figure.svg());
            written.add(svg);
            Path png = folder.resolve(figure.name() + ".png");
            if (!ImageIO.write(figure.image(), "png", png.toFile())) {
                throw new IllegalStateException("this Java cannot write PNG");
            }
            written.add(png);
        }
        Path json = folder.resolve(name + ".json");
        Files.writeString(json, numbers.toPrettyString() + System.lineSeparator());
        written.add(json);
        return written;
    }
}
