package dev.kedge.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Circles of classes within a package, which no rule over packages sees. Nested classes count as the class they are in.
 * A type may know its own kinds, as a sealed interface must and one with factories does, and its builder.
 */
final class ClassCircles extends ArchCondition<JavaClass> {

    private final Map<String, Set<String>> used = new TreeMap<>();

    /** The condition that there are none. */
    ClassCircles() {
        super("be in no circle of classes of their package");
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            String from = outermost(user);
            String to = outermost(target);
            boolean neighbour = target.getPackageName().equals(user.getPackageName()) && !from.equals(to);
            if (neighbour && !target.isAssignableTo(from) && !to.equals(from + "Builder")) {
                used.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
            }
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        for (String name : used.keySet()) {
            Set<String> reached = reachedFrom(name);
            if (reached.contains(name)) {
                reached.removeIf(other -> !reachedFrom(other).contains(name));
                events.add(SimpleConditionEvent.violated(name, name + " is in a circle of " + reached));
            }
        }
    }

    private Set<String> reachedFrom(String name) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(used.getOrDefault(name, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(used.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
