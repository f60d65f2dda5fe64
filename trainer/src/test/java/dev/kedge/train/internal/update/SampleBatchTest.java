package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.objective.advantage.Advantage;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.Samples;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Advantages of two samples by hand: prompt 5 6, completion 7 8 9; prompt 4, completion 3. Columns: 3 rounded up to 8.
 */
class SampleBatchTest {

    private static final int COLUMNS = 8;
    private static final Sample OF_ONE_TOKEN = Samples.of(new int[] {4}, new int[] {3}, -1);

    @Test
    void uniformAdvantagesTakeOneColumn() {
        try (Scope scope = Scope.open()) {
            Tensor advantages = SampleBatch.advantages(
                    List.of(Samples.of(new int[] {5, 6}, new int[] {7, 8, 9}, 0.5), OF_ONE_TOKEN), COLUMNS);
            assertThat(shape(advantages)).containsExactly(2, 1);
            assertThat(HostMemory.doubles(advantages)).containsExactly(0.5, -1);
        }
    }

    @Test
    void advantagesPerTokenStandBesideUniformOnes() {
        try (Scope scope = Scope.open()) {
            // 1 2 3 for the three tokens of the first; −1 for the only token of the second, whose seven cells of
            // padding are 0.
            Tensor advantages = SampleBatch.advantages(List.of(perToken(1, 2, 3), OF_ONE_TOKEN), COLUMNS);
            assertThat(shape(advantages)).containsExactly(2, 8);
            assertThat(HostMemory.doubles(advantages)).containsExactly(1, 2, 3, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void anAdvantagePerTokenMustFitTheCompletion() {
        assertThatThrownBy(() -> perToken(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one per token, that is 3, got 2");
    }

    private static Sample perToken(double... advantages) {
        return Samples.of(new int[] {5, 6}, new int[] {7, 8, 9}, new float[3], new Advantage(advantages));
    }

    private static long[] shape(Tensor tensor) {
        return new long[] {tensor.size(0), tensor.size(1)};
    }
}
