package dev.kedge.objective.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.SettingException;
import dev.kedge.objective.schedule.Decay.PolynomialConfig;
import dev.kedge.objective.schedule.Decay.Shape;
import dev.kedge.objective.schedule.Stages.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Factors from 1 to 0.1 within 100 steps: 0.1 + 0.9·r(p), p = (step − 1)/100. */
class ThresholdScheduleTest {

    private static final Decay.Config CONFIG = new Decay.Config(1, 0.1, 100);

    @ParameterizedTest
    @CsvSource({
        // step, line 1 − p, half a cosine (1 + cos πp)/2, square (1 − p)²
        "1, 1, 1, 1", // p = 0
        "26, 0.775, 0.868198051533946, 0.60625", // p = 1/4: r = 0.75, 0.853553390593274, 0.5625
        "51, 0.55, 0.55, 0.325", // p = 1/2: r = 0.5, 0.5, 0.25
        "101, 0.1, 0.1, 0.1", // p = 1
        "5000, 0.1, 0.1, 0.1"
    })
    void aDecayFollowsItsShapeAndStays(long step, double line, double cosine, double square) {
        assertThat(Decay.of(Shape.LINEAR, CONFIG).factor(step)).isCloseTo(line, within(1e-12));
        assertThat(Decay.of(Shape.COSINE, CONFIG).factor(step)).isCloseTo(cosine, within(1e-12));
        assertThat(Decay.polynomial(new PolynomialConfig(1, 0.1, 100, 2)).factor(step))
                .isCloseTo(square, within(1e-12));
        assertThat(Decay.polynomial(new PolynomialConfig(1, 0.1, 100, 1)).factor(step))
                .isCloseTo(line, within(1e-12));
    }

    @Test
    void stagesHoldUntilTheNextBegins() {
        Stages stages = new Stages(new Stages.Config(List.of(new Stage(50, 0.5), new Stage(200, 0.1))));
        assertThat(List.of(1L, 49L, 50L, 199L, 200L, 10_000L).stream().map(stages::factor))
                .containsExactly(1.0, 1.0, 0.5, 0.5, 0.1, 0.1);
    }

    @Test
    void whatIsNoScheduleIsRefused() {
        assertThatThrownBy(() -> new Decay.Config(0, 1, 1))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("from must be > 0 and finite, got 0.0");
        assertThatThrownBy(() -> new Decay.Config(1, 1, 0)).hasMessageContaining("steps must be >= 1, got 0");
        assertThatThrownBy(() -> new PolynomialConfig(1, 1, 1, -1)).hasMessageContaining("power must be > 0");
        assertThatThrownBy(() -> new Stages.Config(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Stages.Config(List.of(new Stage(5, 1), new Stage(5, 2))))
                .hasMessageContaining("must begin one after the other, got from_step 5 before 5");
    }
}
