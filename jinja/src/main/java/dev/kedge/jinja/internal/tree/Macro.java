package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.Quoting;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Thing;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A macro with the frame it was defined in, whose variables it sees as they are when it is called. */
final class Macro extends Thing {

    private final Value name;
    private final Signature signature;
    private final Body body;
    private final Frame closure;

    Macro(Value name, Signature signature, Body body, Frame closure) {
        this.name = name;
        this.signature = signature;
        this.body = body;
        this.closure = closure;
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Value call(Arguments arguments, Budget budget) {
        Frame frame = closure.capturing();
        bind(arguments, frame);
        body.execute(frame);
        return Text.of(frame.written());
    }

    private void bind(Arguments arguments, Frame frame) {
        List<Signature.Parameter> parameters = signature.parameters();
        Map<String, Value> named = new LinkedHashMap<>(arguments.named());
        List<Value> positional = arguments.positional();
        boolean takesCaller = false;
        for (int i = 0; i < parameters.size(); i++) {
            Signature.Parameter parameter = parameters.get(i);
            takesCaller |= parameter.name().equals("caller");
            Optional<Value> passed = i < positional.size()
                    ? Optional.of(positional.get(i))
                    : Optional.ofNullable(named.remove(parameter.name()));
            frame.set(parameter.name(), passed.orElseGet(() -> absent(parameter, frame)));
        }
        if (signature.usesCaller() && !takesCaller) {
            Optional<Value> caller = Optional.ofNullable(named.remove("caller"));
            frame.set("caller", caller.orElseGet(() -> Undefined.because("No caller defined")));
        }
        if (signature.usesKwargs()) {
            frame.set("kwargs", dict(named, frame.budget()));
        } else if (!named.isEmpty()) {
            throw refused(named.keySet());
        }
        List<Value> more = positional.subList(Math.min(parameters.size(), positional.size()), positional.size());
        if (signature.usesVarargs()) {
            frame.set("varargs", Items.of(Items.Kind.TUPLE, more));
        } else if (!more.isEmpty()) {
            throw new Fault("macro " + written() + " takes not more than " + parameters.size() + " argument(s)");
        }
    }

    private static Value absent(Signature.Parameter parameter, Frame frame) {
        return parameter
                .absent()
                .map(expression -> expression.evaluate(frame))
                .orElseGet(() -> Undefined.because("parameter '" + parameter.name() + "' was not provided"));
    }

    private static Dict dict(Map<String, Value> named, Budget budget) {
        Dict.Builder dict = new Dict.Builder(budget);
        named.forEach((key, value) -> dict.put(Text.of(key), value));
        return dict.build();
    }

    private Fault refused(Set<String> names) {
        if (names.contains("caller")) {
            return new Fault("macro " + written()
                    + " was invoked with two values for the special caller argument. This is most likely a bug.");
        }
        return new Fault("macro " + written() + " takes no keyword argument '"
                + names.iterator().next() + "'");
    }

    private String written() {
        return name instanceof Text text ? Quoting.python(text.chars()) : "None";
    }

    @Override
    public Optional<Value> attribute(String attribute) {
        return switch (attribute) {
            case "name" -> Optional.of(name);
            case "arguments" ->
                Optional.of(Items.of(
                        Items.Kind.TUPLE,
                        signature.parameters().stream()
                                .map(parameter -> (Value) Text.of(parameter.name()))
                                .toList()));
            case "caller" -> Optional.of(Bool.of(signature.usesCaller()));
            case "catch_kwargs" -> Optional.of(Bool.of(signature.usesKwargs()));
            case "catch_varargs" -> Optional.of(Bool.of(signature.usesVarargs()));
            default -> Optional.empty();
        };
    }

    @Override
    public String typeName() {
        return "Macro";
    }

    @Override
    public String typeInMessages() {
        return "jinja2.runtime.Macro object";
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("<Macro " + (name instanceof Text ? written() : "anonymous") + ">");
    }
}
