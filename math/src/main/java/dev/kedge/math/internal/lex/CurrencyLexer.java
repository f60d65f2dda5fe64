package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lexer of currencies: signs, codes and abbreviations before or behind an amount. */
final class CurrencyLexer {

    private static final Map<Character, String> SIGNS =
            Map.of('£', "GBP", '€', "euro", '¥', "¥", '₹', "rupee", '₽', "ruble", '₩', "won", '¢', "cent", '￥', "¥");
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("USD", "dollar"),
            Map.entry("EUR", "euro"),
            Map.entry("GBP", "GBP"),
            Map.entry("INR", "rupee"),
            Map.entry("Rs", "rupee"),
            Map.entry("Rs.", "rupee"),
            Map.entry("RMB", "yuan"),
            Map.entry("CNY", "yuan"),
            Map.entry("JPY", "yen"),
            Map.entry("KRW", "won"),
            Map.entry("CHF", "CHF"));
    private static final Map<String, String> NAMES = Map.of(
            "人民币", "yuan", "人民幣", "yuan", "美元", "dollar", "美金", "dollar", "日元", "yen", "欧元", "euro", "歐元", "euro");
    private static final Set<String> DOLLARS = Set.of("US", "HK", "NT", "A", "C", "S", "AU", "CA", "NZ");

    private final Scan scan;

    CurrencyLexer(Scan scan) {
        this.scan = scan;
    }

    /** Reads a currency, if one comes next. */
    boolean read() {
        String text = scan.text();
        int start = scan.position();
        char first = text.charAt(start);
        boolean letter = first >= 'A' && first <= 'Z';
        if (first < 128 && first != '$' && first != '\\' && !letter) {
            return false;
        }
        Optional<Map.Entry<String, String>> name = first < 128 ? Optional.empty() : nameBefore(text, start);
        if (name.isPresent()) {
            scan.add(Kind.CURRENCY, name.get().getValue(), name.get().getKey().length());
            return true;
        }
        String sign = first < 128 ? null : SIGNS.get(first);
        if (sign != null) {
            scan.add(Kind.CURRENCY, sign, 1);
            return true;
        }
        if (first == '$' && isAmountBehind(text, start + 1) && scan.dollars() == 1) {
            scan.add(Kind.CURRENCY, "dollar", 1);
            return true;
        }
        if (text.startsWith("\\$", start)) {
            if (scan.isEnclosedInDollars()) {
                scan.spaceTo(start + 2);
            } else {
                scan.add(Kind.CURRENCY, "dollar", 2);
            }
            return true;
        }
        return letter && code(text, start);
    }

    /** The name of a currency that an amount follows, as in Chinese and Japanese. */
    private static Optional<Map.Entry<String, String>> nameBefore(String text, int start) {
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            if (text.startsWith(name.getKey(), start)
                    && isAmountBehind(text, start + name.getKey().length())) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private boolean code(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(start, end);
        int dollar = text.startsWith("\\$", end) ? 2 : text.startsWith("$", end) && scan.dollars() == 1 ? 1 : 0;
        if (dollar > 0 && DOLLARS.contains(word)) {
            scan.add(Kind.CURRENCY, "dollar", end + dollar - start);
            return true;
        }
        Optional<String> unit = named(word);
        if (unit.isEmpty()) {
            return false;
        }
        scan.add(
                Kind.CURRENCY,
                unit.get(),
                end - start + (text.startsWith(".", end) && !isDigit(text, end + 1) ? 1 : 0));
        return true;
    }

    /** The unit of a currency's code. */
    static Optional<String> named(String word) {
        return Optional.ofNullable(CODES.get(word));
    }

    private static boolean isAmountBehind(String text, int index) {
        int i = index;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '-')) {
            i++;
        }
        return isDigit(text, i) || (text.startsWith(".", i) && isDigit(text, i + 1));
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
