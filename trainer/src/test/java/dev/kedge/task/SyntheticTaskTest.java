package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Prompt;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntheticTaskTest {

    static Stream<ProblemFamily> families() {
        return Stream.of(
                new Addition(Addition.Config.DEFAULT),
                new Addition(new Addition.Config(2, Teacher.Config.FLAWLESS)),
                new ModularChain(ModularChain.Config.DEFAULT),
                new ModularChain(new ModularChain.Config(11, 3, new Teacher.Config(0.5, 0.1))),
                new Countdown(Countdown.Config.DEFAULT),
                new Countdown(new Countdown.Config(6, 99, 99, true, new Teacher.Config(0.5, 0.1))));
    }

    @ParameterizedTest
    @MethodSource("families")
    void samePlaceSameProblemDifferentPlaceDifferentStream(ProblemFamily family) {
        TaskSource source = new SyntheticTask(family, 1).prompts(Split.TRAIN);
        TaskSource again = new SyntheticTask(family, 1).prompts(Split.TRAIN);
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Prompt prompt = source.prompt(i);
            assertThat(again.prompt(i)).isEqualTo(prompt);
            texts.add(prompt.text());
        }
        // Uniform draws from 3,072 problems (2-digit sums of TRAIN): 200²/2/3072 = 6.5 repeats expected.
        assertThat(texts).hasSizeGreaterThan(180);
        assertThat(new SyntheticTask(family, 2).prompts(Split.TRAIN).prompt(0))
                .isNotEqualTo(new SyntheticTask(family, 1).prompts(Split.TRAIN).prompt(0));
    }

    @ParameterizedTest
    @MethodSource("families")
    void splitsShareNoProblemWhateverTheSeed(ProblemFamily family) {
        Map<Split, Set<String>> seen = new EnumMap<>(Split.class);
        for (long seed = 1; seed <= 2; seed++) {
            SyntheticTask task = new SyntheticTask(family, seed);
            for (Split split : Split.values()) {
                Set<String> problems = seen.computeIfAbsent(split, none -> new HashSet<>());
                TaskSource prompts = task.prompts(split);
                DemonstrationSource demonstrations = task.demonstrations(split).orElseThrow();
                for (int i = 0; i < 1_000; i++) {
                    problems.add(prompts.prompt(i).text());
                    problems.add(demonstrations.demonstration(i).prompt().text());
                }
            }
        }
        assertThat(Collections.disjoint(seen.get(Split.TRAIN), seen.get(Split.VALIDATION)))
                .isTrue();
        assertThat(Collections.disjoint(seen.get(Split.TRAIN), seen.get(Split.TEST)))
                .isTrue();
        assertThat(Collections.disjoint(seen.get(Split.VALIDATION), seen.get(Split.TEST)))
                .isTrue();
    }

    @Test
    void sumAndItsMirrorImageAreOneProblem() {
        TaskSource test =
                new SyntheticTask(new Addition(new Addition.Config(2, Teacher.Config.FLAWLESS)), 1).prompts(Split.TEST);
        TaskSource train = new SyntheticTask(new Addition(new Addition.Config(2, Teacher.Config.FLAWLESS)), 1)
                .prompts(Split.TRAIN);
        Set<String> mirrored = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            String text = test.prompt(i).text(); // "ab+cd="
            mirrored.add(text.substring(3, 5) + "+" + text.substring(0, 2) + "=");
        }
        for (int i = 0; i < 3_000; i++) {
            assertThat(mirrored).doesNotContain(train.prompt(i).text());
        }
    }

    @Test
    void anEighthOfAllProblemsIsHeldOutForEachOfTestAndValidation() {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int i = 0; i < 80_000; i++) {
            counts.merge(SplitRule.of("addition:" + i + "+17"), 1, Integer::sum);
        }
        // 80,000/8 = 10,000, standard deviation sqrt(80,000·1/8·7/8) = 94; 5 of them are 470.
        assertThat(counts.get(Split.TEST)).isBetween(9_530, 10_470);
        assertThat(counts.get(Split.VALIDATION)).isBetween(9_530, 10_470);
    }

    @ParameterizedTest
    @MethodSource("families")
    void alphabetIsExactlyTheCharactersInUse(ProblemFamily family) {
        SyntheticTask task = new SyntheticTask(family, 3);
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Demonstration demonstration =
                    task.demonstrations(Split.TRAIN).orElseThrow().demonstration(i);
            demonstration.prompt().text().chars().forEach(used::add);
            demonstration.completion().chars().forEach(used::add);
        }
        String alphabet = task.alphabet().orElseThrow();
        assertThat(alphabet.chars().distinct().count()).isEqualTo(alphabet.length());
        assertThat(alphabet.chars().boxed().toList()).containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("families")
    void solutionHoldsTheAnswerMarkerOnce(ProblemFamily family) {
        DemonstrationSource source =
                new SyntheticTask(family, 3).demonstrations(Split.TRAIN).orElseThrow();
        for (int i = 0; i < 500; i++) {
            Demonstration demonstration = source.demonstration(i);
            assertThat(demonstration.completion()).containsOnlyOnce("#");
            assertThat(demonstration.prompt().text()).doesNotContain("#");
        }
    }

    @Test
    void solutionsOfAdditionAndOfChainsAreAllOfOneLength() {
        DemonstrationSource sums = new SyntheticTask(new Addition(Addition.Config.DEFAULT), 1)
                .demonstrations(Split.TRAIN)
                .orElseThrow();
        DemonstrationSource chains = new SyntheticTask(new ModularChain(ModularChain.Config.DEFAULT), 1)
                .demonstrations(Split.TRAIN)
                .orElseThrow();
        for (int i = 0; i < 500; i++) {
            assertThat(sums.demonstration(i).completion()).hasSize(42); // 4 columns · 9 + # + 5 digits
            assertThat(chains.demonstration(i).completion()).hasSize(26); // 4 steps · 6 + # + 1 digit
        }
    }

    @Test
    void tooFewDifferentProblemsAreRefused() {
        // 7³·3² = 3,087 chains; at most that many of 10,000 draws can differ.
        ProblemFamily small = new ModularChain(new ModularChain.Config(7, 2, Teacher.Config.FLAWLESS));
        assertThatThrownBy(() -> new SyntheticTask(small, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modular has too few different problems")
                .hasMessageContaining("at least 3500");
    }

    @Test
    void settingsOutOfRangeNameWhatIsAllowedAndWhatWasGot() {
        assertThatThrownBy(() -> new Addition.Config(10, Teacher.Config.FLAWLESS))
                .hasMessage("digits must be 2 to 9, got 10");
        assertThatThrownBy(() -> new ModularChain.Config(1, 4, Teacher.Config.FLAWLESS))
                .hasMessage("modulus must be 2 to 100, got 1");
        assertThatThrownBy(() -> new Countdown.Config(3, 20, 10, false, Teacher.Config.FLAWLESS))
                .hasMessage("max_target must be from max_number, 20, to 9999, got 10");
        assertThatThrownBy(() -> new Teacher.Config(Double.NaN, 0))
                .hasMessage("misconception must be in [0, 1], got NaN");
        assertThatThrownBy(() -> new Teacher.Config(0, 1)).hasMessage("slip must be in [0, 1), got 1.0");
    }
}
