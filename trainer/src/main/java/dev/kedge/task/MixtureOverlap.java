package dev.kedge.task;

import dev.kedge.api.Prompt;
import dev.kedge.task.data.RowFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prompts that one data set of a mixture would train on and another one holds out. Each data set treats its own as
 * its {@code overlap} says; a task that has no such setting leaves them out.
 */
final class MixtureOverlap {

    private static final Logger LOG = LoggerFactory.getLogger(MixtureOverlap.class);

    private MixtureOverlap() {}

    /** The tasks, by name, without what others hold out, as the setting of each says. */
    static Map<String, Task> resolved(Map<String, Task> tasks, Map<String, Overlap> overlaps) {
        Map<String, Map<String, String>> heldOut = new HashMap<>();
        tasks.forEach((name, task) -> heldOut.put(name, heldOut(task)));
        Map<String, Task> resolved = new HashMap<>();
        tasks.forEach((name, task) -> {
            Map<String, String> ofOthers = new HashMap<>();
            heldOut.forEach((other, prompts) -> {
                if (!other.equals(name)) {
                    prompts.forEach((text, id) -> ofOthers.putIfAbsent(text, other + "/" + id));
                }
            });
            resolved.put(
                    name,
                    ofOthers.isEmpty()
                            ? task
                            : without(ofOthers, name, task, overlaps.getOrDefault(name, Overlap.LEAVE_OUT)));
        });
        return resolved;
    }

    private static Task without(Map<String, String> heldOut, String name, Task task, Overlap overlap) {
        if (overlap == Overlap.ALLOW) {
            return task;
        }
        Predicate<Prompt> isFree = prompt -> {
            Optional<String> place = Optional.ofNullable(heldOut.get(PromptText.normalized(prompt.text())));
            if (place.isPresent() && overlap == Overlap.ERROR) {
                throw new IllegalArgumentException(
                        "training and held-out files must not share a prompt (overlap: error)," + " got " + name + "/"
                                + prompt.id() + ", the prompt of " + place.get());
            }
            return place.isEmpty();
        };
        SelectedTask.LeftOut leftOut = new SelectedTask.LeftOut();
        Task selected = SelectedTask.of(task, Set.of(Split.TRAIN), isFree, leftOut);
        leftOut.first()
                .ifPresent(first -> LOG.warn(
                        "{} rows of {} are left out: another task of the mixture holds their prompts out; the first is {}, the"
                                + " prompt of {}",
                        leftOut.count(),
                        name,
                        first.id(),
                        heldOut.getOrDefault(PromptText.normalized(first.text()), "")));
        return leftOut.count() > 0 || isLarge(task) ? selected : task;
    }

    private static boolean isLarge(Task task) {
        return sources(task, List.of(Split.TRAIN)).stream()
                .anyMatch(source -> source.size().orElse(0) > RowFile.MAX_AT_ONCE);
    }

    /** What is held out of training, by its words, with the ids; of generators, whose splits share nothing, nothing. */
    private static Map<String, String> heldOut(Task task) {
        Map<String, String> prompts = new HashMap<>();
        for (TaskSource source : sources(task, List.of(Split.TEST, Split.VALIDATION))) {
            source.size()
                    .ifPresent(size -> source.first(size)
                            .forEach(prompt -> prompts.putIfAbsent(PromptText.normalized(prompt.text()), prompt.id())));
        }
        return prompts;
    }

    private static List<TaskSource> sources(Task task, List<Split> splits) {
        List<TaskSource> sources = new ArrayList<>();
        for (Split split : splits) {
            SelectedTask.source(task, split).ifPresent(sources::add);
        }
        return sources;
    }
}
