package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The lexer of numbers in a base other than ten: {@code 2B_{16}}, {@code (3104)_6}, <code>1305_{\text{seven}}</code>,
 * {@code 0x2B}, {@code 1011 base 2}.
 */
final class BaseLexer {

    private static final int MAX_DIGITS = 400;
    private static final int MAX_BASE = 36;
    private static final int MIN_NAMED = 2;
    private static final int MAX_NAMED = 16;
    private static final Map<String, Integer> ALSO =
            Map.of("bin", 2, "binary", 2, "oct", 8, "octal", 8, "dec", 10, "decimal", 10, "hex", 16, "hexadecimal", 16);
    private static final Map<Character, Integer> PREFIXES = Map.of('x', 16, 'X', 16, 'b', 2, 'o', 8);

    private final Scan scan;

    BaseLexer(Scan scan) {
        this.scan = scan;
    }

    /** Reads a number with its base, if one comes next. */
    boolean read() {
        String text = scan.text();
        int start = scan.position();
        char first = text.charAt(start);
        if (!isDigit(first)
                && first != '('
                && first != '{'
                && !(first >= 'A' && first <= 'F')
                && !(first >= 'a' && first <= 'f')
                && first != '\\') {
            return false;
        }
        if (first == '0' && start + 1 < text.length() && PREFIXES.containsKey(text.charAt(start + 1))) {
            int base = PREFIXES.getOrDefault(text.charAt(start + 1), 0);
            int end = digits(text, start + 2);
            return end > start + 2 && add(text.substring(start + 2, end), base, end);
        }
        if (scan.last().filter(BaseLexer::raises).isPresent()) { // C^5_{12}
            return false;
        }
        if (!scan.mayNameBaseBehind(start)) {
            return false;
        }
        boolean bracket = first == '(' || first == '{';
        StringBuilder digits = new StringBuilder();
        int end = bracket ? start + 1 : start;
        while (end < text.length() && digits.length() <= MAX_DIGITS) {
            if (text.startsWith("\\mathrm{", end) || text.startsWith("\\text{", end)) {
                int open = text.indexOf('{', end);
                int close = digits(text, open + 1);
                if (close == open + 1 || !text.startsWith("}", close)) {
                    break;
                }
                digits.append(text, open + 1, close);
                end = close + 1;
            } else if (isDigitOrLetter(text.charAt(end)) || text.charAt(end) == '.') {
                digits.append(text.charAt(end++));
            } else {
                break;
            }
        }
        if (bracket) {
            if (!text.startsWith(first == '(' ? ")" : "}", end)) {
                return false;
            }
            end++;
        }
        return digits.length() > 0 && based(digits.toString(), end, bracket);
    }

    private static boolean raises(Token token) {
        return token.is(Kind.OPERATOR, "^") || token.is(Kind.OPERATOR, "_") || token.kind() == Kind.COMMAND;
    }

    private boolean based(String digits, int end, boolean bracket) {
        String text = scan.text();
        boolean letters = digits.chars().anyMatch(Character::isLetter);
        int base;
        int after;
        if (text.startsWith("_", end)) {
            try {
                Braces braces = Braces.at(text, end + 1);
                base = base(braces.content());
                after = braces.end();
            } catch (UnreadableException open) {
                return false;
            }
        } else {
            int word = end;
            for (String skipped : List.of("\\text{", " ", "(", "in ", "base")) {
                word += text.startsWith(skipped, word) ? skipped.length() : 0;
            }
            if (word == end || !text.startsWith("base", word - 4)) {
                return false;
            }
            word += text.startsWith("-", word) || text.startsWith(" ", word) ? 1 : 0;
            after = word;
            while (after < text.length() && Character.isLetterOrDigit(text.charAt(after))) {
                after++;
            }
            base = base(text.substring(word, after));
            after += text.startsWith(")", after) ? 1 : 0;
            after += text.startsWith("}", after) ? 1 : 0;
        }
        boolean plain = !letters && digits.indexOf('.') < 0 && !bracket && Character.isDigit(digits.charAt(0));
        boolean hexadecimal = base == 16 || (base > 10 && digits.chars().noneMatch(Character::isLowerCase));
        boolean mixed =
                digits.chars().anyMatch(Character::isDigit) || digits.chars().allMatch(Character::isUpperCase);
        boolean leading =
                Character.isDigit(digits.charAt(0)) || (base == 16 && digits.length() > 1 && mixed) || bracket;
        return base >= 2 && (plain || !letters || (hexadecimal && leading)) && add(digits, base, after);
    }

    /** The base that an index or a word names; 0 if none. */
    private static int base(String written) {
        StringBuilder kept = new StringBuilder();
        for (char character : written.replace("\\text", "")
                .replace("\\mathrm", "")
                .replace("base", "")
                .toCharArray()) {
            if ("{}() \\,-".indexOf(character) < 0) {
                kept.append(Character.toLowerCase(character));
            }
        }
        String plain = kept.toString();
        int named = NumberNames.SMALL.indexOf(plain);
        if (named >= MIN_NAMED && named <= MAX_NAMED) {
            return named;
        }
        if (ALSO.containsKey(plain)) {
            return ALSO.getOrDefault(plain, 0);
        }
        boolean number =
                plain.length() > 0 && plain.length() <= 2 && plain.chars().allMatch(BaseLexer::isDigit);
        int base = number ? Integer.parseInt(plain) : 0;
        return base <= MAX_BASE ? base : 0;
    }

    private boolean add(String digits, int base, int end) {
        boolean valid = digits.length() <= MAX_DIGITS
                && digits.indexOf('.') == digits.lastIndexOf('.')
                && digits.chars().allMatch(digit -> digit == '.' || Character.digit(digit, base) >= 0);
        if (valid) {
            scan.add(Kind.BASED, digits.toUpperCase(Locale.ROOT) + "_" + base, end - scan.position());
        }
        return valid;
    }

    private static int digits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigitOrLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isDigitOrLetter(char character) {
        return isDigit(character) || (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
