package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.CodePoints;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Range;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code '%s of %5.2f' % (a, b)}, the format of C's printf as Python has it. */
public final class PercentFormat {

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "%(?:\\((?<name>[^()]*)\\))?(?<flags>[-+ #0]*)(?<width>\\d{1,9}|\\*)?"
                    + "(?:\\.(?<precision>\\d{1,9}|\\*)?(?<point>))?[hlL]?(?<type>.)",
            Pattern.DOTALL);

    private final Text format;
    private final Value values;
    private final Budget budget;
    private final Iterator<Value> rest;
    private final TextBuilder out;

    private PercentFormat(Text format, Value values, Budget budget) {
        this.format = format;
        this.values = values;
        this.budget = budget;
        boolean tuple = values instanceof Items items && !items.isList();
        this.rest = tuple ? values.iterator() : List.of(values).iterator();
        this.out = new TextBuilder(budget);
    }

    /**
     * Formats.
     *
     * @param format with placeholders
     * @param values a tuple with one value each, or a single value, or a dict for placeholders with names
     * @param budget pays
     * @return the text; safe if the format is, with values escaped
     */
    public static Text format(Text format, Value values, Budget budget) {
        String text = new PercentFormat(format, values, budget).run();
        return format.isSafe() ? Text.safe(text) : Text.of(text);
    }

    private String run() {
        String pattern = format.chars();
        Matcher placeholder = PLACEHOLDER.matcher(pattern);
        int at = 0;
        boolean named = false;
        for (int next = pattern.indexOf('%'); next >= 0; next = pattern.indexOf('%', at)) {
            out.append(pattern.substring(at, next));
            placeholder.region(next, pattern.length());
            if (!placeholder.lookingAt()) {
                throw new Fault("incomplete format");
            }
            at = placeholder.end();
            named |= placeholder.group("name") != null;
            one(placeholder);
        }
        out.append(pattern.substring(at));
        // Whatever has elements by key could be there for placeholders with names.
        boolean mapping = values instanceof Dict
                || values instanceof Range
                || values instanceof Undefined
                || (values instanceof Items items && items.isList());
        if (rest.hasNext() && !named && !mapping) {
            throw new Fault("not all arguments converted during string formatting");
        }
        return out.toString();
    }

    private void one(Matcher placeholder) {
        String flags = placeholder.group("flags");
        int width = size(placeholder.group("width"), 0);
        boolean left = flags.contains("-") || width < 0;
        int precision = placeholder.group("point") == null ? -1 : size(placeholder.group("precision"), 0);
        char type = placeholder.group("type").charAt(0);
        if (type == '%') {
            out.append("%");
            return;
        }
        if ("sradiuoxXeEfFgGc".indexOf(type) < 0) {
            throw new Fault(String.format(
                    Locale.ROOT,
                    "unsupported format character '%c' (0x%x) at index %d",
                    type,
                    (int) type,
                    placeholder.start("type")));
        }
        Value value =
                Optional.ofNullable(placeholder.group("name")).map(this::named).orElseGet(this::next);
        String body = body(value, type, precision, flags.contains("#"));
        String sign = "";
        boolean number = "srac".indexOf(type) < 0;
        if (number) {
            boolean negative = body.startsWith("-");
            sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
            body = negative ? body.substring(1) : body;
            if ("oxX".indexOf(type) >= 0 && flags.contains("#")) {
                sign += "0" + type;
            }
        }
        pad(sign, body, Math.abs((long) width), left, number && flags.contains("0"));
    }

    private void pad(String sign, String body, long width, boolean left, boolean zeros) {
        long missing = width - CodePoints.count(sign) - CodePoints.count(body);
        if (left) {
            out.append(sign).append(body).append(" ", missing);
        } else if (zeros) {
            out.append(sign).append("0", missing).append(body);
        } else {
            out.append(" ", missing).append(sign).append(body);
        }
    }

    private String body(Value value, char type, int precision, boolean alternate) {
        return switch (type) {
            case 's', 'r', 'a' -> cut(escaped(value, type), precision);
            case 'c' ->
                value instanceof Text text && text.count() == 1
                        ? text.chars()
                        : FormatSpec.character(value.integer()
                                .orElseThrow(() -> new Fault("a character format requires int or char")));
            case 'd', 'i', 'u' -> zeroFilled(decimal(value, type).toString(), precision);
            case 'o' -> zeroFilled(whole(value, type).toString(8), precision);
            case 'x' -> zeroFilled(whole(value, type).toString(16), precision);
            case 'X' -> zeroFilled(whole(value, type).toString(16).toUpperCase(Locale.ROOT), precision);
            default -> real(value, type, precision, alternate);
        };
    }

    private String escaped(Value value, char type) {
        String plain = type == 's' ? value.string(budget) : value.representation(budget);
        boolean safeAlready = type == 's' && value instanceof Text text && text.isSafe();
        return safeAlready ? plain : format.beside(Text.of(plain), budget);
    }

    private static String cut(String text, int precision) {
        return precision >= 0 && CodePoints.count(text) > precision ? CodePoints.part(text, 0, precision) : text;
    }

    private static BigInteger decimal(Value value, char type) {
        if (value instanceof Real real) {
            return Numbers.truncate(real.value()).value();
        }
        return value.integer()
                .orElseThrow(
                        () -> new Fault("%" + type + " format: a real number is required, not " + value.typeName()));
    }

    private static BigInteger whole(Value value, char type) {
        return value.integer()
                .orElseThrow(() -> new Fault("%" + type + " format: an integer is required, not " + value.typeName()));
    }

    private static String real(Value value, char type, int precision, boolean alternate) {
        if (!Equality.isNumber(value)) {
            throw new Fault("must be real number, not " + value.typeName());
        }
        double number = Numbers.toDouble(value);
        boolean negative = number < 0 || (number == 0 && 1 / number < 0);
        return (negative ? "-" : "") + NumberFormat.digits(Math.abs(number), type, precision, alternate);
    }

    private String zeroFilled(String digits, int precision) {
        String sign = digits.startsWith("-") ? "-" : "";
        int missing = precision - digits.length() + sign.length();
        if (missing <= 0) {
            return digits;
        }
        budget.make(missing);
        return sign + "0".repeat(missing) + digits.substring(sign.length());
    }

    private int size(@SuppressWarnings("unused") String written, int absent) {
        if (written == null) {
            return absent;
        }
        if (!written.equals("*")) {
            return Integer.parseInt(written);
        }
        BigInteger size = next().integer().orElseThrow(() -> new Fault("* wants int"));
        if (size.bitLength() > 30) {
            throw new Fault("width too big");
        }
        return size.intValue();
    }

    private Value named(String name) {
        if (!(values instanceof Dict dict)) {
            throw new Fault("format requires a mapping");
        }
        return dict.get(name).orElseThrow(() -> new Fault("'" + name + "'"));
    }

    private Value next() {
        if (!rest.hasNext()) {
            throw new Fault("not enough arguments for format string");
        }
        return rest.next();
    }
}
