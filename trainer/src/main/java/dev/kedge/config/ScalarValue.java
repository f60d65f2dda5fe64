package dev.kedge.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A written scalar as the type that a record component asks for, without guessing. */
final class ScalarValue {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}) ?(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private ScalarValue() {}

    static Object bind(Class<?> type, Node written, String path) {
        if (type.isEnum()) {
            return constant(type, written, path);
        }
        if (type == String.class) {
            return text(written, path);
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(written, path);
        }
        if (type == int.class || type == Integer.class) {
            return (int) whole(written, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(written, path, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return number(written, path);
        }
        if (type == float.class || type == Float.class) {
            return (float) number(written, path);
        }
        if (type == Duration.class) {
            return duration(written, path);
        }
        if (type == Path.class) {
            return file(written, path);
        }
        throw new IllegalStateException(type.getName() + " cannot be read from a recipe (" + path + ")");
    }

    private static String text(Node written, String path) {
        if (written instanceof Node.Scalar scalar) {
            if (scalar.value() instanceof Double) {
                throw new ConfigException(
                        path,
                        "must be text, got the number " + scalar.text() + " (quote it: \"" + scalar.text() + "\")");
            }
            return scalar.text();
        }
        throw wrong(path, "text", written);
    }

    private static boolean truth(Node written, String path) {
        if (written instanceof Node.Scalar scalar && scalar.value() instanceof Boolean truth) {
            return truth;
        }
        throw wrong(path, "true or false", written);
    }

    private static long whole(Node written, String path, long smallest, long largest) {
        if (written instanceof Node.Scalar scalar && scalar.value() instanceof Long number) {
            if (number < smallest || number > largest) {
                throw wrong(path, "between " + smallest + " and " + largest, written);
            }
            return number;
        }
        throw wrong(path, "a whole number", written);
    }

    private static double number(Node written, String path) {
        if (written instanceof Node.Scalar scalar) {
            if (scalar.value() instanceof Double number) {
                return number;
            }
            if (scalar.value() instanceof Long number) {
                return number.doubleValue();
            }
        }
        throw wrong(path, "a number", written);
    }

    private static Object constant(Class<?> type, Node written, String path) {
        List<Enum<?>> constants = Stream.of(type.getEnumConstants())
                .<Enum<?>>map(constant -> (Enum<?>) constant)
                .toList();
        if (written instanceof Node.Scalar scalar) {
            for (Enum<?> constant : constants) {
                if (folded(constant.name()).equals(folded(scalar.text()))) {
                    return constant;
                }
            }
        }
        List<String> names = constants.stream().map(PlainValue::enumText).toList();
        String near = written instanceof Node.Scalar scalar ? NearestName.question(scalar.text(), names) : "";
        throw new ConfigException(
                path, "must be one of " + RecordComponents.listed(names) + ", got " + written.description() + near);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static Duration duration(Node written, String path) {
        if (written instanceof Node.Scalar scalar) {
            Matcher amount = AMOUNT.matcher(scalar.text());
            try {
                if (amount.matches()) {
                    Duration unit = UNITS.getOrDefault(amount.group(2), Duration.ZERO);
                    return unit.multipliedBy(Long.parseLong(amount.group(1)));
                }
                return Duration.parse(scalar.text());
            } catch (DateTimeException | ArithmeticException e) {
                throw wrong(path, "a duration such as 5s, 500ms, 2m or PT5S", written);
            }
        }
        throw wrong(path, "a duration such as 5s, 500ms, 2m or PT5S", written);
    }

    private static Path file(Node written, String path) {
        try {
            return Path.of(text(written, path));
        } catch (InvalidPathException e) {
            throw wrong(path, "a file name", written);
        }
    }

    private static ConfigException wrong(String path, String allowed, Node written) {
        return new ConfigException(path, "must be " + allowed + ", got " + written.description());
    }
}
