package dev.kedge.jinja.internal.tree;

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
     * Computes its value; called by {@link Frame#evaluate} only.
     *
     * @param frame variables and budget
     */
    Value evaluate(Frame frame);
}
