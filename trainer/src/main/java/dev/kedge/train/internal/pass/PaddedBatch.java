package dev.kedge.train.internal.pass;

import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.HostMemory;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Sequences as tensors: prompt and completion together, right-padded to S, for the decoder; completions alone,
 * right-padded to C, for the objective.
 *
 * <p>Nothing to the left of a token is padding, so causal attention needs no further mask. S and C are rounded up to a
 * multiple of {@value #BUCKET}, so that few different shapes occur: the native libraries keep something for each.
 *
 * @param tokens int64 {@code [B, S]}
 * @param positions int64 {@code [B, S]}, 0 at padding
 * @param predictors int64 {@code [N]}: for each completion token, where in the flattened {@code [B·S]} the token before
 *     it stands, whose hidden state predicts it
 * @param targets int64 {@code [N]}, the completion tokens
 * @param cells int64 {@code [N]}: where in the flattened {@code [B·C]} each completion token stands
 * @param mask bool {@code [B, C]}, true at completion tokens
 * @param sequences what the tensors were made of
 */
public record PaddedBatch(
        Tensor tokens,
        Tensor positions,
        Tensor predictors,
        Tensor targets,
        Tensor cells,
        Tensor mask,
        List<TokenSequence> sequences) {

    static final int BUCKET = 8;

    /**
     * Makes tensors of some sequences.
     *
     * @param sequences at least one
     */
    public static PaddedBatch of(List<TokenSequence> sequences) {
        int rows = sequences.size();
        int width = roundedUp(
                sequences.stream().mapToInt(TokenSequence::length).max().orElseThrow());
        int columns = roundedUp(sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .max()
                .orElseThrow());
        int count = sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .sum();
        long[] tokens = new long[rows * width];
        long[] positions = new long[rows * width];
        long[] predictors = new long[count];
        long[] targets = new long[count];
        long[] cells = new long[count];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            TokenSequence sequence = sequences.get(row);
            int start = row * width;
            for (int i = 0; i < sequence.length(); i++) {
                int inCompletion = i - sequence.prompt().length;
                tokens[start + i] = inCompletion < 0 ? sequence.prompt()[i] : sequence.completion()[inCompletion];
                positions[start + i] = i;
                if (inCompletion >= 0) {
                    predictors[next] = start + i - 1L;
                    targets[next] = tokens[start + i];
                    cells[next] = (long) row * columns + inCompletion;
                    next++;
                }
            }
        }
        Tensor cellTensor = HostMemory.tensor(cells, count);
        return new PaddedBatch(
                HostMemory.tensor(tokens, rows, width),
                HostMemory.tensor(positions, rows, width),
                HostMemory.tensor(predictors, count),
                HostMemory.tensor(targets, count),
                cellTensor,
                mask(cellTensor, rows, columns),
                List.copyOf(sequences));
    }

    /**
     * Values per completion token {@code [N]} in their places in {@code [B, C]}, 0 elsewhere; gradient flows through.
     */
    public Tensor inPlace(Tensor perToken) {
        long cellCount = mask.numel();
        Tensor blank = torch.zeros(new long[] {cellCount}, ComputeDevice.options(perToken.scalar_type()));
        return blank.index_copy(0, cells, perToken).view(mask.size(0), mask.size(1));
    }

    /** The padded width of the longest of some sequences. */
    static int roundedUp(int length) {
        return (length + BUCKET - 1) / BUCKET * BUCKET;
    }

    private static Tensor mask(Tensor cells, int rows, int columns) {
        Tensor blank = torch.zeros(new long[] {(long) rows * columns}, ComputeDevice.options(ScalarType.Bool));
        return blank.index_fill_(0, cells, new Scalar(1.0)).view(rows, columns);
    }
}
