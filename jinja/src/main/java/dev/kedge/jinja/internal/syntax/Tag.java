package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import dev.kedge.jinja.internal.text.FloatText;
import dev.kedge.jinja.internal.text.Quoting;
import dev.kedge.jinja.internal.text.Whitespace;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a tag's braces, cut into tokens. */
final class Tag {

    private static final Pattern FLOAT = Pattern.compile(
            "[0-9](?:_?[0-9])*+(?:(?:\\.[0-9](?:_?[0-9])*+)?[eE][-+]?[0-9](?:_?[0-9])*+|\\.[0-9](?:_?[0-9])*+)");
    private static final Pattern INTEGER = Pattern.compile(
            "0[bB](?:_?[01])++|0[oO](?:_?[0-7])++|0[xX](?:_?[0-9a-fA-F])++|[1-9](?:_?[0-9])*+|0(?:_?0)*+");

    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final String source;
    private final Lines lines;
    private final List<Token> tokens;
    private final Deque<String> open = new ArrayDeque<>();
    private int at;

    Tag(String source, Lines lines, List<Token> tokens) {
        this.source = source;
        this.lines = lines;
        this.tokens = tokens;
    }

    /**
     * Reads one tag.
     *
     * @param begin its first brace
     * @param inside after its sign
     * @param block whether it is a block, and not a variable
     * @return where text goes on
     */
    int read(int begin, int inside, boolean block) {
        tokens.add(Token.of(block ? Kind.BLOCK_BEGIN : Kind.VARIABLE_BEGIN, "", lines.place(begin)));
        open.clear();
        at = inside;
        String end = block ? "%}" : "}}";
        while (at < source.length()) {
            char character = source.charAt(at);
            boolean signed = character == '-' || (block && character == '+');
            if (open.isEmpty() && source.startsWith(end, signed ? at + 1 : at)) {
                int after = at + (signed ? 3 : 2);
                tokens.add(Token.of(block ? Kind.BLOCK_END : Kind.VARIABLE_END, "", lines.place(at)));
                return textAfter(source, after, signed ? character : ' ', block);
            }
            if (Whitespace.is(character)) {
                at++;
            } else {
                token();
            }
        }
        return at;
    }

    /** Where text goes on after a tag: after the white space that the tag takes. */
    static int textAfter(String source, int end, char sign, boolean trimsLine) {
        int next = end;
        if (sign == '-') {
            while (next < source.length() && Whitespace.is(source.charAt(next))) {
                next++;
            }
        } else if (trimsLine && sign != '+' && source.startsWith("\n", end)) {
            next++;
        }
        return next;
    }

    private void token() {
        char character = source.charAt(at);
        if (character >= '0' && character <= '9') {
            number();
        } else if (character == '"' || character == '\'') {
            string(character);
        } else if (isWord(source.codePointAt(at))) {
            name();
        } else {
            operator();
        }
    }

    private void number() {
        Matcher number = FLOAT.matcher(source).region(at, source.length());
        boolean afterDot = source.charAt(at - 1) == '.';
        if (!afterDot && number.lookingAt()) {
            double value = FloatText.parse(number.group()).orElse(Double.POSITIVE_INFINITY);
            add(Kind.FLOAT, number.end(), new Real(value));
            return;
        }
        number.usePattern(INTEGER).region(at, source.length());
        if (!number.lookingAt() || number.end() - at > Int.MAX_BITS / 4) {
            throw new Fault(lines.place(at), "not a number that can be read");
        }
        String digits = number.group().replace("_", "");
        String prefix = digits.length() > 1 ? digits.substring(0, 2).toLowerCase(Locale.ROOT) : "";
        BigInteger value = switch (prefix) {
            case "0b" -> new BigInteger(digits.substring(2), 2);
            case "0o" -> new BigInteger(digits.substring(2), 8);
            case "0x" -> new BigInteger(digits.substring(2), 16);
            default -> new BigInteger(digits);
        };
        add(Kind.INTEGER, number.end(), new Int(value));
    }

    private void string(char quote) {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw unexpected();
        }
        Escapes escapes = new Escapes(source.substring(at + 1, end), lines.place(at));
        add(Kind.STRING, end + 1, Text.of(escapes.resolved()));
    }

    private void name() {
        int end = at;
        while (end < source.length() && isWord(source.codePointAt(end))) {
            end += Character.charCount(source.codePointAt(end));
        }
        int first = source.codePointAt(at);
        if (first != '_' && !Character.isUnicodeIdentifierStart(first)) {
            throw new Fault(lines.place(at), "Invalid character in identifier");
        }
        tokens.add(Token.of(Kind.NAME, source.substring(at, end), lines.place(at)));
        at = end;
    }

    private static boolean isWord(int codePoint) {
        return codePoint == '_' || Character.isLetterOrDigit(codePoint);
    }

    private void operator() {
        String operator = operatorHere();
        switch (operator) {
            case "(" -> open.push(")");
            case "[" -> open.push("]");
            case "{" -> open.push("}");
            case ")", "]", "}" -> close(operator);
            default -> {}
        }
        tokens.add(Token.of(Kind.OPERATOR, operator, lines.place(at)));
        at += operator.length();
    }

    private String operatorHere() {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                return operator;
            }
        }
        throw unexpected();
    }

    private void close(String bracket) {
        if (open.isEmpty()) {
            throw new Fault(lines.place(at), "unexpected '" + bracket + "'");
        }
        String expected = open.pop();
        if (!expected.equals(bracket)) {
            throw new Fault(lines.place(at), "unexpected '" + bracket + "', expected '" + expected + "'");
        }
    }

    private void add(Kind kind, int end, Value value) {
        tokens.add(new Token(kind, source.substring(at, end), value, lines.place(at)));
        at = end;
    }

    private Fault unexpected() {
        String character = Character.toString(source.codePointAt(at));
        return new Fault(lines.place(at), "unexpected char " + Quoting.python(character) + " at " + at);
    }
}
