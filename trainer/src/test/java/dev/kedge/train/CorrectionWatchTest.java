package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorrectionWatchTest {

    private final CorrectionWatch watch = new CorrectionWatch();

    private Optional<String> after(long step, double mean) {
        return watch.after(step, Map.of("correction/weight_mean", mean));
    }

    @Test
    void aMeanOutsideOfAHalfAndTwoIsSaidOnceAndAgainWhenItComesBack() {
        assertThat(after(1, 0.5)).isEmpty();
        assertThat(after(2, 2)).isEmpty();
        assertThat(after(3, 0.49).orElseThrow()).contains("by 0.49 on average in step 3");
        assertThat(after(4, 0.48)).isEmpty();
        assertThat(after(5, 1)).isEmpty();
        assertThat(after(6, 2.01)).isPresent();
    }

    @Test
    void nothingLeftIsSaidInItsOwnWords() {
        assertThat(after(1, 0).orElseThrow())
                .startsWith("objective.correction leaves nothing in step 1: every weight is 0");
    }

    @Test
    void aStepWithoutCorrectionHasNothingToSay() {
        assertThat(watch.after(1, Map.of("update/kl3", 0.1))).isEmpty();
    }
}
