package dev.kedge.train.internal.update;

import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.input.Quantity.Memory;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import dev.kedge.train.internal.pass.PolicyPass;
import dev.kedge.train.internal.pass.TokenPlace;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The memory of the old policy's whole distributions, taken while its log-probabilities are computed: final hidden
 * states, the likeliest tokens, both or nothing, as the objective's quantities ask.
 */
final class OldStates {

    private final PolicyPass policy;
    private final List<TokenSequence> sequences;
    private final Set<Memory> memories;
    private final int topTokens;
    private final int vocabularySize;
    private final float[][] hidden;
    private final long[][] top;
    private final float[][] topLogprobs;

    OldStates(
            PolicyPass policy, List<TokenSequence> sequences, Set<Memory> memories, int topTokens, int vocabularySize) {
        this.policy = policy;
        this.sequences = sequences;
        this.memories = memories;
        this.topTokens = topTokens;
        this.vocabularySize = vocabularySize;
        this.hidden = new float[sequences.size()][0];
        this.top = new long[sequences.size()][0];
        this.topLogprobs = new float[sequences.size()][0];
    }

    /** Takes what is asked for from hidden states {@code [N, D]} of the completion tokens of some sequences. */
    void keep(List<Integer> places, Tensor states) {
        long start = 0;
        for (int place : places) {
            try (Scope scope = Scope.open()) {
                long length = sequences.get(place).completion().length;
                Tensor own = states.narrow(0, start, length);
                if (memories.contains(Memory.HIDDEN_STATES)) {
                    hidden[place] = HostMemory.floats(own.to(ScalarType.Float));
                }
                if (memories.contains(Memory.LIKELIEST_TOKENS)) {
                    keepLikeliest(place, own, TokenPlace.all(List.of(sequences.get(place))));
                }
                start += length;
            }
        }
    }

    /** In chunks of tokens, so that whole distributions never stand in memory for a long sequence. */
    private void keepLikeliest(int place, Tensor states, List<TokenPlace> tokens) {
        int length = (int) states.size(0);
        top[place] = new long[length * topTokens];
        topLogprobs[place] = new float[length * topTokens];
        int chunk = (int) Math.min(length, TokenDistributions.chunkTokens(vocabularySize));
        for (int start = 0; start < length; start += chunk) {
            try (Scope scope = Scope.open()) {
                int end = Math.min(start + chunk, length);
                Tensor part = states.narrow(0, start, end - start);
                var best =
                        policy.logDistribution(part, tokens.subList(start, end)).topk(topTokens, -1, true, true);
                float[] logprobs = HostMemory.floats(best.get0());
                System.arraycopy(logprobs, 0, topLogprobs[place], start * topTokens, logprobs.length);
                long[] likeliest = HostMemory.longs(best.get1());
                System.arraycopy(likeliest, 0, top[place], start * topTokens, likeliest.length);
            }
        }
    }

    /** Flat {@code [T·D]}; none if nobody asked. */
    float[] hidden(int place) {
        return hidden[place];
    }

    /** Flat {@code [T·k]}; none if nobody asked. */
    long[] top(int place) {
        return top[place];
    }

    /** Flat {@code [T·k]}; none if nobody asked. */
    float[] topLogprobs(int place) {
        return topLogprobs[place];
    }
}
