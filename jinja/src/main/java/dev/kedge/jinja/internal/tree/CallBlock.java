package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code {% call(a) f() %}...{% endcall %}}: the body is passed as the macro {@code caller}.
 *
 * @param place where it stands
 * @param signature parameters of the body
 * @param call what is called
 * @param body what {@code caller()} writes
 */
public record CallBlock(Place place, Signature signature, CallExpression call, Body body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        Arguments given = call.arguments().evaluate(frame);
        Map<String, Value> named = new LinkedHashMap<>(given.named());
        named.put("caller", new Macro(None.NONE, signature, body, frame));
        frame.write(call.call(frame, new Arguments(given.positional(), named)));
        return Flow.NEXT;
    }
}
