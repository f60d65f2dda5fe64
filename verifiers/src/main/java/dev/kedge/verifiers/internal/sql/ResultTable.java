package dev.kedge.verifiers.internal.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query. A cell is NULL, a {@link BigDecimal} (whole numbers and decimals), a {@link Double} (floating
 * point), a {@link Boolean}, or the text of anything else.
 *
 * @param columns names in small letters
 * @param rows each as long as columns
 */
record ResultTable(List<String> columns, List<List<Object>> rows) {

    /** Above this many rows, a bag is compared in sorted order only. */
    private static final int MAX_MATCHED = 2_000;

    /** SQL's NULL, equal to itself only. */
    private enum Null {
        NULL
    }

    /** More rows than are compared. */
    static final class TooManyRowsException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Reads a result.
     *
     * @param result from its beginning
     * @param maxRows how many it may have
     * @throws SQLException if the query fails as it goes on
     * @throws TooManyRowsException if there are more
     */
    static ResultTable read(ResultSet result, int maxRows) throws SQLException, TooManyRowsException {
        int width = result.getMetaData().getColumnCount();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
            columns.add(result.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT));
        }
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            if (rows.size() == maxRows) {
                throw new TooManyRowsException();
            }
            List<Object> row = new ArrayList<>();
            for (int column = 1; column <= width; column++) {
                row.add(cell(result.getObject(column)));
            }
            rows.add(row);
        }
        return new ResultTable(columns, rows);
    }

    private static Object cell(@Nullable Object value) {
        if (value == null) {
            return Null.NULL;
        }
        if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (value instanceof Number whole) {
            return BigDecimal.valueOf(whole.longValue());
        }
        return value instanceof Boolean ? value : value.toString();
    }

    /**
     * Why this is not the expected table.
     *
     * @param expected the other
     * @param ordered whether the order of rows counts
     * @param byName whether columns are matched by their names instead of their places
     * @param tolerance floating point numbers a and b are equal if {@code |a - b| <= tolerance·max(1, |b|)}
     * @return the reason; empty if it is
     */
    String difference(ResultTable expected, boolean ordered, boolean byName, double tolerance) {
        if (columns.size() != expected.columns.size()) {
            return columns.size() + " columns, not " + expected.columns.size();
        }
        if (rows.size() != expected.rows.size()) {
            return rows.size() + " rows, not " + expected.rows.size();
        }
        List<List<Object>> mine = rows;
        if (byName) {
            List<Integer> places =
                    expected.columns.stream().map(columns::indexOf).toList();
            if (places.contains(-1) || places.stream().distinct().count() < places.size()) {
                return "columns " + columns + ", not " + expected.columns;
            }
            mine = rows.stream()
                    .map(row -> places.stream().map(row::get).toList())
                    .toList();
        }
        boolean same = ordered ? equal(mine, expected.rows, tolerance) : sameBag(mine, expected.rows, tolerance);
        return same ? "" : "other values";
    }

    private static boolean equal(List<List<Object>> mine, List<List<Object>> expected, double tolerance) {
        return IntStream.range(0, mine.size()).allMatch(row -> equalRows(mine.get(row), expected.get(row), tolerance));
    }

    private static boolean equalRows(List<Object> mine, List<Object> expected, double tolerance) {
        return IntStream.range(0, mine.size())
                .allMatch(column -> equalCells(mine.get(column), expected.get(column), tolerance));
    }

    /**
     * Whole numbers and decimals are equal if they are the same number. A floating point number has been rounded on its
     * way, so it may differ by the tolerance, but not so far that it would round to another of the exact numbers that
     * are expected.
     */
    private static boolean equalCells(Object mine, Object expected, double tolerance) {
        if (mine instanceof BigDecimal a && expected instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (mine instanceof Number a && expected instanceof Number b) {
            return near(a.doubleValue(), b.doubleValue(), tolerance)
                    && (!(expected instanceof BigDecimal exact) || roundsTo(exact, a.doubleValue()));
        }
        return mine.equals(expected);
    }

    private static boolean near(double a, double b, double tolerance) {
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
    }

    private static boolean roundsTo(BigDecimal exact, double rounded) {
        BigDecimal halfOfLastPlace = BigDecimal.valueOf(5, exact.scale() + 1);
        return Double.isFinite(rounded)
                && new BigDecimal(rounded).subtract(exact).abs().compareTo(halfOfLastPlace) < 0;
    }

    /**
     * Sorted order first; where rounding has sorted rows differently, each row takes the first equal one that is left.
     */
    private static boolean sameBag(List<List<Object>> mine, List<List<Object>> expected, double tolerance) {
        List<List<Object>> left = new ArrayList<>(mine);
        List<List<Object>> sorted = new ArrayList<>(expected);
        left.sort(ORDER);
        sorted.sort(ORDER);
        if (equal(left, sorted, tolerance) || left.size() > MAX_MATCHED) {
            return equal(left, sorted, tolerance);
        }
        for (List<Object> row : sorted) {
            boolean taken = false;
            for (int i = 0; i < left.size() && !taken; i++) {
                if (equalRows(left.get(i), row, tolerance)) {
                    Collections.swap(left, i, left.size() - 1);
                    left.remove(left.size() - 1);
                    taken = true;
                }
            }
            if (!taken) {
                return false;
            }
        }
        return true;
    }

    private static final Comparator<List<Object>> ORDER = ResultTable::compareRows;

    private static int compareRows(List<Object> a, List<Object> b) {
        for (int i = 0; i < a.size(); i++) {
            Object left = a.get(i);
            Object right = b.get(i);
            int order = left instanceof Number x && right instanceof Number y
                    ? compareNumbers(x, y)
                    : left.getClass() == right.getClass()
                            ? left.toString().compareTo(right.toString())
                            : left.getClass()
                                    .getName()
                                    .compareTo(right.getClass().getName());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareNumbers(Number a, Number b) {
        return a instanceof BigDecimal x && b instanceof BigDecimal y
                ? x.compareTo(y)
                : Double.compare(a.doubleValue(), b.doubleValue());
    }
}
