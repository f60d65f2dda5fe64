package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that were read: variables, by the macro they are in, and filters and tests that do not exist.
 *
 * <p>An unknown filter is a mistake that parsing finds, except inside a condition: there a template may have asked
 * first ({@code 'name' is filter}), so it is one only when it is applied. Jinja draws the same line.
 */
final class Names {

    private final Deque<Set<String>> variables = new ArrayDeque<>(List.of(new HashSet<>()));
    private final List<Fault> unknown = new ArrayList<>();

    void variable(String name) {
        variables.element().add(name);
    }

    void enterMacro() {
        variables.push(new HashSet<>());
    }

    /** The variables that the macro mentions; what is around it mentions them, too. */
    Set<String> leaveMacro() {
        Set<String> mentioned = variables.pop();
        variables.element().addAll(mentioned);
        return mentioned;
    }

    void unknown(Fault fault) {
        unknown.add(fault);
    }

    int unknownCount() {
        return unknown.size();
    }

    /** Leaves it to rendering to find those that were added since. */
    void forgiveSince(int count) {
        unknown.subList(count, unknown.size()).clear();
    }

    void check() {
        if (!unknown.isEmpty()) {
            throw unknown.get(0);
        }
    }
}
