package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.operation.Slices;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Value;
import java.util.Optional;

/**
 * {@code a[start:stop:step]}.
 *
 * @param place where it stands
 * @param of whose
 * @param start the first index
 * @param stop the index that is not reached
 * @param step from one to the next
 */
public record SliceAccess(
        Place place, Expression of, Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step)
        implements Expression {

    private static Value bound(Optional<Expression> bound, Frame frame) {
        return bound.map(expression -> expression.evaluate(frame)).orElse(None.NONE);
    }

    @Override
    public Value compute(Frame frame) {
        return Slices.slice(
                of.evaluate(frame), bound(start, frame), bound(stop, frame), bound(step, frame), frame.budget());
    }
}
