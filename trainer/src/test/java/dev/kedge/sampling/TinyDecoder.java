package dev.kedge.sampling;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.ComputeType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A random Qwen3 of 2 layers whose logits are spread enough that sampling is not uniform. */
final class TinyDecoder {

    static final int VOCABULARY = 24;

    private TinyDecoder() {}

    static Decoder create(ComputeType type, long seed) {
        DecoderConfig config =
                new DecoderConfig(VOCABULARY, 32, 48, 2, 4, 2, 16, 1e-6, 10_000.0, 256, true, true, 0.25);
        return Decoder.create(config, type, seed);
    }

    /** Prompts of lengths 1 to {@code longest}, in an order that is not sorted. */
    static List<int[]> prompts(int count, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prompts.add(random.ints(1 + random.nextInt(longest), 0, VOCABULARY).toArray());
        }
        return prompts;
    }
}
