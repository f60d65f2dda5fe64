package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.util.Iterator;
import java.util.Optional;

/**
 * {@code {% for a in b if c recursive %}...{% else %}...{% endfor %}}.
 *
 * @param place where it stands
 * @param target what each element is assigned to
 * @param iterable where elements come from
 * @param condition which elements count
 * @param recursive whether {@code loop(...)} renders the loop again over something else
 * @param body done for each element
 * @param otherwise done if no element got to the end of the body
 */
public record For(
        Place place,
        Target target,
        Expression iterable,
        Optional<Expression> condition,
        boolean recursive,
        Body body,
        Body otherwise)
        implements Statement {

    private Flow run(Value elements, Frame frame, int depth) {
        LoopState loop =
                new LoopState(elements, filtered(elements, frame), condition.isPresent(), depth, recursion(frame));
        boolean completed = false;
        while (loop.advance()) {
            frame.budget().step();
            Frame inner = frame.inner();
            inner.set("loop", loop);
            target.assign(loop.current(), inner);
            Flow flow = body.execute(inner);
            if (flow == Flow.BREAK) {
                break;
            }
            completed |= flow == Flow.NEXT;
        }
        // As Jinja has it: an iteration that was left early does not count as one.
        return completed ? Flow.NEXT : otherwise.execute(frame.inner());
    }

    private Iterator<Value> filtered(Value elements, Frame frame) {
        Iterator<Value> all = elements.iterator();
        if (condition.isEmpty()) {
            return all;
        }
        return new Filtered(all, element -> {
            frame.budget().step();
            Frame inner = frame.inner();
            target.assign(element, inner);
            return condition.get().evaluate(inner).isTrue();
        });
    }

    private Optional<LoopState.Recursion> recursion(Frame frame) {
        if (!recursive) {
            return Optional.empty();
        }
        return Optional.of((elements, depth) -> {
            Frame inner = frame.capturing();
            run(elements, inner, depth);
            return Text.of(inner.written());
        });
    }

    @Override
    public Flow execute(Frame frame) {
        Value elements = iterable.evaluate(frame);
        return run(elements, frame, 0);
    }
}
