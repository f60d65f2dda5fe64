package dev.kedge.math.internal.unit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The reader of written units: names with powers, beside each other or with {@code /}, {@code *}, "per", "square" and
 * the like between them, in brackets or not. {@code J/(mol K)}, {@code kg m s^-2}, {@code miles per hour},
 * {@code square feet}.
 *
 * <p>Words of running text may follow.
 */
public final class UnitExpression {

    private static final int MAX_LENGTH = 80;
    private static final int MAX_DEPTH = 4;
    private static final Map<String, Integer> BEFORE =
            Map.of("square", 2, "sq", 2, "sq.", 2, "cubic", 3, "cu", 3, "cu.", 3);
    private static final Map<String, Integer> BEHIND = Map.of("squared", 2, "cubed", 3);

    private final String text;
    private int position;
    private int depth;

    private UnitExpression(String text) {
        this.text = text;
    }

    /**
     * A unit at the beginning of a text.
     *
     * @param unit what it measures
     * @param end where it ends
     */
    public record Read(Unit unit, int end) {}

    /**
     * Whether a word is the name of a unit, or stands before one.
     *
     * @param word letters
     * @return true for {@code cm}, {@code hours}, {@code square}
     */
    public static boolean isName(String word) {
        return UnitTable.named(word).isPresent() || BEFORE.containsKey(word.toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a text that is a unit and nothing else.
     *
     * @param written the text
     * @return the unit; empty if some of it is unknown
     */
    public static Optional<Unit> whole(String written) {
        return beginning(written)
                .filter(read -> read.end() == written.strip().length())
                .map(Read::unit);
    }

    /**
     * Reads the longest beginning of a text that is a unit.
     *
     * @param written a text
     * @return the unit and where it ends in the text without space around it; empty if it begins with none
     */
    public static Optional<Read> beginning(String written) {
        String text = written.strip();
        UnitExpression expression = new UnitExpression(text.substring(0, Math.min(text.length(), MAX_LENGTH)));
        Optional<Unit> unit = expression.product();
        return unit.map(found -> new Read(found, expression.position));
    }

    private Optional<Unit> product() {
        Optional<Unit> first = power();
        if (first.isEmpty()) {
            return first;
        }
        Unit product = first.get();
        while (true) {
            int before = position;
            boolean divides = divides();
            if (!divides) {
                skip(" *·⋅-");
            }
            Optional<Unit> next = before == position ? Optional.empty() : power();
            if (next.isEmpty()) {
                position = before;
                return Optional.of(product);
            }
            product = divides ? product.dividedBy(next.get()) : product.times(next.get());
        }
    }

    private boolean divides() {
        skip(" ");
        if (text.startsWith("/", position)) {
            position++;
            skip(" ");
            return true;
        }
        if (text.startsWith("per ", position)) {
            position += 4;
            skip(" ");
            return true;
        }
        return false;
    }

    private Optional<Unit> power() {
        if (text.startsWith("(", position) && depth < MAX_DEPTH) {
            int before = position;
            position++;
            depth++;
            skip(" ");
            Optional<Unit> inside = product();
            depth--;
            skip(" ");
            if (inside.isEmpty() || !text.startsWith(")", position)) {
                position = before;
                return Optional.empty();
            }
            position++;
            return inside.flatMap(unit -> unit.power(exponent()));
        }
        int before = position;
        String name = name();
        Integer square = BEFORE.get(name.toLowerCase(Locale.ROOT));
        if (square != null) {
            skip(" .");
            Optional<Unit> unit = UnitTable.named(name());
            if (unit.isEmpty()) {
                position = before;
                return Optional.empty();
            }
            return unit.flatMap(found -> found.power(square));
        }
        Optional<Unit> unit = UnitTable.named(name);
        if (unit.isEmpty()) {
            position = before;
            return Optional.empty();
        }
        return unit.flatMap(found -> found.power(exponent()));
    }

    private String name() {
        int start = position;
        while (position < text.length()
                && (Character.isLetter(text.charAt(position)) || "°¢₹₽¥℃℉".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        return text.substring(start, position);
    }

    /** The power behind a name: {@code ^2}, {@code ^-1}, {@code 2}, "squared". */
    private int exponent() {
        int before = position;
        boolean raised = text.startsWith("^", position);
        if (raised) {
            position++;
            skip("{ ");
        }
        boolean negative = raised && text.startsWith("-", position);
        if (negative) {
            position++;
        }
        if (position < text.length() && text.charAt(position) >= '1' && text.charAt(position) <= '9') {
            int power = text.charAt(position) - '0';
            position++;
            skip(raised ? "}" : "");
            boolean last = position >= text.length() || !Character.isLetterOrDigit(text.charAt(position));
            if (last) {
                return negative ? -power : power;
            }
        }
        position = before;
        skip(" ");
        Integer power = BEHIND.get(name());
        if (power == null) {
            position = before;
            return 1;
        }
        return power;
    }

    private void skip(String characters) {
        while (position < text.length() && characters.indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }
}
