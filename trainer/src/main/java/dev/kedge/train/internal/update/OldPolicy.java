package dev.kedge.train.internal.update;

import dev.kedge.model.Decoder;
import dev.kedge.objective.FullOldDistributions;
import dev.kedge.objective.LogitShaping;
import dev.kedge.objective.OldDistributions;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.TopOldDistributions;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.Quantity.Memory;
import dev.kedge.rollout.OldValues;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.train.internal.pass.PolicyPass;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The policy as it stands when the updates of a step begin. Each sample carries what is remembered of its tokens; here
 * is what all of them share, above all a copy of the projection that turns remembered hidden states back into whole
 * distributions: {@code D} numbers are kept for a token in place of {@code V}.
 *
 * <p>Samples that are not scored before the first update take their old log-probabilities from its own forward pass,
 * which is the old policy's: {@link #take}.
 */
public final class OldPolicy implements AutoCloseable {

    private final Decoder decoder;
    private final PolicyPass policy;
    private final Set<Quantity> divergences;
    private final int topTokens;
    private final ExactMeter meter;
    private final List<Sample> samples;
    private final Optional<Tensor> projection;
    private final Set<Sample> later; // by identity

    private OldPolicy(
            Decoder decoder,
            PolicyPass policy,
            Set<Quantity> divergences,
            int topTokens,
            ExactMeter meter,
            List<Sample> samples,
            Optional<Tensor> projection,
            Set<Sample> later) {
        this.decoder = decoder;
        this.policy = policy;
        this.divergences = divergences;
        this.topTokens = topTokens;
        this.meter = meter;
        this.samples = samples;
        this.projection = projection;
        this.later = later;
    }

    /**
     * Whether a sample may take its old log-probabilities from the pass of the first update: nothing else of the old
     * policy is asked for.
     */
    static boolean canTakeLater(Set<Quantity> needs) {
        return needs.stream().allMatch(quantity -> quantity.memories().isEmpty() && !quantity.isOfDistributions());
    }

    /**
     * The policy of {@code decoder} at the tokens of {@code samples}; {@code needs} are the objective's, {@code seed}
     * draws the tokens that are measured exactly. Samples for which {@code unscored} holds are left to {@link #take}.
     */
    static OldPolicy of(
            Decoder decoder,
            PolicyPass policy,
            Optional<PolicyPass> reference,
            Set<Quantity> needs,
            UpdateConfig config,
            List<Sample> all,
            long seed,
            Predicate<Sample> unscored) {
        List<Sample> samples = all.stream().filter(Sample::isLearned).toList();
        Set<Memory> memories = EnumSet.noneOf(Memory.class);
        needs.forEach(quantity -> memories.addAll(quantity.memories()));
        int vocabularySize = decoder.config().vocabularySize();
        int topTokens = Math.min(config.topTokens(), vocabularySize);
        List<TokenSequence> sequences = samples.stream().map(Sample::sequence).toList();
        List<Integer> scored = IntStream.range(0, samples.size())
                .filter(i -> !unscored.test(samples.get(i)))
                .boxed()
                .toList();
        ExactMeter meter = ExactMeter.of(policy, sequences, scored, config.exactTokens(), seed);
        OldStates states = new OldStates(policy, sequences, memories, topTokens, vocabularySize);
        int budget = config.microBatchTokens();
        List<TokenScores> scores = new ArrayList<>();
        sequences.forEach(sequence -> scores.add(nothingYet(sequence)));
        List<TokenScores> now = policy.score(scored.stream().map(sequences::get).toList(), budget, (places, hidden) -> {
            List<Integer> own = places.stream().map(scored::get).toList();
            meter.remember(own, hidden);
            states.keep(own, hidden);
        });
        for (int i = 0; i < scored.size(); i++) {
            scores.set(scored.get(i), now.get(i));
        }
        List<TokenScores> referenceScores =
                reference.map(frozen -> frozen.score(sequences, budget)).orElse(List.of());
        Set<Sample> later = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Sample> remembered = IntStream.range(0, samples.size())
                .mapToObj(i -> samples.get(i)
                        .withOld(new OldValues(
                                scores.get(i),
                                referenceScores.isEmpty()
                                        ? new float[0]
                                        : referenceScores.get(i).logprobs(),
                                states.hidden(i),
                                states.top(i),
                                states.topLogprobs(i),
                                meter.probes(i))))
                .toList();
        for (int i = 0; i < samples.size(); i++) {
            if (unscored.test(samples.get(i))) {
                later.add(remembered.get(i));
            }
        }
        Iterator<Sample> remembering = remembered.iterator();
        return new OldPolicy(
                decoder,
                policy,
                Quantity.ordered(
                        needs.stream().filter(Quantity::isOfDistributions).toList()),
                topTokens,
                meter,
                all.stream()
                        .map(sample -> sample.isLearned() ? remembering.next() : sample)
                        .toList(),
                memories.contains(Memory.HIDDEN_STATES) ? Optional.of(copyOfProjection(decoder)) : Optional.empty(),
                later);
    }

    private static TokenScores nothingYet(TokenSequence sequence) {
        int length = sequence.completion().length;
        return new TokenScores(new float[length], new float[length]);
    }

    /** Whether {@link #take} is due for the samples of a micro-batch; it is for all of an update or for none. */
    boolean isDue(List<Sample> batch) {
        return later.contains(batch.get(0));
    }

    /**
     * Takes the old log-probabilities and entropies of some samples from what the first update has computed of them.
     */
    void take(List<Sample> batch, TokenDistributions now) {
        float[] logprobs = HostMemory.floats(now.logprobs().detach());
        float[] entropies = HostMemory.floats(now.entropies().detach());
        int start = 0;
        for (Sample sample : batch) {
            TokenScores old = sample.old().scores();
            System.arraycopy(logprobs, start, old.logprobs(), 0, sample.length());
            System.arraycopy(entropies, start, old.entropies(), 0, sample.length());
            start += sample.length();
        }
    }

    private static Tensor copyOfProjection(Decoder decoder) {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            return scope.own(decoder.projection().clone());
        }
    }

    /** The samples with what is remembered at the tokens that are learned from. */
    public List<Sample> samples() {
        return samples;
    }

    /** Which quantities the updates must make from whole distributions. */
    Set<Quantity> divergences() {
        return divergences;
    }

    /** What measures a few tokens exactly. */
    ExactMeter meter() {
        return meter;
    }

    /** The old distributions at the completion tokens of some samples, one after the other. */
    OldDistributions distributions(List<Sample> batch, Tensor oldLogprobs) {
        boolean likeliest =
                divergences.stream().anyMatch(quantity -> quantity.memories().contains(Memory.LIKELIEST_TOKENS));
        return OldDistributions.of(
                projection.map(weight -> whole(batch, weight)),
                likeliest ? Optional.of(likeliest(batch, oldLogprobs)) : Optional.empty());
    }

    private OldDistributions whole(List<Sample> batch, Tensor weight) {
        float[] states = Joined.floats(
                batch.stream().map(sample -> sample.old().hidden()).toList());
        long width = weight.size(1);
        LogitShaping shaping =
                policy.shaping(batch.stream().map(Sample::sequence).toList());
        Tensor all = HostMemory.tensor(states, states.length / width, width).to(weight.scalar_type());
        return new FullOldDistributions((start, length) -> {
            try (NoGradient guard = NoGradient.open()) {
                Tensor logits = decoder.logits(all.narrow(0, start, length), weight);
                return shaping.shaped(logits, start).log_softmax(-1);
            }
        });
    }

    private OldDistributions likeliest(List<Sample> batch, Tensor oldLogprobs) {
        long[] tokens =
                Joined.longs(batch.stream().map(sample -> sample.old().top()).toList());
        float[] logprobs = Joined.floats(
                batch.stream().map(sample -> sample.old().topLogprobs()).toList());
        long count = tokens.length / topTokens;
        return new TopOldDistributions(
                HostMemory.tensor(tokens, count, topTokens),
                HostMemory.tensor(logprobs, count, topTokens),
                oldLogprobs);
    }

    /** Releases the copy of the projection. */
    @Override
    public void close() {
        projection.ifPresent(Scope::release);
    }
}
