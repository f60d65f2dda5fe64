package dev.kedge.jinja.internal.tree;

import java.util.List;
import java.util.Optional;

/**
 * The head of a macro, and what of its surroundings its body uses.
 *
 * @param parameters in order
 * @param usesCaller whether the body mentions {@code caller}
 * @param usesVarargs whether the body mentions {@code varargs}: further positional arguments
 * @param usesKwargs whether the body mentions {@code kwargs}: further named arguments
 */
public record Signature(List<Parameter> parameters, boolean usesCaller, boolean usesVarargs, boolean usesKwargs) {

    /**
     * A parameter.
     *
     * @param name how the body sees it
     * @param absent its value if nothing is passed, evaluated at each call; undefined if there is none
     */
    public record Parameter(String name, Optional<Expression> absent) {}
}
