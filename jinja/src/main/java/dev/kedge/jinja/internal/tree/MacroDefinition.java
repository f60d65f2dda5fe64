package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Text;

/**
 * {@code {% macro name(a, b=c) %}...{% endmacro %}}.
 *
 * @param place where it stands
 * @param name of the variable that holds it
 * @param signature its parameters
 * @param body what it writes
 */
public record MacroDefinition(Place place, String name, Signature signature, Body body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        frame.set(name, new Macro(Text.of(name), signature, body, frame));
        return Flow.NEXT;
    }
}
