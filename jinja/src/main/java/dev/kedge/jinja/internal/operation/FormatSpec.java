package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.CodePoints;
import dev.kedge.jinja.internal.text.FloatText;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part after the colon in {@code '{:>8.3f}'.format(x)}:
 * {@code [[fill]align][sign][#][0][width][,][.precision][type]}.
 */
public final class FormatSpec {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?z?(?<alternate>#)?(?<zero>0)?(?<width>\\d{1,9})?"
                    + "(?<grouping>[,_])?(?:\\.(?<precision>\\d{1,9}))?(?<type>[a-zA-Z%])?",
            Pattern.DOTALL);

    private final String spec;
    private final Matcher parts;

    private FormatSpec(String spec) {
        this.spec = spec;
        this.parts = SYNTAX.matcher(spec);
    }

    /**
     * Formats a value.
     *
     * @param value what to format
     * @param spec what stands after the colon; may be empty
     * @param budget pays
     * @return {@code format(value, spec)}
     */
    public static String format(Value value, String spec, Budget budget) {
        if (spec.isEmpty()) {
            return value.string(budget);
        }
        boolean known = value instanceof Text || Equality.isNumber(value);
        if (!known) {
            throw new Fault("unsupported format string passed to " + value.typeName() + ".__format__");
        }
        FormatSpec format = new FormatSpec(spec);
        if (!format.parts.matches()) {
            throw new Fault("Invalid format specifier");
        }
        return format.apply(value, budget);
    }

    private String apply(Value value, Budget budget) {
        String type = group("type", "");
        if (value instanceof Text text) {
            return text(text.chars(), type, budget);
        }
        if (value instanceof Real || (!type.isEmpty() && "eEfFgG%".contains(type))) {
            return real(Numbers.toDouble(value), type, budget);
        }
        return integer(Numbers.integer(value), type, budget);
    }

    private String text(String chars, String type, Budget budget) {
        if (!type.isEmpty() && !type.equals("s")) {
            throw unknown(type, "str");
        }
        if (parts.group("grouping") != null) {
            throw new Fault("Cannot specify '" + parts.group("grouping") + "' with 's'.");
        }
        if (parts.group("sign") != null) {
            throw new Fault("Sign not allowed in string format specifier");
        }
        if (group("align", "").equals("=")) {
            throw new Fault("'=' alignment not allowed in string format specifier");
        }
        int precision = number("precision", Integer.MAX_VALUE);
        String cut = CodePoints.count(chars) > precision ? CodePoints.part(chars, 0, precision) : chars;
        return padded("", cut, "<", budget);
    }

    private String integer(BigInteger value, String type, Budget budget) {
        if (parts.group("precision") != null) {
            throw new Fault("Precision not allowed in integer format specifier");
        }
        int radix = switch (type) {
            case "", "d", "n" -> 10;
            case "b" -> 2;
            case "o" -> 8;
            case "x", "X" -> 16;
            case "c" -> 0;
            default -> throw unknown(type, "int");
        };
        if (radix == 0) {
            return padded("", character(value), "<", budget);
        }
        String digits = value.abs().toString(radix);
        String prefix = parts.group("alternate") == null || radix == 10 ? "" : "0" + type;
        String number = type.equals("X") ? digits.toUpperCase(Locale.ROOT) : digits;
        return number(sign(value.signum() < 0) + prefix, number, radix == 10 ? 3 : 4, budget);
    }

    private String real(double value, String type, Budget budget) {
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        double magnitude = Math.abs(value);
        int precision = number("precision", -1);
        boolean alternate = parts.group("alternate") != null;
        String digits = switch (type) {
            case "" -> {
                String shortest = value == 0 ? "0.0" : FloatText.repr(magnitude);
                yield precision < 0 ? shortest : NumberFormat.plain(magnitude, precision);
            }
            case "e", "E", "f", "F", "g", "G" -> NumberFormat.digits(magnitude, type.charAt(0), precision, alternate);
            case "n" -> NumberFormat.digits(magnitude, 'g', precision, alternate);
            case "%" -> NumberFormat.digits(magnitude * 100, 'f', precision, alternate) + "%";
            default -> throw unknown(type, "float");
        };
        return number(sign(negative), digits, 3, budget);
    }

    /** Digits with their groups, zeros and sign. */
    private String number(String sign, String digits, int groupSize, Budget budget) {
        int wholeLength = 0;
        while (wholeLength < digits.length()
                && Character.isLetterOrDigit(digits.charAt(wholeLength))
                && !(groupSize == 3 && Character.isLetter(digits.charAt(wholeLength)))) {
            wholeLength++;
        }
        String whole = digits.substring(0, wholeLength);
        String rest = digits.substring(wholeLength);
        String separator = group("grouping", "");
        boolean zeros = parts.group("zero") != null && parts.group("align") == null;
        if (zeros) {
            int room = Math.max(0, number("width", 0) - sign.length() - rest.length());
            budget.make(room);
            int missing = room - grouped(whole, separator, groupSize).length();
            while (missing > 0) {
                whole = "0".repeat(separator.isEmpty() ? missing : 1) + whole;
                missing = room - grouped(whole, separator, groupSize).length();
            }
        }
        return padded(sign, grouped(whole, separator, groupSize) + rest, zeros ? "=" : ">", budget);
    }

    private static String grouped(String whole, String separator, int size) {
        if (separator.isEmpty()) {
            return whole;
        }
        StringBuilder grouped = new StringBuilder(whole);
        for (int at = whole.length() - size; at > 0; at -= size) {
            grouped.insert(at, separator);
        }
        return grouped.toString();
    }

    private String padded(String sign, String body, String usual, Budget budget) {
        long missing = (long) number("width", 0) - CodePoints.count(sign) - CodePoints.count(body);
        if (missing <= 0) {
            return sign + body;
        }
        budget.make(2 * missing);
        String fill = group("fill", parts.group("zero") == null ? " " : "0");
        return switch (group("align", usual)) {
            case "<" -> sign + body + fill.repeat((int) missing);
            case ">" -> fill.repeat((int) missing) + sign + body;
            case "^" -> fill.repeat((int) missing / 2) + sign + body + fill.repeat((int) (missing + 1) / 2);
            default -> sign + fill.repeat((int) missing) + body;
        };
    }

    private String sign(boolean negative) {
        String wish = group("sign", "-");
        return negative ? "-" : wish.equals("-") ? "" : wish;
    }

    /** A character by its number. */
    static String character(BigInteger codePoint) {
        boolean fits = codePoint.signum() >= 0
                && codePoint.bitLength() < 31
                && codePoint.intValue() <= Character.MAX_CODE_POINT;
        if (!fits) {
            throw new Fault("a character must be in range(0x110000)");
        }
        return Character.toString(codePoint.intValue());
    }

    private String group(String name, String absent) {
        String group = parts.group(name);
        return group == null ? absent : group;
    }

    private int number(String name, int absent) {
        String group = parts.group(name);
        return group == null ? absent : Integer.parseInt(group);
    }

    private static Fault unknown(String type, String typeName) {
        return new Fault("Unknown format code '" + type + "' for object of type '" + typeName + "'");
    }

    @Override
    public String toString() {
        return spec;
    }
}
