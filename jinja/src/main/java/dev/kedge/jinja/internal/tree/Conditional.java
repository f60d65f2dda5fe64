package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.Optional;

/**
 * {@code a if condition else b}.
 *
 * @param place where it stands
 * @param condition looked at first
 * @param then the value if it is true
 * @param otherwise the value if not; undefined if left out
 */
public record Conditional(Place place, Expression condition, Expression then, Optional<Expression> otherwise)
        implements Expression {

    @Override
    public Value compute(Frame frame) {
        if (condition.evaluate(frame).isTrue()) {
            return then.evaluate(frame);
        }
        return otherwise
                .map(expression -> expression.evaluate(frame))
                .orElseGet(() -> Undefined.because("the inline if-expression on line " + place.line()
                        + " evaluated to false and no else section was defined."));
    }
}
