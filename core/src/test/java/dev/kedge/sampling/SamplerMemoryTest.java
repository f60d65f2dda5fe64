package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.random.Purpose;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Scope;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerMemoryTest {

    private static final long MEBIBYTE = 1 << 20;

    /** One key-value cache is about 1.5 MiB here: leaking one per call would add 120 MiB. */
    @ParameterizedTest
    @EnumSource(ComputeType.class)
    void callsOfManyShapesLeaveNothingBehind(ComputeType type) {
        try (Decoder decoder = TinyDecoder.create(type, 1)) {
            for (int call = 0; call < 40; call++) {
                sample(decoder, call);
            }
            long objects = Scope.liveObjects();
            long before = nativeBytes();
            for (int call = 40; call < 120; call++) {
                sample(decoder, call);
            }
            long grown = nativeBytes() - before;
            System.out.printf(
                    "80 calls, %s: %+d native objects, %+d MiB%n",
                    type, Scope.liveObjects() - objects, grown / MEBIBYTE);
            assertThat(Scope.liveObjects()).isLessThanOrEqualTo(objects); // garbage collection may take one more
            assertThat(grown).isLessThan(80 * MEBIBYTE);
        }
    }

    /** Resident memory without Java's heap, which grows and shrinks as it likes. */
    private static long nativeBytes() {
        return Scope.residentBytes() - Runtime.getRuntime().totalMemory();
    }

    private static void sample(Decoder decoder, int call) {
        int prompts = 1 + call * 7 % 11;
        int groupSize = 1 + call * 5 % 7;
        int longest = 1 + call * 13 % 90;
        int maxNewTokens = 1 + call * 29 % 50;
        Sampler sampler =
                new Sampler(decoder, Set.of(0), new Sampler.Config(maxNewTokens, 1.0, OptionalInt.empty(), 1.0, 24));
        sampler.sample(
                TinyDecoder.prompts(prompts, longest, call), groupSize, new SamplingStreams(3, Purpose.ROLLOUT, call));
    }
}
