package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Namespace;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;

/** The left side of an assignment. */
public sealed interface Target permits Target.Variable, Target.Attribute, Target.Several {

    /**
     * Assigns.
     *
     * @param value the value
     * @param frame where
     */
    void assign(Value value, Frame frame);

    /**
     * {@code x}.
     *
     * @param name of the variable
     */
    record Variable(String name) implements Target {
        @Override
        public void assign(Value value, Frame frame) {
            frame.set(name, value);
        }
    }

    /**
     * {@code ns.x}.
     *
     * @param namespace the variable that holds a namespace
     * @param name of the attribute
     */
    record Attribute(String namespace, String name) implements Target {
        @Override
        public void assign(Value value, Frame frame) {
            if (!(frame.find(namespace) instanceof Namespace found)) {
                throw new Fault("cannot assign attribute on non-namespace object");
            }
            found.set(name, value);
        }
    }

    /**
     * {@code a, b}.
     *
     * @param targets as many as the value must have elements
     */
    record Several(List<Target> targets) implements Target {
        @Override
        public void assign(Value value, Frame frame) {
            if (!value.isIterable()) {
                throw new Fault("cannot unpack non-iterable " + value.typeName() + " object");
            }
            List<Value> values = Items.collect(value, frame.budget());
            if (values.size() > targets.size()) {
                throw new Fault("too many values to unpack (expected " + targets.size() + ")");
            }
            if (values.size() < targets.size()) {
                throw new Fault(
                        "not enough values to unpack (expected " + targets.size() + ", got " + values.size() + ")");
            }
            for (int i = 0; i < values.size(); i++) {
                targets.get(i).assign(values.get(i), frame);
            }
        }
    }
}
