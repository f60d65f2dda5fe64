package dev.kedge.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table at the end of a run: what it was before, what it is after, one quantity per row, columns aligned.
 *
 * <pre>
 *                             before    after
 * held-out accuracy, greedy    24.5%    98.0%
 * completion length             27.1     26.4
 * </pre>
 */
public final class SummaryTable {

    private record Row(String label, String before, String after) {}

    private final List<Row> rows = new ArrayList<>(List.of(new Row("", "before", "after")));

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
     * Adds a row of shares.
     *
     * @param label what it is
     * @param before share at the start, 0 to 1
     * @param after share at the end, 0 to 1
     * @return this table
     */
    public SummaryTable share(String label, double before, double after) {
        return row(label, percent(before), percent(after));
    }

    /**
     * Adds a row of numbers.
     *
     * @param label what it is
     * @param before value at the start
     * @param after value at the end
     * @param decimals digits after the point
     * @return this table
     */
    public SummaryTable number(String label, double before, double after, int decimals) {
        return row(label, fixed(before, decimals), fixed(after, decimals));
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

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : fixed(100 * share, 1) + "%";
    }

    private static String fixed(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
