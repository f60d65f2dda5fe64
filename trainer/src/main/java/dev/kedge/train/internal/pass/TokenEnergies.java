package dev.kedge.train.internal.pass;

import dev.kedge.objective.LogitShaping;
import dev.kedge.tensor.Joining;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The squared length of the gradient of each token's log-probability in the logits, {@code ‖onehot − π‖² = 1 − 2π_token
 * + Σπ²}: near 0 where the token was certain. {@code [tokens × vocabulary]} never stands in memory for the whole batch.
 */
final class TokenEnergies {

    /** Elements of logits per chunk: 2^24 float32 are 64 MiB. */
    private static final long CHUNK_ELEMENTS = 1L << 24;

    private TokenEnergies() {}

    /** Energies under the distribution at a temperature. */
    static Tensor of(
            Tensor hidden, Tensor targets, UnaryOperator<Tensor> projection, long vocabularySize, double temperature) {
        return of(hidden, targets, projection, vocabularySize, LogitShaping.tempered(temperature));
    }

    /**
     * Energies, without gradient.
     *
     * @param hidden the final hidden state that predicts each token, {@code [N, D]}
     * @param targets the tokens, int64 {@code [N]}
     * @param projection hidden states {@code [n, D]} to logits float32 {@code [n, V]}
     * @param vocabularySize V
     * @param shaping makes the distributions of the logits
     * @return float32 {@code [N]}
     */
    static Tensor of(
            Tensor hidden,
            Tensor targets,
            UnaryOperator<Tensor> projection,
            long vocabularySize,
            LogitShaping shaping) {
        long chunkTokens = Math.max(1, CHUNK_ELEMENTS / vocabularySize);
        List<Tensor> chunks = new ArrayList<>();
        for (long start = 0; start < hidden.size(0); start += chunkTokens) {
            try (Scope scope = Scope.open()) {
                long length = Math.min(chunkTokens, hidden.size(0) - start);
                Tensor logits = projection.apply(hidden.narrow(0, start, length));
                Tensor probabilities = shaping.shaped(logits, start).softmax(-1);
                Tensor tokens = targets.narrow(0, start, length).unsqueeze(-1);
                Tensor lacking = probabilities.gather(-1, tokens).sub(new Scalar(1.0));
                Tensor gradients = probabilities.scatter(-1, tokens, lacking);
                chunks.add(scope.keep(gradients.square().sum(new long[] {-1}, false, null)));
            }
        }
        return Joining.concatenate(chunks, 0);
    }
}
