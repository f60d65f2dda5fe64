package dev.kedge.train.internal.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TokenEnergiesTest {

    @Test
    void theSquaredGradientInTheLogitsByHand() {
        try (Scope scope = Scope.open()) {
            // Logits log 1, log 2, log 1 are probabilities ¼, ½, ¼. Of the first token: (¾)² + ½² + ¼² = 0.875; of the
            // second: ¼² + ½² + ¼² = 0.375.
            float two = (float) Math.log(2);
            Tensor logits = HostMemory.tensor(new float[] {0, two, 0, 0, two, 0}, 2, 3);
            Tensor targets = HostMemory.tensor(new long[] {0, 1}, 2);
            float[] energies = HostMemory.floats(TokenEnergies.of(logits, targets, tensor -> tensor, 3, 1));
            assertThat(energies[0]).isCloseTo(0.875f, within(1e-6f));
            assertThat(energies[1]).isCloseTo(0.375f, within(1e-6f));
            // At temperature ½ the logits double: 1, 4, 1 in 6; (5/6)² + (4/6)² + (1/6)² = 42/36.
            float[] sharper = HostMemory.floats(TokenEnergies.of(logits, targets, tensor -> tensor, 3, 0.5));
            assertThat(sharper[0]).isCloseTo(42f / 36, within(1e-6f));
        }
    }
}
