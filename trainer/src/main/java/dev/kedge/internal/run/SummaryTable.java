package dev.kedge.internal.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The table at the end of a run: what it was before, what it is after, one quantity per row, columns aligned.
 *
 * <pre>
 *                            before    after
 * held-out greedy accuracy    24.5%    98.0%
 * completion length            27.1     26.4
 * </pre>
 */
public final class SummaryTable {

    private record Row(String label, String before, String after) {}

    private final List<Row> rows = new ArrayList<>(List.of(new Row("", "before", "after")));

    /**
     * The table of a run: what it changed, and how long it took if it is finished.
     *
     * @param lines its metrics
     * @return a table to which rows can be added
     */
    public static SummaryTable of(List<MetricsLine> lines) {
        SummaryTable table = new SummaryTable();
        BeforeAfter.of(lines).forEach(row -> table.row(row.label(), row.beforeText(), row.afterText()));
        lines.stream()
                .filter(line -> line.phase() == Phase.SUMMARY)
                .map(line -> line.value("time/total_seconds"))
                .filter(Double::isFinite)
                .forEach(seconds -> table.row("total time", "", Durations.text(seconds)));
        return table;
    }

    /**
     * Adds a row.
     *
     * @param label what it is
     * @param before its value at the start, as text; empty if unknown
     * @param after its value at the end, as text
     * @return this table
     */
    public SummaryTable row(String label, String before, String after) {
        rows.add(new Row(label, before, after));
        return this;
    }

    /**
     * Prints the table.
     *
     * @param out where to
     */
    public void print(PrintStream out) {
        out.print(this);
        out.flush();
    }

    @Override
    public String toString() {
        int labelWidth =
                rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
        int beforeWidth =
                rows.stream().mapToInt(row -> row.before().length()).max().orElse(0);
        int afterWidth =
                rows.stream().mapToInt(row -> row.after().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.label()).append(" ".repeat(labelWidth - row.label().length() + 4));
            text.append(" ".repeat(beforeWidth - row.before().length())).append(row.before());
            text.append(" ".repeat(afterWidth - row.after().length() + 4)).append(row.after());
            text.append('\n');
        }
        return text.toString();
    }
}
