package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import dev.kedge.jinja.internal.tree.Expression;
import dev.kedge.jinja.internal.tree.TupleLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A parser of tuples without parentheses around them. */
final class TupleParser {

    private final TokenStream tokens;

    TupleParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /**
     * An expression, or several with commas between them, which are a tuple.
     *
     * @param part reads one of them
     * @param end a name that ends it, besides the end of a tag and a closing parenthesis
     * @param mayBeEmpty whether nothing at all is the empty tuple
     */
    Expression read(Supplier<Expression> part, String end, boolean mayBeEmpty) {
        Place place = tokens.place();
        List<Expression> parts = new ArrayList<>();
        boolean comma = false;
        while (!isAtEnd(end)) {
            parts.add(part.get());
            if (!tokens.skipOperator(",")) {
                return comma ? new TupleLiteral(place, parts) : parts.get(0);
            }
            comma = true;
        }
        if (parts.isEmpty() && !mayBeEmpty) {
            throw new Fault(
                    tokens.place(),
                    "Expected an expression, got '" + tokens.current().description() + "'");
        }
        return new TupleLiteral(place, parts);
    }

    private boolean isAtEnd(String end) {
        return tokens.at(Kind.VARIABLE_END)
                || tokens.at(Kind.BLOCK_END)
                || tokens.atOperator(")")
                || (!end.isEmpty() && tokens.atName(end));
    }
}
