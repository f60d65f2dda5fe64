package dev.kedge.sampling;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The columns of a {@link KeyValueCache} that each row sees, as a bias of scores: 0 where a column is visible, negative
 * infinity elsewhere. Where a layer has a window of w positions, a column leaves it as one is added: the row at
 * position q no longer sees position q − w.
 */
final class VisibleColumns implements AutoCloseable {

    private final OptionalInt window;
    private final int firstCompletionColumn;
    private Tensor bias; // [B, 1, 1, all columns]
    private int[] promptLengths;

    /**
     * The prompts' columns.
     *
     * @param type the decoder's element type
     * @param promptLengths one per row
     * @param firstCompletionColumn the column of every row's first new token
     * @param columns how many there can be
     * @param window how many positions a row sees, the new one included; empty for all
     */
    VisibleColumns(ComputeType type, int[] promptLengths, int firstCompletionColumn, int columns, OptionalInt window) {
        this.window = window;
        this.firstCompletionColumn = firstCompletionColumn;
        this.promptLengths = promptLengths.clone();
        try (Scope scope = Scope.open()) {
            this.bias = scope.own(prompts(columns).to(type.scalarType()));
        }
    }

    private Tensor prompts(int columns) {
        float[] values = new float[promptLengths.length * columns];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < promptLengths.length; row++) {
            int length = promptLengths[row];
            int first = window.isPresent() ? Math.max(0, length - window.getAsInt()) : 0;
            Arrays.fill(values, row * columns + first, row * columns + length, 0f);
        }
        return HostMemory.tensor(values, promptLengths.length, 1, 1, columns);
    }

    /** Makes the next column visible to all rows. */
    void open(int column) {
        bias.narrow(3, column, 1).zero_();
        if (window.isEmpty()) {
            return;
        }
        int added = column - firstCompletionColumn;
        long columns = bias.size(3);
        long[] leaving = LongStream.range(0, promptLengths.length)
                .filter(row -> promptLengths[(int) row] + added >= window.getAsInt())
                .map(row -> row * columns + columnOf((int) row, promptLengths[(int) row] + added - window.getAsInt()))
                .toArray();
        if (leaving.length > 0) {
            try (Scope scope = Scope.open()) {
                bias.view(-1)
                        .index_fill_(
                                0, HostMemory.tensor(leaving, leaving.length), new Scalar(Double.NEGATIVE_INFINITY));
            }
        }
    }

    private int columnOf(int row, int position) {
        int length = promptLengths[row];
        return position < length ? position : firstCompletionColumn + position - length;
    }

    /** The bias of the first columns, {@code [B, 1, 1, columns]}. */
    Tensor first(int columns) {
        return bias.narrow(3, 0, columns);
    }

    /**
     * Drops rows, repeats them, or writes one over another.
     *
     * @param taken for each row from now on the row that it was until now
     * @param sources the same
     */
    void arrange(RowSources taken, long[] sources) {
        try (Scope scope = Scope.open()) {
            Tensor arranged = taken.of(bias);
            if (!taken.inPlace()) {
                Scope.release(bias);
                bias = scope.own(arranged);
            }
        }
        promptLengths =
                Arrays.stream(sources).mapToInt(row -> promptLengths[(int) row]).toArray();
    }

    @Override
    public void close() {
        Scope.release(bias);
    }
}
