package dev.kedge.verifiers.internal.code;

/** The Java source of a main method that prints the result of a call: as text, or as JSON where a value is expected. */
final class ResultPrinter {

    /** The name of the class that has the main method. */
    static final String CLASS = "KedgeCall";

    private static final String SOURCE = """
            public class KedgeCall {
                public static void main(String[] arguments) throws Throwable {
                    Object result = %s;
                    System.out.println(%s(result));
                }

                private static String text(Object result) {
                    String text = java.util.Arrays.deepToString(new Object[] {result});
                    return text.substring(1, text.length() - 1);
                }

                private static String json(Object value) {
                    if (value == null || value instanceof Boolean) {
                        return String.valueOf(value);
                    }
                    if (value instanceof Number number) {
                        return Double.isFinite(number.doubleValue()) || number instanceof java.math.BigInteger
                                        || number instanceof java.math.BigDecimal
                                ? number.toString() : quoted(number.toString());
                    }
                    if (value instanceof java.util.Optional<?> optional) {
                        return json(optional.orElse(null));
                    }
                    if (value instanceof java.util.Map<?, ?> map) {
                        java.util.StringJoiner entries = new java.util.StringJoiner(",", "{", "}");
                        map.forEach((key, part) -> entries.add(quoted(String.valueOf(key)) + ":" + json(part)));
                        return entries.toString();
                    }
                    java.util.StringJoiner parts = new java.util.StringJoiner(",", "[", "]");
                    if (value instanceof Iterable<?> list) {
                        list.forEach(part -> parts.add(json(part)));
                        return parts.toString();
                    }
                    if (value.getClass().isArray()) {
                        for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
                            parts.add(json(java.lang.reflect.Array.get(value, i)));
                        }
                        return parts.toString();
                    }
                    return quoted(value.toString());
                }

                private static String quoted(String text) {
                    StringBuilder quoted = new StringBuilder().append('"');
                    for (char c : text.toCharArray()) {
                        if (c == '"' || c == '\\\\' || c < ' ' || c > '~') {
                            quoted.append(String.format("\\\\u%%04x", (int) c));
                        } else {
                            quoted.append(c);
                        }
                    }
                    return quoted.append('"').toString();
                }
            }
            """;

    private ResultPrinter() {}

    /**
     * The source for a call.
     *
     * @param call a Java expression
     * @param expected what the result is compared with. For a text: arrays as their elements, also within arrays,
     *     anything else as it writes itself. For a value: JSON, with arrays, lists and other collections as lists in
     *     their order, maps as objects, numbers as numbers, anything unknown as its text
     */
    static String of(String call, JavaTest.Expected expected) {
        return SOURCE.formatted(call, expected instanceof JavaTest.Text ? "text" : "json");
    }
}
