package dev.kedge.task;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Problems of one family, each addressed by (seed, split, index), without end.
 *
 * <p>Which split a problem belongs to is decided by {@link SplitRule} from the problem itself; a draw of another split
 * is thrown away and the stream of that index goes on to the next draw. So a problem held out in one run is held out in
 * every run, whatever its seed. Prompts and demonstrations come from streams of their own: the demonstration at an
 * index is not of the prompt at that index. Two indices may, rarely, hold the same problem.
 */
final class SyntheticTask implements Task {

    /** Fewer different problems than this among {@link #SPACE_DRAWS} and a family is refused. */
    static final int MIN_SPACE = 3_500;

    private static final int SPACE_DRAWS = 10_000;
    private static final int MAX_REJECTIONS = 10_000;

    private final ProblemFamily family;
    private final long seed;

    /**
     * A task whose problems are numerous enough to be split.
     *
     * @param family what to draw
     * @param seed the run's seed
     * @throws ConfigException if the family has too few different problems to hold any out
     */
    SyntheticTask(ProblemFamily family, long seed) {
        this.family = family;
        this.seed = seed;
        int different = differentProblems(family);
        if (different < MIN_SPACE) {
            throw new ConfigException(
                    "",
                    family.name() + " has too few different problems with these settings to hold some out: at least "
                            + MIN_SPACE + " of " + SPACE_DRAWS + " drawn ones must differ, got " + different);
        }
    }

    private static int differentProblems(ProblemFamily family) {
        RandomGenerator random = RandomStream.of(0, Purpose.TASK, -1, 0);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < SPACE_DRAWS; i++) {
            seen.add(family.draw(random).canonicalText());
        }
        return seen.size();
    }

    @Override
    public TaskSource prompts(Split split) {
        return new Prompts(split);
    }

    @Override
    public Optional<DemonstrationSource> demonstrations(Split split) {
        return Optional.of(new Demonstrations(split));
    }

    @Override
    public Optional<String> alphabet() {
        return Optional.of(family.alphabet());
    }

    @Override
    public String verifierKind() {
        return family.verifierKind();
    }

    @Override
    public List<DataFile> files() {
        return List.of();
    }

    private SplittableRandom stream(Purpose purpose, Split split, long index) {
        return RandomStream.of(seed, purpose, split.name().hashCode(), index);
    }

    private Problem draw(Split split, RandomGenerator random) {
        for (int i = 0; i < MAX_REJECTIONS; i++) {
            Problem problem = family.draw(random);
            if (SplitRule.of(family.name() + ":" + problem.canonicalText()) == split) {
                return problem;
            }
        }
        throw new IllegalStateException(
                family.name() + ": no problem of split " + split + " in " + MAX_REJECTIONS + " draws");
    }

    private Prompt prompt(Problem problem, Split split, String part, long index) {
        String id = family.name() + "/" + split.name().toLowerCase(Locale.ROOT) + part + "/" + index;
        return new Prompt(id, problem.question(), problem.answer(), problem.fields());
    }

    private static void checkIndex(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("index must be >= 0, got " + index);
        }
    }

    private final class Prompts implements TaskSource {
        private final Split split;

        Prompts(Split split) {
            this.split = split;
        }

        @Override
        public Prompt prompt(long index) {
            checkIndex(index);
            SplittableRandom random = stream(Purpose.TASK, split, index);
            return SyntheticTask.this.prompt(draw(split, random), split, "", index);
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }
    }

    private final class Demonstrations implements DemonstrationSource {
        private final Split split;

        Demonstrations(Split split) {
            this.split = split;
        }

        @Override
        public Demonstration demonstration(long index) {
            checkIndex(index);
            SplittableRandom random = stream(Purpose.DEMONSTRATION, split, index);
            Problem problem = draw(split, random);
            String solution = problem.solution(new Teacher.Attempt(family.teacher(), random));
            return new Demonstration(SyntheticTask.this.prompt(problem, split, "-demonstration", index), solution);
        }

        @Override
        public OptionalLong demonstrationCount() {
            return OptionalLong.empty();
        }
    }
}
