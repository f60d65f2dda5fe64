package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.text.Quoting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The one value that templates may change: {@code {% set ns.x = 1 %}}. */
public final class Namespace extends Thing {

    private final Map<String, Value> attributes;

    /**
     * A namespace.
     *
     * @param attributes those it starts with
     */
    public Namespace(Map<String, Value> attributes) {
        this.attributes = new LinkedHashMap<>(attributes);
    }

    /**
     * Sets an attribute.
     *
     * @param name its name
     * @param value its value
     */
    public void set(String name, Value value) {
        attributes.put(name, value);
    }

    @Override
    public Optional<Value> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    @Override
    public String typeName() {
        return "Namespace";
    }

    @Override
    public String typeInMessages() {
        return "jinja2.utils.Namespace object";
    }

    @Override
    public void represent(TextBuilder out) {
        out.nested(() -> {
            out.append("<Namespace {");
            String separator = "";
            for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
                out.append(separator).append(Quoting.python(attribute.getKey())).append(": ");
                attribute.getValue().represent(out);
                separator = ", ";
            }
            out.append("}>");
        });
    }
}
