package dev.kedge.jinja;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.library.Globals;
import dev.kedge.jinja.internal.syntax.Parser;
import dev.kedge.jinja.internal.tree.Body;
import dev.kedge.jinja.internal.tree.Frame;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed template. Immutable; several threads may render it at once.
 *
 * <pre>{@code
 * Template template = Template.parse("{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}");
 * String prompt = template.render(Map.of("messages", messages));
 * }</pre>
 *
 * <p>Variables are maps, collections, text, numbers, booleans, nulls and {@link TemplateFunction}s. Nothing else of
 * Java can be reached from a template, and what a rendering may use is bounded by {@link Limits}.
 */
public final class Template {

    private static final String TOO_DEEP = "the template is nested deeper than the stack of this thread allows";

    private final Optional<String> name;
    private final Body body;

    private Template(Optional<String> name, Body body) {
        this.name = name;
        this.body = body;
    }

    /**
     * Parses a template.
     *
     * @param source the template
     * @throws TemplateException if it is not one
     */
    public static Template parse(String source) {
        return parse(Optional.empty(), source);
    }

    /**
     * Parses a template that messages call by a name.
     *
     * @param name for example the name of its file
     * @param source the template
     * @throws TemplateException if it is not one
     */
    public static Template parse(String name, String source) {
        return parse(Optional.of(name), source);
    }

    private static Template parse(Optional<String> name, String source) {
        try {
            return new Template(name, Parser.parse(source));
        } catch (Fault fault) {
            throw exception(name, fault.placeOr(Place.START), fault.reason());
        } catch (StackOverflowError tooDeep) {
            throw exception(name, Place.START, TOO_DEEP);
        }
    }

    /**
     * Renders within {@link Limits#DEFAULT}.
     *
     * @param variables what the template sees, by name
     * @throws TemplateException if the template raises one, does what cannot be done, or goes beyond a limit
     * @throws IllegalArgumentException if a variable is of a type that templates do not have
     */
    public String render(Map<String, ?> variables) {
        return render(variables, Limits.DEFAULT);
    }

    /**
     * Renders.
     *
     * @param variables what the template sees, by name
     * @param limits what it may use
     * @throws TemplateException if the template raises one, does what cannot be done, or goes beyond a limit
     * @throws IllegalArgumentException if a variable is of a type that templates do not have
     */
    public String render(Map<String, ?> variables, Limits limits) {
        Variables converted = new Variables(variables);
        long more = Math.multiplyExact(converted.size(), limits.growth());
        Budget budget = new Budget(limits.steps() + more / 4, limits.cells() + more, limits.depth());
        TextBuilder out = new TextBuilder(budget, limits.output() + more / 4);
        Map<String, Value> visible = new HashMap<>(Globals.all());
        visible.putAll(converted.values());
        try {
            body.execute(Frame.outermost(visible, out, budget));
            return out.toString();
        } catch (Fault fault) {
            throw exception(name, fault.placeOr(budget.place()), fault.reason());
        } catch (StackOverflowError tooDeep) {
            throw exception(name, budget.place(), TOO_DEEP);
        }
    }

    private static TemplateException exception(Optional<String> name, Place place, String reason) {
        return new TemplateException(name, place.line(), place.column(), reason);
    }
}
