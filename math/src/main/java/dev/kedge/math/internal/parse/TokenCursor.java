package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.number.Rational;
import java.math.BigInteger;
import java.util.List;

/** A cursor that goes through tokens once and counts how deep the parser is. */
final class TokenCursor {

    private static final int MAX_DEPTH = 220;

    private final List<Token> tokens;
    private Token next;
    private int position;
    private int depth;

    /** {@code tokens} end with {@link Kind#END}; the cursor may change them. */
    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
        this.next = tokens.get(0);
    }

    Token peek() {
        return next;
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(position + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = next;
        if (token.kind() != Kind.END) {
            position++;
            next = tokens.get(position);
        }
        return token;
    }

    boolean at(Kind kind) {
        return next.kind() == kind;
    }

    boolean at(Kind kind, String text) {
        return next.is(kind, text);
    }

    boolean accept(Kind kind, String text) {
        if (!at(kind, text)) {
            return false;
        }
        take();
        return true;
    }

    boolean acceptOperator(String text) {
        return accept(Kind.OPERATOR, text);
    }

    void expect(Kind kind, String text) throws UnreadableException {
        if (!accept(kind, text)) {
            throw unexpected();
        }
    }

    UnreadableException unexpected() {
        Token token = peek();
        return new UnreadableException(
                token.kind() == Kind.END
                        ? "the answer ends too early"
                        : "\"" + token.text() + "\" is not expected there");
    }

    void enter() throws UnreadableException {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new UnreadableException("deeper than " + MAX_DEPTH + " levels");
        }
    }

    void leave() {
        depth--;
    }

    /** LaTeX takes one digit where braces are missing: makes two tokens of a number of several digits. */
    void splitFirstDigit() {
        Token token = peek();
        if (token.kind() != Kind.NUMBER
                || token.text().length() < 2
                || !token.text().chars().allMatch(Character::isDigit)) {
            return;
        }
        next = digits(token, 0, 1);
        tokens.set(position, next);
        tokens.add(position + 1, digits(token, 1, token.text().length()));
    }

    private static Token digits(Token token, int from, int to) {
        String text = token.text().substring(from, to);
        return new Token(
                Kind.NUMBER,
                text,
                Rational.of(new BigInteger(text)),
                token.start() + from,
                from == 0 && token.spaced());
    }
}
