package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.random.Purpose;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Scope;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerMemoryTest {

    private static final long MEBIBYTE = 1 << 20;

    /**
     * A key-value cache of 256 rows, 4 buffers and about 100 columns of 2 heads of 16 numbers takes 13 MiB in float32:
     * leaking one per call would add 650 MiB, half of it in bfloat16. Java's heap and the kernels that libraries keep
     * for every shape may add some; the objects must be the same to the last.
     */
    @ParameterizedTest
    @CsvSource({"FLOAT32,false", "FLOAT32,true", "BFLOAT16,false"})
    void callsOfManyShapesLeaveNothingBehind(ComputeType type, boolean sharedPrefixes) {
        try (Decoder decoder = TinyDecoder.create(type, 1)) {
            for (int call = 0; call < 20; call++) {
                sample(decoder, call, sharedPrefixes);
            }
            long objects = Scope.liveObjects();
            long before = Scope.residentBytes();
            for (int call = 20; call < 70; call++) {
                sample(decoder, call, sharedPrefixes);
            }
            long grown = Scope.residentBytes() - before;
            System.out.printf(
                    "50 calls, %s, shared prefixes %s: %+d native objects, %+d MiB%n",
                    type, sharedPrefixes, Scope.liveObjects() - objects, grown / MEBIBYTE);
            assertThat(Scope.liveObjects()).isLessThanOrEqualTo(objects); // garbage collection may take one more
            assertThat(grown).isLessThan(200 * MEBIBYTE);
        }
    }

    private static void sample(Decoder decoder, int call, boolean sharedPrefixes) {
        int groupSize = 1 + call * 5 % 7;
        int prompts = 256 / groupSize;
        int longest = 30 + call * 13 % 60;
        int maxNewTokens = 1 + call * 29 % 30;
        Sampler.Config config = new Sampler.Config(maxNewTokens, 1.0, OptionalInt.empty(), 1.0, 256);
        Sampler sampler = new Sampler(decoder, Set.of(0), config.withSharedPrefixes(sharedPrefixes));
        sampler.sample(
                TinyDecoder.prompts(prompts, longest, call), groupSize, new SamplingStreams(3, Purpose.ROLLOUT, call));
    }
}
