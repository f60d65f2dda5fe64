package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The rewriting of open intervals with brackets turned outwards, {@code ]3,∞[}, to round ones. */
final class OpenIntervals {

    private OpenIntervals() {}

    /** A bracket that is open. */
    private record Open(int index, boolean square, boolean turned, boolean comma) {}

    /** The same tokens with round brackets for those that are turned outwards. */
    static List<Token> rounded(List<Token> tokens) {
        if (!hasSquare(tokens)) {
            return tokens;
        }
        List<Token> rounded = new ArrayList<>(tokens);
        Deque<Open> open = new ArrayDeque<>();
        for (int i = 0; i < rounded.size(); i++) {
            Token token = rounded.get(i);
            Open innermost = open.isEmpty() ? new Open(-1, false, false, false) : open.peek();
            if (token.kind() == Kind.COMMA && !open.isEmpty()) {
                open.push(new Open(innermost.index(), innermost.square(), innermost.turned(), open.pop() != null));
            } else if (token.is(Kind.OPEN, "[")
                    && innermost.square()
                    && innermost.comma()
                    && endsAnswer(rounded.get(Math.min(i + 1, rounded.size() - 1)))) {
                rounded.set(i, with(token, Kind.CLOSE, ")"));
                open.pop();
            } else if (token.is(Kind.CLOSE, "]") && !innermost.square() && opensInterval(rounded, i)) {
                rounded.set(i, with(token, Kind.OPEN, "("));
                open.push(new Open(i, true, true, false));
            } else if (token.kind() == Kind.OPEN) {
                open.push(new Open(i, token.text().equals("["), false, false));
            } else if (token.kind() == Kind.CLOSE && !open.isEmpty()) {
                open.pop();
            }
        }
        return rounded;
    }

    private static boolean hasSquare(List<Token> tokens) {
        for (Token token : tokens) {
            if (token.is(Kind.OPEN, "[") || token.is(Kind.CLOSE, "]")) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsAnswer(Token next) {
        return switch (next.kind()) {
            case END, SET_OPERATION, COMMA, CLOSE, AND, OR, RELATION, WORD, TEXT -> true;
            default -> false;
        };
    }

    /** Whether a bracket that closes nothing has a comma and a square bracket behind it. */
    private static boolean opensInterval(List<Token> tokens, int index) {
        boolean comma = false;
        for (int i = index + 1; i < tokens.size() && i < index + 60; i++) {
            Token token = tokens.get(i);
            comma |= token.kind() == Kind.COMMA;
            if (token.text().equals("[") || token.text().equals("]")) {
                return comma;
            }
        }
        return false;
    }

    private static Token with(Token token, Kind kind, String text) {
        return new Token(kind, text, token.value(), token.start(), token.spaced());
    }
}
