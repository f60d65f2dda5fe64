package dev.kedge.train.internal.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Two sequences by hand: prompt 5 6, completion 7 8 9; prompt 4, completion 3. */
class PaddedBatchTest {

    private static final List<TokenSequence> SEQUENCES = List.of(
            new TokenSequence(new int[] {5, 6}, new int[] {7, 8, 9}), new TokenSequence(new int[] {4}, new int[] {3}));

    @Test
    void everyTensorByHand() {
        try (Scope scope = Scope.open()) {
            PaddedBatch batch = PaddedBatch.of(SEQUENCES);
            // Widths 5 and 3 are rounded up to 8.
            assertThat(shape(batch.tokens())).containsExactly(2, 8);
            assertThat(HostMemory.longs(batch.tokens()))
                    .containsExactly(5, 6, 7, 8, 9, 0, 0, 0, 4, 3, 0, 0, 0, 0, 0, 0);
            assertThat(HostMemory.longs(batch.positions()))
                    .containsExactly(0, 1, 2, 3, 4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
            // 7 is predicted at 6, which is number 1; 8 and 9 one further each; 3 at 4, the first of the second row.
            assertThat(HostMemory.longs(batch.predictors())).containsExactly(1, 2, 3, 8);
            assertThat(HostMemory.longs(batch.targets())).containsExactly(7, 8, 9, 3);
            assertThat(HostMemory.longs(batch.cells())).containsExactly(0, 1, 2, 8);
            assertThat(shape(batch.mask())).containsExactly(2, 8);
            assertThat(HostMemory.longs(batch.mask())).containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void valuesPerTokenGoToTheirCellsAndGradientsComeBack() {
        try (Scope scope = Scope.open()) {
            PaddedBatch batch = PaddedBatch.of(SEQUENCES);
            Tensor perToken = Autograd.leaf(HostMemory.tensor(new float[] {10, 20, 30, 40}, 4));
            Tensor inPlace = batch.inPlace(perToken);
            assertThat(HostMemory.doubles(inPlace)).containsExactly(10, 20, 30, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0);
            // The slope of Σ x² is 2x at every token.
            Autograd.backward(inPlace.square().sum());
            assertThat(HostMemory.doubles(Autograd.gradient(perToken))).containsExactly(20, 40, 60, 80);
        }
    }

    @Test
    void widthsAreRoundedUpToEights() {
        assertThat(List.of(1, 8, 9, 16, 17).stream().map(PaddedBatch::roundedUp))
                .containsExactly(8, 8, 16, 16, 24);
    }

    private static long[] shape(Tensor tensor) {
        return new long[] {tensor.size(0), tensor.size(1)};
    }
}
