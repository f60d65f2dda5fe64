package dev.kedge.train.internal.update;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.model.Decoder;
import dev.kedge.model.LowRankAdapters.DropoutSpan;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.GradientClipping;
import dev.kedge.optim.LearningRate;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.task.Demonstration;
import dev.kedge.task.DemonstrationSource;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.Scope;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.internal.pass.BatchLayout;
import dev.kedge.train.internal.pass.MicroBatches;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import dev.kedge.train.internal.pass.PaddedBatch;
import dev.kedge.train.internal.pass.PolicyForward;
import dev.kedge.train.internal.pass.PolicyPass;
import dev.kedge.train.recipe.WarmStartConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Supervised learning from worked demonstrations before reinforcement learning begins: the loss is the mean of
 * {@code −log π_θ} over the demonstrations' completion tokens, end token included.
 */
public final class WarmStart {

    private final WarmStartConfig config;
    private final DemonstrationSource source;
    private final PromptEncoder encoder;
    private final int endToken;
    private final Decoder decoder;
    private final PolicyPass policy;
    private final LearningRate learningRate;
    private final OptimizerUpdate optimizerUpdate;
    private final long seed;

    /**
     * A warm start.
     *
     * @param config how many updates of which size
     * @param source the demonstrations
     * @param encoder makes tokens of them
     * @param endToken ends each
     * @param decoder is trained
     * @param optimizer over the decoder's trained parameters
     * @param checkpointing whether layers are repeated in the backward pass
     * @param seed of the run
     */
    public WarmStart(
            WarmStartConfig config,
            DemonstrationSource source,
            PromptEncoder encoder,
            int endToken,
            Decoder decoder,
            AdamW optimizer,
            boolean checkpointing,
            long seed) {
        this.seed = seed;
        this.config = config;
        this.source = source;
        this.encoder = encoder;
        this.endToken = endToken;
        this.decoder = decoder;
        this.policy = new PolicyPass(decoder, 1.0, checkpointing, BatchLayout.ROWS);
        this.learningRate = new LearningRate(config.learningRate(), config.updates());
        this.optimizerUpdate = new OptimizerUpdate(
                decoder.trained(), optimizer, new GradientClipping(config.maxGradientNorm()), "warm_start");
    }

    /**
     * One update, on its own demonstrations.
     *
     * @param number counted from 1
     */
    public Metrics update(long number) {
        long first = (number - 1) * config.batchSize();
        List<TokenSequence> batch = LongStream.range(first, first + config.batchSize())
                .mapToObj(this::sequence)
                .toList();
        double tokens = batch.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .sum();
        Metrics metrics = new Metrics();
        double loss = 0;
        decoder.trained().zeroGradient();
        for (MicroBatch<TokenSequence> micro :
                MicroBatches.of(batch, TokenSequence::length, config.microBatchTokens())) {
            // Steps of reinforcement learning count from 0 upwards, these updates downwards.
            long dropoutSeed = RandomStream.seedOf(
                    seed, Purpose.DROPOUT, -number, micro.places().get(0));
            try (Scope scope = Scope.open();
                    DropoutSpan dropout = decoder.dropout(dropoutSeed)) {
                PaddedBatch padded = PaddedBatch.of(micro.members());
                PolicyForward forward = policy.forward(padded);
                TokenDistributions logprobs = policy.distributions(padded, forward.hidden());
                Tensor share = logprobs.logprobs().sum().div(new Scalar(-tokens));
                Autograd.backward(share);
                logprobs.backward();
                forward.backward();
                decoder.trained().collectGradient();
                loss += share.item_double();
            }
        }
        optimizerUpdate.apply(loss, learningRate.at(number - 1), metrics);
        return metrics;
    }

    private TokenSequence sequence(long index) {
        long count = source.demonstrationCount().orElse(Long.MAX_VALUE);
        Demonstration demonstration = source.demonstration(index % count);
        int[] completion = encoder.tokenizer().encode(demonstration.completion());
        int[] ended = Arrays.copyOf(completion, completion.length + 1);
        ended[completion.length] = endToken;
        return new TokenSequence(encoder.encode(demonstration.prompt()).tokens(), ended);
    }
}
