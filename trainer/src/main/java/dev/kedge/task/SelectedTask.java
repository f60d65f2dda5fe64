package dev.kedge.task;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import dev.kedge.task.data.RowFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A task without some of its prompts.
 *
 * <p>Of a data set they are looked for at the start; of one of more than 100,000 rows a prompt gives way to the next
 * when its turn comes. A generator's prompts are alike and stay; a mixture is the mixture of its tasks without such
 * prompts.
 */
public final class SelectedTask implements Task {

    private final Task whole;
    private final Map<Split, TaskSource> prompts = new EnumMap<>(Split.class);
    private final Map<Split, DemonstrationSource> demonstrations = new EnumMap<>(Split.class);

    private SelectedTask(Task whole) {
        this.whole = whole;
    }

    /** The prompts that were left out so far: how many, and the first. */
    public static final class LeftOut {

        private long count;
        private Optional<Prompt> first = Optional.empty();

        /** None so far. */
        public LeftOut() {}

        synchronized void add(Prompt prompt) {
            first = first.isPresent() ? first : Optional.of(prompt);
            count++;
        }

        /** How many. */
        public synchronized long count() {
            return count;
        }

        /** The first of them. */
        public synchronized Optional<Prompt> first() {
            return first;
        }
    }

    /**
     * A task with those prompts that are wanted.
     *
     * @param task the whole
     * @param splits those that are looked through; the others stay as they are
     * @param wanted says of a prompt whether it stays
     * @param leftOut is told of those that do not
     */
    public static Task of(Task task, Set<Split> splits, Predicate<Prompt> wanted, LeftOut leftOut) {
        return task.changing(data -> ofData(data, splits, wanted, leftOut));
    }

    private static Task ofData(Task task, Set<Split> splits, Predicate<Prompt> wanted, LeftOut leftOut) {
        SelectedTask selected = new SelectedTask(task);
        for (Split split : splits) {
            source(task, split).filter(source -> source.size().isPresent()).ifPresent(source -> {
                Selection selection = Selection.of(source, wanted, leftOut);
                selected.prompts.put(split, new Prompts(source, selection));
                task.demonstrations(split)
                        .filter(shown -> shown.demonstrationCount().equals(source.size()))
                        .ifPresent(shown -> selected.demonstrations.put(split, new Demonstrations(shown, selection)));
            });
        }
        return selected;
    }

    /** The prompts of a split, if it has any. */
    static Optional<TaskSource> source(Task task, Split split) {
        try {
            return Optional.of(task.prompts(split));
        } catch (ConfigException none) {
            return Optional.empty();
        }
    }

    /**
     * The places of prompts that stay.
     *
     * @param places of a data set that was looked through; empty of a large one, whose prompts give way
     * @param count how many places there are
     */
    private record Selection(Optional<long[]> places, long count, Predicate<Prompt> wanted, LeftOut leftOut) {

        static Selection of(TaskSource source, Predicate<Prompt> wanted, LeftOut leftOut) {
            long size = source.size().orElseThrow();
            if (size > RowFile.MAX_AT_ONCE) {
                return new Selection(Optional.empty(), size, wanted, leftOut);
            }
            List<Long> places = new ArrayList<>();
            long[] next = {0};
            source.first(size).forEach(prompt -> {
                if (wanted.test(prompt)) {
                    places.add(next[0]);
                } else {
                    leftOut.add(prompt);
                }
                next[0]++;
            });
            long[] kept = places.stream().mapToLong(Long::longValue).toArray();
            return new Selection(Optional.of(kept), kept.length, wanted, leftOut);
        }

        long place(long index) {
            return places.map(kept -> kept[Math.toIntExact(index)]).orElse(index);
        }

        /** The place whose turn it is: the first from this one on whose prompt is wanted. */
        long turn(long index, TaskSource source) {
            if (places.isPresent()) {
                return place(index);
            }
            for (long step = 0; step < count; step++) {
                long place = (index + step) % count;
                Prompt prompt = source.prompt(place);
                if (wanted.test(prompt)) {
                    return place;
                }
                leftOut.add(prompt);
            }
            throw new IllegalArgumentException("every prompt of the data set is left out");
        }
    }

    /** Prompts that stay. */
    private record Prompts(TaskSource source, Selection selection) implements TaskSource {

        @Override
        public Prompt prompt(long index) {
            return source.prompt(selection.turn(index, source));
        }

        @Override
        public List<Prompt> prompts(List<Long> indices) {
            List<Prompt> found = new ArrayList<>(
                    source.prompts(indices.stream().map(selection::place).toList()));
            for (int i = 0; i < found.size(); i++) {
                if (selection.places().isEmpty() && !selection.wanted().test(found.get(i))) {
                    found.set(i, prompt(indices.get(i)));
                }
            }
            return found;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(selection.count());
        }
    }

    /** Demonstrations of prompts that stay. */
    private record Demonstrations(DemonstrationSource source, Selection selection) implements DemonstrationSource {

        @Override
        public Demonstration demonstration(long index) {
            for (long step = 0; step < selection.count(); step++) {
                Demonstration shown = source.demonstration(selection.place((index + step) % selection.count()));
                if (selection.places().isPresent() || selection.wanted().test(shown.prompt())) {
                    return shown;
                }
            }
            throw new IllegalArgumentException("every demonstration of the data set is left out");
        }

        @Override
        public OptionalLong demonstrationCount() {
            return OptionalLong.of(selection.count());
        }
    }

    @Override
    public TaskSource prompts(Split split) {
        Optional<TaskSource> selected = Optional.ofNullable(prompts.get(split));
        if (selected.isPresent() && selected.get().size().orElse(1) == 0) {
            throw new ConfigException(
                    "", "every prompt in split " + split.name().toLowerCase(Locale.ROOT) + " is left out");
        }
        return selected.orElseGet(() -> whole.prompts(split));
    }

    @Override
    public Optional<DemonstrationSource> demonstrations(Split split) {
        return Optional.ofNullable(demonstrations.get(split)).or(() -> whole.demonstrations(split));
    }

    @Override
    public Optional<String> alphabet() {
        return whole.alphabet();
    }

    @Override
    public String verifierKind() {
        return whole.verifierKind();
    }

    @Override
    public List<DataFile> files() {
        return whole.files();
    }
}
