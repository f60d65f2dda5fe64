package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.number.Rational;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A text that is being read: the place in it, the brackets that are open there, and the tokens so far. */
final class Scan {

    private final String text;
    private final List<Token> tokens;
    private final int depth;
    private final Set<Integer> spacedBrackets;
    private final int lastIndex;
    private final int lastBase;
    private final Deque<Integer> brackets = new ArrayDeque<>(2);
    private int position;
    private boolean spaced;

    /** {@code tokens} are added to; {@code depth} says how many texts this one stands within. */
    Scan(String text, List<Token> tokens, int depth) {
        this.text = text;
        this.tokens = tokens;
        this.depth = depth;
        this.lastIndex = text.lastIndexOf('_');
        this.lastBase = text.lastIndexOf("base");
        this.spacedBrackets = text.indexOf(", ") < 0 ? Set.of() : spacedBrackets(text);
    }

    String text() {
        return text;
    }

    int position() {
        return position;
    }

    int depth() {
        return depth;
    }

    /** How many tokens there are, those of texts around this one included. */
    int count() {
        return tokens.size();
    }

    /** Whether white space stands before what comes next. */
    boolean isSpaced() {
        return spaced;
    }

    boolean isAtEnd() {
        return position >= text.length();
    }

    boolean comesNext(String characters) {
        return text.startsWith(characters, position);
    }

    Optional<Token> last() {
        return tokens.isEmpty() ? Optional.empty() : Optional.of(tokens.get(tokens.size() - 1));
    }

    void add(Kind kind, String name, int length) {
        add(kind, name, Rational.ZERO, position + length);
    }

    void add(Kind kind, String name, Rational value, int end) {
        tokens.add(new Token(kind, name, value, position, spaced));
        spaced = false;
        position = end;
    }

    /** Goes on at {@code end}, as if nothing stood before it. */
    void skipTo(int end) {
        position = end;
    }

    /** Goes on at {@code end}, which counts as white space. */
    void spaceTo(int end) {
        position = end;
        spaced = true;
    }

    /** A text within this one, whose first token stands where it stands. */
    Scan within(String content) {
        return new Scan(content, tokens, depth + 1);
    }

    /** Goes on at {@code end} behind a text within this one, which began with token {@code first}. */
    void leave(int first, int end) {
        if (spaced && tokens.size() > first) {
            Token token = tokens.get(first);
            tokens.set(first, new Token(token.kind(), token.text(), token.value(), token.start(), true));
        }
        spaced = false;
        position = end;
    }

    /** Whether an index or the word "base" stands at a place or behind it. */
    boolean mayNameBaseBehind(int place) {
        return lastIndex >= place || lastBase >= place;
    }

    /** A bracket opens at {@code index}. */
    void open(int index) {
        brackets.push(index);
    }

    /** The innermost bracket closes, if one is open. */
    void close() {
        if (!brackets.isEmpty()) {
            brackets.pop();
        }
    }

    /** How many dollar signs there are that are not escaped: one alone is a currency, two enclose a formula. */
    int dollars() {
        int count = 0;
        for (int i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i + 1)) {
            count += i > 0 && text.charAt(i - 1) == '\\' ? 0 : 1;
        }
        return count;
    }

    /** Whether escaped dollar signs stand around the whole text, as around a formula that was escaped. */
    boolean isEnclosedInDollars() {
        return text.length() > 4
                && text.startsWith("\\$")
                && text.endsWith("\\$")
                && text.indexOf("\\$", 2) == text.length() - 2;
    }

    /** Whether a comma without a space after it may group thousands here. */
    boolean commasGroup() {
        return brackets.isEmpty() || spacedBrackets.contains(brackets.peek());
    }

    /** Brackets in which a comma with a space after it separates: there, a comma without one may group thousands. */
    private static Set<Integer> spacedBrackets(String text) {
        Set<Integer> spaced = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '(' || character == '[') {
                open.push(i);
            } else if ((character == ')' || character == ']') && !open.isEmpty()) {
                open.pop();
            } else if (character == '{' && i > 0 && text.charAt(i - 1) == '\\') {
                open.push(i);
            } else if (character == '}' && i > 0 && text.charAt(i - 1) == '\\' && !open.isEmpty()) {
                open.pop();
            } else if (character == ',' && i + 1 < text.length() && text.charAt(i + 1) == ' ' && !open.isEmpty()) {
                spaced.add(open.peek());
            }
        }
        return spaced;
    }
}
