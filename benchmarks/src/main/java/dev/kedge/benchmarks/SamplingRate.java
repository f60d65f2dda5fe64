package dev.kedge.benchmarks;

import dev.kedge.model.Decoder;
import dev.kedge.random.Purpose;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** New tokens per second of the sampler at temperature 1, the reading of a short prompt included. */
final class SamplingRate {

    private static final int PROMPT = 16;
    private static final int NEW_TOKENS = 64;

    private final Decoder decoder;

    SamplingRate(Decoder decoder) {
        this.decoder = decoder;
    }

    double tokensPerSecond(int batch) {
        Sampler sampler =
                new Sampler(decoder, Set.of(), new Sampler.Config(NEW_TOKENS, 1.0, OptionalInt.empty(), 1.0, batch));
        int[] prompt = new int[PROMPT];
        Arrays.setAll(prompt, i -> i + 3);
        SamplingStreams streams = new SamplingStreams(1, Purpose.ROLLOUT, 1);
        return (double) batch * NEW_TOKENS / BestTime.of(() -> sampler.sample(List.of(prompt), batch, streams));
    }
}
