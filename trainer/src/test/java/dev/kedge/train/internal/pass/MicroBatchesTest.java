package dev.kedge.train.internal.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.rollout.TokenSequence;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {

    @Test
    void byHand() {
        // Rounded widths 24, 8, 16, 8; 32 padded tokens: two of 8 make 16, a third of width 16 would make 48; 16 and 24
        // together would make 48 too.
        assertThat(places(sequences(20, 5, 12, 8), 32)).containsExactly(List.of(1, 3), List.of(2), List.of(0));
        assertThat(places(sequences(20, 5, 12, 8), 48)).containsExactly(List.of(1, 3, 2), List.of(0));
    }

    @Test
    void everySequenceIsInOneMicroBatchAndNoneIsOverTheBudget() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 200; trial++) {
            int[] lengths = random.ints(1 + random.nextInt(40), 2, 90).toArray();
            List<TokenSequence> sequences = sequences(lengths);
            int budget = 1 + random.nextInt(400);
            List<List<Integer>> batches = places(sequences, budget);
            assertThat(batches.stream().flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, lengths.length).boxed().toList());
            for (List<Integer> batch : batches) {
                int widest = batch.stream().mapToInt(i -> lengths[i]).max().orElseThrow();
                int padded = batch.size() * ((widest + 7) / 8 * 8);
                assertThat(batch.size() == 1 || padded <= budget)
                        .as("%d padded tokens of %d in %d sequences", padded, budget, batch.size())
                        .isTrue();
            }
        }
    }

    @Test
    void severalWorkersHaveAsMuchToDoAsEachOther() {
        // Twelve rows of 8: a budget of 96 takes all at once, which two workers cannot share; 48 each is even.
        int[] lengths = IntStream.generate(() -> 8).limit(12).toArray();
        assertThat(sizes(BatchLayout.ROWS, sequences(lengths), 96, 1)).containsExactly(12);
        assertThat(sizes(BatchLayout.ROWS, sequences(lengths), 96, 2)).containsExactly(6, 6);
        // A budget of 40 makes micro-batches of 5, 5 and 2: two rounds for two workers, hence four of 3.
        assertThat(sizes(BatchLayout.ROWS, sequences(lengths), 40, 2)).containsExactly(3, 3, 3, 3);
        assertThat(sizes(BatchLayout.ROWS, sequences(lengths), 40, 3))
                .as("three are one round for three workers, as they are")
                .containsExactly(5, 5, 2);
        assertThat(sizes(BatchLayout.ROWS, sequences(8), 96, 4)).containsExactly(1);
    }

    @Test
    void theCutForWorkersHoldsEverySequenceOnceWithinTheBudget() {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 200; trial++) {
            int[] lengths = random.ints(1 + random.nextInt(40), 2, 90).toArray();
            List<TokenSequence> sequences = sequences(lengths);
            int budget = 1 + random.nextInt(1000);
            int workers = 1 + random.nextInt(4);
            for (BatchLayout layout : BatchLayout.values()) {
                List<MicroBatch<TokenSequence>> cut = layout.cut(sequences, each -> each, budget, workers);
                assertThat(cut.stream().flatMap(micro -> micro.places().stream()))
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, lengths.length).boxed().toList());
                int alone = layout.cut(sequences, each -> each, budget).size();
                assertThat(cut.size()).isLessThanOrEqualTo((alone + workers - 1) / workers * workers);
                for (MicroBatch<TokenSequence> micro : cut) {
                    long width = layout.width(micro, each -> each);
                    assertThat(micro.members().size() == 1 || width <= budget)
                            .as("%d padded tokens of %d", width, budget)
                            .isTrue();
                    assertThat(width)
                            .isEqualTo(layout.tensors(micro.members()).tokens().numel());
                }
            }
        }
    }

    private static List<Integer> sizes(BatchLayout layout, List<TokenSequence> sequences, int budget, int workers) {
        return layout.cut(sequences, each -> each, budget, workers).stream()
                .map(micro -> micro.members().size())
                .toList();
    }

    /** Where the members of each micro-batch stood; that they are those members is checked on the way. */
    private static List<List<Integer>> places(List<TokenSequence> sequences, int budget) {
        List<MicroBatch<TokenSequence>> batches = MicroBatches.of(sequences, TokenSequence::length, budget);
        for (MicroBatch<TokenSequence> batch : batches) {
            assertThat(batch.members())
                    .isEqualTo(batch.places().stream().map(sequences::get).toList());
        }
        return batches.stream().map(MicroBatch::places).toList();
    }

    private static List<TokenSequence> sequences(int... lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> new TokenSequence(new int[1], new int[length - 1]))
                .toList();
    }
}
