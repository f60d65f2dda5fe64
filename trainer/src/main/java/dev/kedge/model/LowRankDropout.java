package dev.kedge.model;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.SeededNoise;
import java.util.OptionalLong;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The dropout of adapters: while it is on, a share of each adapter's inputs is zero and the others are larger by as
 * much.
 */
final class LowRankDropout {

    private final double share;
    private OptionalLong seed = OptionalLong.empty();

    /** {@code share}: of the inputs that are zeroed, at least 0 and below 1. */
    LowRankDropout(double share) {
        this.share = share;
    }

    /** Switches it on, unless nothing is ever zeroed; the same seed zeroes the same inputs. */
    void begin(long newSeed) {
        seed = share > 0 ? OptionalLong.of(newSeed) : OptionalLong.empty();
    }

    void end() {
        seed = OptionalLong.empty();
    }

    boolean isOn() {
        return seed.isPresent();
    }

    /** The inputs of one part, while dropout is on. */
    Tensor apply(Tensor x, LowRankPart part) {
        double kept = 1 - share;
        Tensor uniform =
                SeededNoise.uniform(RandomStream.seedOf(seed.orElseThrow(), Purpose.DROPOUT, 0, part.number()), x);
        return x.mul(uniform.lt(new Scalar(kept)).to(x.scalar_type())).div(new Scalar(kept));
    }
}
