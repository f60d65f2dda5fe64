package dev.kedge.train;

import dev.kedge.api.Choice;
import dev.kedge.train.recipe.Recipe;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that settings of verifiers name: those of the reward, and of further data sets to evaluate. */
final class VerifierFiles {

    private VerifierFiles() {}

    /** By what each is to the run: {@code verifier answers.schema.json}. */
    static Map<String, Path> of(Recipe recipe) {
        Map<String, Path> files = new TreeMap<>();
        collect(recipe.reward(), files);
        recipe.evaluation().sets().values().forEach(set -> collect(set.reward(), files));
        return files;
    }

    private static void collect(Object setting, Map<String, Path> files) {
        if (setting instanceof Path path) {
            if (Files.isRegularFile(path)) {
                files.put("verifier " + path, path);
            }
        } else if (setting instanceof Choice<?> choice) {
            collect(choice.config(), files);
        } else if (setting instanceof Optional<?> optional) {
            optional.ifPresent(value -> collect(value, files));
        } else if (setting instanceof Collection<?> several) {
            several.forEach(value -> collect(value, files));
        } else if (setting instanceof Map<?, ?> named) {
            named.values().forEach(value -> collect(value, files));
        } else if (setting instanceof Record settings) {
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                collect(value(settings, component), files);
            }
        }
    }

    private static Object value(Record settings, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return Optional.ofNullable(component.getAccessor().invoke(settings));
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return Optional.empty();
        }
    }
}
