package dev.kedge.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The house plan of the design as rules over packages.
 *
 * @param root the package that the rooms are in: {@code dev.kedge}, or in a test of the rules themselves another
 */
record HouseRules(String root) {

    /** Each room may use what stands before it, never what stands after it. */
    static final List<String> ROOMS = List.of(
            "api",
            "random",
            "math",
            "verifiers",
            "hub",
            "metric",
            "checkpoint",
            "tensor",
            "config",
            "task",
            "gguf",
            "text",
            "model",
            "objective",
            "optim",
            "sampling",
            "rollout",
            "run",
            "evaluation",
            "train",
            "serving",
            "lab",
            "cli");

    /** What packages of rooms begin with that are not for callers. */
    static final String INTERNAL = "internal.";

    /** Modules without any dependency, for all rooms to use. */
    private static final List<String> FOUNDATIONS = List.of("divergence", "jinja");

    private static final List<String> NATIVE_ROOMS =
            List.of("tensor", "model", "objective", "optim", "sampling", "train");

    private static final List<String> ROOMS_WITHOUT_IO =
            List.of("divergence", "jinja", "api", "math", "model", "objective", "rollout");

    /** All rooms, those first that all may use. */
    static List<String> inOrder() {
        return Stream.concat(FOUNDATIONS.stream(), ROOMS.stream()).toList();
    }

    List<ArchRule> all() {
        return List.of(
                order(),
                noCircles(),
                noClassCircles(),
                nativeTypes(),
                scopesAndOptionals(),
                inputAndOutput(),
                foundationsStandAlone(),
                exit(),
                randomness());
    }

    ArchRule order() {
        return classes()
                .should(new ArchCondition<>("use only rooms above their own: " + String.join(" < ", ROOMS)) {
                    @Override
                    public void check(JavaClass user, ConditionEvents events) {
                        if (place(user) < 0) {
                            String message =
                                    user.getName() + " is in no room: add its package to HouseRules.ROOMS and to"
                                            + " the house plan, or move the class";
                            events.add(SimpleConditionEvent.violated(user, message));
                            return;
                        }
                        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                            if (place(dependency.getTargetClass()) > place(user)) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        }
                    }
                })
                .as("A room uses those above it in the table, never those below");
    }

    ArchRule noCircles() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .as("Packages do not use each other in circles");
    }

    ArchRule noClassCircles() {
        return classes().should(new ClassCircles()).as("Classes of a package do not use each other in circles");
    }

    ArchRule nativeTypes() {
        return noClasses()
                .that(areNotIn(NATIVE_ROOMS))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .as("Native types (`org.bytedeco`) are mentioned only in " + listed(NATIVE_ROOMS));
    }

    ArchRule scopesAndOptionals() {
        return noClasses()
                .that(areNotIn(List.of("tensor")))
                .should()
                .dependOnClassesThat(describe(
                        "are PointerScope or an Optional wrapper of the C++ API",
                        used -> used.getPackageName().startsWith("org.bytedeco")
                                && (used.getSimpleName().equals("PointerScope")
                                        || used.getSimpleName().endsWith("Optional"))))
                .as("Only `tensor` knows `PointerScope` and the Optional wrappers of the C++ API");
    }

    ArchRule inputAndOutput() {
        DescribedPredicate<JavaClass> pure = describe(
                "are in " + ROOMS_WITHOUT_IO + " but not in model.hub",
                user -> ROOMS_WITHOUT_IO.contains(room(user))
                        && !user.getPackageName().startsWith(root + ".model.hub"));
        DescribedPredicate<JavaClass> filesOrNetwork = describe(
                "are of java.io, java.nio.file, java.nio.channels or java.net",
                used -> (used.getPackageName().equals("java.io") && !used.isEquivalentTo(Serializable.class))
                        || used.getPackageName().startsWith("java.nio.file")
                        || used.getPackageName().startsWith("java.nio.channels")
                        || used.getPackageName().startsWith("java.net"));
        return noClasses()
                .that(pure)
                .should()
                .dependOnClassesThat(filesOrNetwork)
                .as("No file or network access in " + listed(ROOMS_WITHOUT_IO) + ", except in `model.hub`");
    }

    ArchRule foundationsStandAlone() {
        DescribedPredicate<JavaClass> foundation =
                describe("are in " + FOUNDATIONS, user -> FOUNDATIONS.contains(room(user)));
        DescribedPredicate<Dependency> foreign = describe("lead out of java.* and the module itself", dependency -> {
            JavaClass used = dependency.getTargetClass().getBaseComponentType();
            return !used.isPrimitive()
                    && !used.getPackageName().startsWith("java.")
                    && !room(used).equals(room(dependency.getOriginClass()));
        });
        return classes()
                .that(foundation)
                .should(new ArchCondition<>("depend on java.* and their own module only") {
                    @Override
                    public void check(JavaClass user, ConditionEvents events) {
                        user.getDirectDependenciesFromSelf().stream()
                                .filter(foreign)
                                .forEach(dependency -> events.add(
                                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
                    }
                })
                .as(listed(FOUNDATIONS) + " are pure Java without dependencies");
    }

    ArchRule exit() {
        return noClasses()
                .that(areNotIn(List.of("cli")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .as("Only `cli` ends the process");
    }

    ArchRule randomness() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .as("Random numbers come from `random`: no `java.util.Random`, no `Math.random`");
    }

    private static String listed(List<String> rooms) {
        return rooms.stream().collect(Collectors.joining("`, `", "`", "`"));
    }

    private DescribedPredicate<JavaClass> areNotIn(List<String> rooms) {
        return describe("are not in " + rooms, user -> !rooms.contains(room(user)));
    }

    /**
     * The place in the order; a foundation is before all rooms; -1: no room of the house, or not of the house at all.
     */
    private int place(JavaClass type) {
        String room = room(type);
        if (FOUNDATIONS.contains(room)) {
            return 0;
        }
        return ROOMS.contains(room) ? 1 + ROOMS.indexOf(room) : -1;
    }

    /**
     * The first part of the package below the root, or below its part {@code internal}, where rooms are that only Kedge
     * itself uses; empty for what is outside the root.
     */
    String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName() + ".";
        if (!name.startsWith(root + ".")) {
            return "";
        }
        String below = name.substring(root.length() + 1);
        if (below.startsWith(INTERNAL)) {
            below = below.substring(INTERNAL.length());
        }
        return below.isEmpty() ? "" : below.substring(0, below.indexOf('.'));
    }
}
