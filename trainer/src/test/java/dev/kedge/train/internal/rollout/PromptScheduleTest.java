package dev.kedge.train.internal.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Prompt;
import dev.kedge.task.TaskSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PromptScheduleTest {

    private record Numbered(OptionalLong size) implements TaskSource {
        @Override
        public Prompt prompt(long index) {
            return new Prompt(Long.toString(index), "prompt " + index, "", Map.of());
        }
    }

    @Test
    void everyPassThroughADataSetVisitsEveryPromptOnce() {
        // 7 prompts, 3 a step: the passes end within steps 3 and 5.
        List<String> drawn = drawn(new PromptSchedule(new Numbered(OptionalLong.of(7)), 3, 1), 1, 14);
        List<List<String>> passes = new ArrayList<>();
        for (int pass = 0; pass < 6; pass++) {
            passes.add(drawn.subList(7 * pass, 7 * pass + 7));
            assertThat(passes.get(pass)).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6");
        }
        assertThat(passes).as("each in an order of its own").doesNotHaveDuplicates();
    }

    @Test
    void aStepsPromptsDependOnSeedAndStepAlone() {
        Numbered source = new Numbered(OptionalLong.of(50));
        List<String> straight = drawn(new PromptSchedule(source, 4, 1), 1, 30);
        List<String> resumed = drawn(new PromptSchedule(source, 4, 1), 21, 30);
        assertThat(resumed).isEqualTo(straight.subList(80, 120));
        assertThat(drawn(new PromptSchedule(source, 4, 2), 1, 30)).isNotEqualTo(straight);
    }

    @Test
    void aStepLargerThanTheDataSetGoesThroughItSeveralTimes() {
        List<String> drawn = drawn(new PromptSchedule(new Numbered(OptionalLong.of(2)), 5, 1), 1, 1);
        assertThat(drawn.subList(0, 2)).containsExactlyInAnyOrder("0", "1");
        assertThat(drawn.subList(2, 4)).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void aGeneratorIsTakenInOrderAndNothingComesTwice() {
        List<String> drawn = drawn(new PromptSchedule(new Numbered(OptionalLong.empty()), 3, 1), 1, 3);
        assertThat(drawn).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
    }

    /** Steps that draw 3, 3 + 2 and 3 + 1 prompts leave none out and take none twice, also when they are resumed. */
    @Test
    void aRefilledStepGoesOnWhereTheLastOneEnded() {
        PromptSchedule schedule = new PromptSchedule(new Numbered(OptionalLong.empty()), 3, 1, Optional.empty(), true);
        List<Prompt> taken = new ArrayList<>(schedule.prompts(1));
        taken.addAll(schedule.prompts(2));
        taken.addAll(schedule.further(2));
        PromptSchedule resumed = new PromptSchedule(new Numbered(OptionalLong.empty()), 3, 1, Optional.empty(), true);
        resumed.resume(schedule.state());
        taken.addAll(resumed.prompts(3));
        taken.addAll(resumed.further(1));
        assertThat(taken)
                .extracting(Prompt::id)
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    }

    private static List<String> drawn(PromptSchedule schedule, long firstStep, long lastStep) {
        return LongStream.rangeClosed(firstStep, lastStep)
                .mapToObj(schedule::prompts)
                .flatMap(List::stream)
                .map(Prompt::id)
                .toList();
    }
}
