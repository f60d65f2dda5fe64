package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import java.util.OptionalDouble;

/**
 * A divergence read off one sample: {@code φ(w)} with {@code φ(1) = 0}, such that {@code φ(w) <= δ} is an interval
 * around 1 for every {@code δ > 0}.
 *
 * <p>For an f-divergence, {@code φ(w) = f(w) - f'(1)(w - 1)}: non-negative, and its mean over tokens sampled from the
 * old policy is the divergence {@code D_f(π || π_old)}, because {@code w - 1} has mean zero. House scale: unless a
 * measure says otherwise, {@code φ''(1) = 1}, hence {@code |w - 1| <= sqrt(2δ)} to first order.
 *
 * <p>Everything is a function of {@code x = log w} and accurate to a few units in the last place also for tiny
 * {@code x}, where formulas in {@code w} cancel.
 */
public interface RatioMeasure {

    /** Name, formula of φ, and origin. */
    Definition definition();

    /**
     * The measure itself.
     *
     * @param logRatio {@code x = log w}; at {@code ±Infinity} the limit is returned
     * @return {@code φ(e^x)}
     */
    double phi(double logRatio);

    /**
     * How fast the measure changes with the log ratio.
     *
     * @param logRatio {@code x = log w}, finite
     * @return {@code dφ(e^x)/dx = w φ'(w)}
     */
    double slope(double logRatio);

    /**
     * The scale of a measure that has its minimum at 1 and is smooth there.
     *
     * @return {@code φ''(1)}; empty if φ has a kink or no minimum at 1
     */
    default OptionalDouble curvature() {
        return OptionalDouble.of(1);
    }

    /**
     * The ratios within a threshold, in log space.
     *
     * <p>{@code 1 - low} and {@code high - 1} are right to a relative 1e-14, for {@code δ} from 1e-30 up; so is
     * {@code low}, unless {@code δ} comes close to {@code φ(0)}, where it depends on the last digits of {@code δ}.
     *
     * @param delta δ, finite, above 0, in the scale of {@link #phi}
     * @return {@code {x : φ(e^x) <= δ}}; an end is infinite if φ stays within δ on that side
     * @throws IllegalArgumentException if {@code delta} is not finite or not above 0
     */
    LogInterval interval(double delta);

    /**
     * The threshold that puts an end of the interval at a given ratio, for comparing measures at a matched bound.
     *
     * @param ratio the wanted {@code low} (below 1) or {@code high} (above 1)
     * @return {@code φ(ratio)}
     */
    default double thresholdForRatio(double ratio) {
        return phi(Math.log(ratio));
    }

    /**
     * The same measure in another scale, as textbooks differ by constant factors.
     *
     * @param factor finite, above 0; for example 2 turns {@code (w-1)^2 / 2} into {@code (w-1)^2}
     * @return {@code factor·φ}
     */
    default RatioMeasure scaled(double factor) {
        return new ScaledMeasure(this, factor);
    }
}
