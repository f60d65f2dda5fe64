package dev.kedge.benchmarks;

import dev.kedge.model.CausalAttention;
import dev.kedge.model.Decoder;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.GradientClipping;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/** Tokens per second of whole updates: forward, log-probs of every token, backward, clipping, AdamW. */
final class TrainingRate {

    private static final int ROWS = 8;
    private static final int WIDTH = 128;

    private final Decoder decoder;

    TrainingRate(Decoder decoder) {
        this.decoder = decoder;
    }

    double tokensPerSecond() {
        try (AdamW optimizer =
                new AdamW(decoder.parameters().master(), decoder.parameters().gradient(), AdamW.Config.DEFAULT, 1)) {
            GradientClipping clipping = new GradientClipping(1.0);
            return ROWS * WIDTH / BestTime.of(() -> update(optimizer, clipping));
        }
    }

    private void update(AdamW optimizer, GradientClipping clipping) {
        try (Scope scope = Scope.open()) {
            int vocabulary = decoder.config().vocabularySize();
            SplittableRandom random = new SplittableRandom(1);
            long[] tokens = random.longs(ROWS * WIDTH, 0, vocabulary).toArray();
            long[] positions = new long[ROWS * WIDTH];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = i % WIDTH;
            }
            Tensor input = HostMemory.tensor(tokens, ROWS, WIDTH);
            decoder.parameters().zeroGradient();
            Tensor hidden = decoder.hiddenStates(
                            input, HostMemory.tensor(positions, ROWS, WIDTH), CausalAttention.full())
                    .reshape(-1, decoder.config().hiddenSize());
            TokenDistributions logprobs =
                    TokenDistributions.of(hidden, input.view(-1), decoder::logits, vocabulary, 1.0);
            Autograd.backward(logprobs.logprobs().mean().neg());
            logprobs.backward();
            decoder.parameters().collectGradient();
            clipping.clip(decoder.parameters().gradient());
            optimizer.update(1e-5);
            decoder.parameters().refresh();
        }
    }
}
