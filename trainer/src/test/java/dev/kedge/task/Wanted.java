package dev.kedge.task;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Verifier;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.verifiers.TaskVerifier;
import dev.kedge.verifiers.Verifiers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A verifier or task as a recipe would ask for it, for tests.
 *
 * @param kind its kind
 * @param settings by key; values may be of this type too
 */
public record Wanted(String kind, Map<String, ?> settings) {

    public static Wanted of(String kind) {
        return new Wanted(kind, Map.of());
    }

    public static Wanted of(String kind, Map<String, ?> settings) {
        return new Wanted(kind, settings);
    }

    /** Makes a verifier where no task names one. */
    public static Verifier verifier(Wanted wanted) {
        Catalogue<Verifier> known = Verifiers.catalogue().with(ForeignKinds.found());
        return ConfigException.within("", () -> wanted.from(known).create());
    }

    /** Makes a verifier for a task that names one. */
    public static Verifier verifier(Wanted wanted, String ofTask) {
        return verifier(wanted.from(TaskReward.catalogue(ForeignKinds.found())), ofTask);
    }

    /** Makes a verifier for a task that names one. */
    public static Verifier verifier(Choice<Verifier> choice, String ofTask) {
        Choice<Verifier> own = Choice.of(Verifiers.catalogue().kind(ofTask));
        return ConfigException.within(
                "", () -> choice.create(each -> each.equals(Choice.of(TaskVerifier.KIND)) ? own : each));
    }

    /** Makes a task. */
    public static Task task(Wanted wanted, long seed) throws IOException {
        return TaskMaker.chosen(wanted.from(Tasks.catalogue(ForeignKinds.none())), seed);
    }

    private <T> Choice<T> from(Catalogue<T> catalogue) {
        return Catalogues.of(List.of(catalogue)).choice(catalogue.makes(), kind, plain(settings));
    }

    private static Map<String, Object> plain(Map<?, ?> settings) {
        Map<String, Object> plain = new LinkedHashMap<>();
        settings.forEach((key, value) -> plain.put((String) key, plain(value)));
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof Wanted wanted) {
            Map<String, Object> plain = plain(wanted.settings());
            plain.put("kind", wanted.kind());
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            return plain(map);
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        return value;
    }
}
