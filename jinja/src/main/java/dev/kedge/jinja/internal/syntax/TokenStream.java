package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import java.util.List;

/** Tokens with a place at which the parser is. */
final class TokenStream {

    private final List<Token> tokens;
    private int at;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    Token ahead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        if (at + 1 < tokens.size()) {
            at++;
        }
        return token;
    }

    Place place() {
        return current().place();
    }

    boolean atOperator(String operator) {
        return current().isOperator(operator);
    }

    boolean atName(String name) {
        return current().isName(name);
    }

    boolean at(Kind kind) {
        return current().is(kind);
    }

    boolean skipOperator(String operator) {
        return skip(atOperator(operator));
    }

    boolean skipName(String name) {
        return skip(atName(name));
    }

    private boolean skip(boolean there) {
        if (there) {
            next();
        }
        return there;
    }

    Token expect(Kind kind) {
        return expect(at(kind), kind.words());
    }

    Token expectOperator(String operator) {
        return expect(atOperator(operator), operator);
    }

    Token expectName(String name) {
        return expect(atName(name), name);
    }

    private Token expect(boolean there, String expected) {
        if (there) {
            return next();
        }
        Token got = current();
        throw new Fault(
                got.place(),
                got.is(Kind.END)
                        ? "unexpected end of template, expected '" + expected + "'."
                        : "expected token '" + expected + "', got '" + got.description() + "'");
    }
}
