package dev.kedge.train.internal.pass;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.HostMemory;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The places of a batch's completion tokens: for each, which hidden state predicts it, and its cell in the objective's
 * {@code [B, C]}. Filled one completion after the other.
 */
final class CompletionPlaces {

    private final long[] predictors;
    private final long[] targets;
    private final long[] cells;
    private final int columns;
    private int tokens;
    private int rows;

    /** For {@code count} tokens of completions of at most {@code columns}. */
    CompletionPlaces(int count, int columns) {
        this.predictors = new long[count];
        this.targets = new long[count];
        this.cells = new long[count];
        this.columns = columns;
    }

    /**
     * Adds the next completion.
     *
     * @param completion its tokens
     * @param before where the token before its first stands, among all that the decoder reads
     * @param start where its own first token stands
     */
    void addCompletion(int[] completion, long before, long start) {
        addCompletion(
                completion,
                before,
                IntStream.range(0, completion.length - 1)
                        .map(i -> (int) start + i)
                        .toArray());
    }

    /**
     * Adds the next completion.
     *
     * @param completion its tokens
     * @param before where the token before its first stands, among all that the decoder reads
     * @param read where its own tokens stand, all but the last at least
     */
    void addCompletion(int[] completion, long before, int[] read) {
        for (int i = 0; i < completion.length; i++) {
            predictors[tokens] = i == 0 ? before : read[i - 1];
            targets[tokens] = completion[i];
            cells[tokens] = (long) rows * columns + i;
            tokens++;
        }
        rows++;
    }

    /** int64 {@code [N]}: which hidden state predicts each token. */
    Tensor predictors() {
        return HostMemory.tensor(predictors, tokens);
    }

    /** int64 {@code [N]}: the tokens. */
    Tensor targets() {
        return HostMemory.tensor(targets, tokens);
    }

    /** int64 {@code [N]}: the cell of each in {@code [B·C]}. */
    Tensor cells() {
        return HostMemory.tensor(cells, tokens);
    }

    /** bool {@code [B, C]}, true at the cells. */
    Tensor mask(Tensor cells) {
        Tensor blank = torch.zeros(new long[] {(long) rows * columns}, ComputeDevice.options(ScalarType.Bool));
        return blank.index_fill_(0, cells, new Scalar(1.0)).view(rows, columns);
    }
}
