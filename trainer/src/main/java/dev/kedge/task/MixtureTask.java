package dev.kedge.task;

import dev.kedge.api.Choice;
import dev.kedge.api.Inlined;
import dev.kedge.api.Prompt;
import dev.kedge.api.Require;
import dev.kedge.config.ConfigException;
import dev.kedge.task.Interleaving.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Several tasks at once, each with a weight. Prompts to train on come from each as often as its weight says, evenly
 * mixed, each data set in an order of its own for every pass; held-out prompts of data sets each come once, mixed by
 * their numbers. Every prompt has the name of its task in the field {@value #FIELD}.
 */
final class MixtureTask implements Task {

    /** The field of a prompt that says which task it is of. */
    static final String FIELD = "mixture";

    private final List<Part> parts;
    private final long seed;

    private MixtureTask(List<Part> parts, long seed) {
        this.parts = List.copyOf(parts);
        this.seed = seed;
    }

    /**
     * The tasks that are mixed.
     *
     * @param of the ingredients; at least one when the task is made
     */
    public record Config(List<Ingredient> of) {

        /** Nothing; the tasks must be given. */
        public static final Config DEFAULT = new Config(List.of());

        public Config {
            of = List.copyOf(of);
        }
    }

    /**
     * A task with its place in the mixture.
     *
     * @param task its kind and settings
     * @param weight how often its prompts come, beside the other weights; absent: 1
     * @param name what its prompts' ids and fields call it; absent: its kind and place
     */
    public record Ingredient(@Inlined Choice<TaskMaker> task, OptionalDouble weight, Optional<String> name) {

        public Ingredient {
            weight.ifPresent(given -> Require.that(given > 0 && given < 1e9, "weight", "must be a number > 0", given));
        }
    }

    private record Part(String name, double weight, Task task) {

        Part with(Task other) {
            return new Part(name, weight, other);
        }
    }

    /** Makes the tasks of a mixture. */
    static MixtureTask of(Config config, long seed) throws IOException {
        if (config.of().isEmpty()) {
            throw new ConfigException("of", "must name at least one task, got none");
        }
        List<Part> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < config.of().size(); i++) {
            try {
                Part part = part(config.of().get(i), i, seed);
                if (!names.add(part.name())) {
                    throw new ConfigException("name", "must differ from those before it, got " + part.name());
                }
                parts.add(part);
            } catch (ConfigException e) {
                throw e.atPath("of[" + i + "]");
            }
        }
        Map<String, Task> tasks = new LinkedHashMap<>();
        parts.forEach(part -> tasks.put(part.name(), part.task()));
        Map<String, Overlap> overlaps = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            if (config.of().get(i).task().config() instanceof DatasetTask.Config data) {
                overlaps.put(parts.get(i).name(), data.overlap());
            }
        }
        Map<String, Task> resolved = MixtureOverlap.resolved(tasks, overlaps);
        return new MixtureTask(
                parts.stream()
                        .map(part -> part.with(resolved.getOrDefault(part.name(), part.task())))
                        .toList(),
                seed);
    }

    @Override
    public Task changing(UnaryOperator<Task> change) {
        return new MixtureTask(
                parts.stream()
                        .map(part -> part.with(part.task().changing(change)))
                        .toList(),
                seed);
    }

    private static Part part(Ingredient ingredient, int place, long seed) throws IOException {
        String name = ingredient.name().orElse(ingredient.task().name() + "_" + (place + 1));
        return new Part(name, ingredient.weight().orElse(1), TaskMaker.chosen(ingredient.task(), seed));
    }

    @Override
    public TaskSource prompts(Split split) {
        return split == Split.TRAIN ? new Drawn(sources(split)) : heldOut(split);
    }

    private TaskSource heldOut(Split split) {
        List<Part> present =
                parts.stream().filter(part -> source(part, split).isPresent()).toList();
        if (present.isEmpty()) {
            throw new ConfigException("", "no task of the mixture has a prompt in this split");
        }
        List<TaskSource> sources =
                present.stream().map(part -> source(part, split).orElseThrow()).toList();
        boolean finite = sources.stream().allMatch(source -> source.size().isPresent());
        double[] weights = finite
                ? sources.stream()
                        .mapToDouble(source -> source.size().getAsLong())
                        .toArray()
                : present.stream().mapToDouble(Part::weight).toArray();
        OptionalLong size = finite
                ? OptionalLong.of(sources.stream()
                        .mapToLong(source -> source.size().getAsLong())
                        .sum())
                : OptionalLong.empty();
        return new Sequence(present, sources, new Interleaving(weights), size);
    }

    private static Optional<TaskSource> source(Part part, Split split) {
        try {
            return Optional.of(part.task().prompts(split));
        } catch (ConfigException none) {
            return Optional.empty();
        }
    }

    private List<TaskSource> sources(Split split) {
        return parts.stream().map(part -> part.task().prompts(split)).toList();
    }

    private static Prompt marked(Part part, Prompt prompt) {
        Map<String, String> fields = new HashMap<>(prompt.fields());
        fields.put(FIELD, part.name());
        return new Prompt(
                part.name() + "/" + prompt.id(), prompt.text(), prompt.answer(), fields, prompt.conversation());
    }

    private Interleaving byWeight() {
        return new Interleaving(parts.stream().mapToDouble(Part::weight).toArray());
    }

    /** Prompts one after the other; of a data set that runs out, from its beginning. */
    private record Sequence(List<Part> parts, List<TaskSource> sources, Interleaving mixed, OptionalLong size)
            implements TaskSource {

        @Override
        public Prompt prompt(long index) {
            Place place = mixed.at(index);
            TaskSource source = sources.get(place.sequence());
            long element = place.element() % source.size().orElse(Long.MAX_VALUE);
            return marked(parts.get(place.sequence()), source.prompt(element));
        }
    }

    /** Prompts to train on, without end. */
    private final class Drawn implements TaskSource {
        private final List<TaskSource> sources;
        private final List<ShuffledPasses> orders = new ArrayList<>();
        private final Interleaving mixed = byWeight();

        Drawn(List<TaskSource> sources) {
            this.sources = sources;
            for (int i = 0; i < sources.size(); i++) {
                orders.add(new ShuffledPasses(seed, i + 1));
            }
        }

        @Override
        public Prompt prompt(long index) {
            return prompts(List.of(index)).get(0);
        }

        @Override
        public List<Prompt> prompts(List<Long> indices) {
            List<Place> places = indices.stream().map(mixed::at).toList();
            Map<Place, Prompt> found = new HashMap<>();
            for (int i = 0; i < sources.size(); i++) {
                int part = i;
                List<Place> wanted = places.stream()
                        .filter(place -> place.sequence() == part)
                        .distinct()
                        .toList();
                List<Prompt> prompts = sources.get(i)
                        .prompts(wanted.stream()
                                .map(place -> index(part, place.element()))
                                .toList());
                for (int j = 0; j < wanted.size(); j++) {
                    found.put(wanted.get(j), marked(parts.get(i), prompts.get(j)));
                }
            }
            return places.stream()
                    .map(place -> Objects.requireNonNull(found.get(place)))
                    .toList();
        }

        private long index(int part, long element) {
            OptionalLong size = sources.get(part).size();
            return size.isPresent() ? orders.get(part).index(element, size.getAsLong()) : element;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<DemonstrationSource> demonstrations(Split split) {
        List<DemonstrationSource> sources = parts.stream()
                .flatMap(part -> part.task().demonstrations(split).stream())
                .toList();
        return sources.size() < parts.size() ? Optional.empty() : Optional.of(new Demonstrations(sources, byWeight()));
    }

    /** Demonstrations by weight, without end. */
    private record Demonstrations(List<DemonstrationSource> sources, Interleaving mixed)
            implements DemonstrationSource {

        @Override
        public Demonstration demonstration(long index) {
            Place place = mixed.at(index);
            DemonstrationSource source = sources.get(place.sequence());
            return source.demonstration(
                    place.element() % source.demonstrationCount().orElse(Long.MAX_VALUE));
        }

        @Override
        public OptionalLong demonstrationCount() {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<String> alphabet() {
        List<String> alphabets =
                parts.stream().flatMap(part -> part.task().alphabet().stream()).toList();
        return alphabets.size() < parts.size()
                ? Optional.empty()
                : Optional.of(String.join("", alphabets)
                        .codePoints()
                        .distinct()
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()));
    }

    /** That of all of them; where they differ no kind has this name, and the recipe has to say who judges what. */
    @Override
    public String verifierKind() {
        return parts.stream().map(part -> part.task().verifierKind()).distinct().collect(Collectors.joining(" or "));
    }

    @Override
    public List<DataFile> files() {
        return parts.stream().flatMap(part -> part.task().files().stream()).toList();
    }
}
