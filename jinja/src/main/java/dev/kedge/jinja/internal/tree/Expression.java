package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Value;

/** A node that has a value. */
public sealed interface Expression
        permits Constant,
                Name,
                ListLiteral,
                TupleLiteral,
                DictLiteral,
                Unary,
                Binary,
                Logic,
                Not,
                Concatenation,
                Comparison,
                Conditional,
                AttributeAccess,
                ElementAccess,
                SliceAccess,
                CallExpression,
                FilterExpression,
                TestExpression {

    /**
     * Where it stands.
     *
     * @return its operator, or else its beginning
     */
    Place place();

    /**
     * Evaluates it: steps and depth are counted, and a fault finds its place.
     *
     * @param frame variables and budget
     */
    default Value evaluate(Frame frame) {
        Budget budget = frame.budget();
        Place outer = budget.enter(place());
        Value value = compute(frame);
        budget.leave(outer);
        return value;
    }

    /**
     * Computes its value; called by {@link #evaluate} only.
     *
     * @param frame variables and budget
     */
    Value compute(Frame frame);
}
