package dev.kedge.sampling;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Keys or values of one layer, {@code [B, K, C, d]}, contiguous.
 *
 * <p>Contiguous, because kernels copy what is not: a buffer of the greatest length, read through a window, would be
 * copied at every step. So it has as many columns as are in use, rounded up, and moves when it grows, which is once in
 * {@link Sizes#GROWTH} steps.
 */
final class CacheBuffer implements AutoCloseable {

    private Tensor content;

    /** A buffer of zeros: hidden columns have weight 0, and 0 times what uninitialized memory may hold can be NaN. */
    CacheBuffer(ComputeType type, long rows, long heads, long columns, long width) {
        try (Scope scope = Scope.open()) {
            long[] shape = {rows, heads, columns, width};
            content = scope.own(torch.zeros(shape, ComputeDevice.options(type.scalarType())));
        }
    }

    /** The buffer itself, {@code [B, K, C, d]}; valid until the next change of its size. */
    Tensor content() {
        return content;
    }

    /** Writes one column of every row, {@code [B, K, 1, d]}. */
    void write(int column, Tensor next) {
        content.narrow(2, column, 1).copy_(next);
    }

    /** Writes prompts {@code [P, K, T, d]} to columns 0 to T - 1, each to {@code completions} rows side by side. */
    void write(int firstRow, int completions, Tensor prompts) {
        long count = prompts.size(0);
        content.narrow(0, firstRow, count * completions)
                .narrow(2, 0, prompts.size(2))
                .unflatten(0, count, completions)
                .copy_(prompts.unsqueeze(1));
    }

    /** Writes prompts that stand in one row, {@code [1, K, T, d]}; see {@link KeyValueCache#file}. */
    void writeBranches(int firstRow, int common, List<Integer> ends, Tensor row) {
        content.narrow(0, firstRow, ends.size()).narrow(2, 0, common).copy_(row.narrow(2, 0, common));
        int start = common;
        for (int i = 0; i < ends.size(); i++) {
            int width = ends.get(i) - start;
            if (width > 0) { // a prompt that is what all begin with has no tokens of its own
                content.narrow(0, firstRow + i, 1).narrow(2, common, width).copy_(row.narrow(2, start, width));
                start = ends.get(i);
            }
        }
    }

    /**
     * Writes one column of every row, {@code [B, K, 1, d]}, each row's at {@code columns}, int64 {@code [B, 1, 1, 1]}.
     */
    void scatter(Tensor columns, Tensor next) {
        content.scatter_(2, columns.expand(next.size(0), next.size(1), 1, next.size(3)), next);
    }

    /** Another size: the kept rows, {@code int64 [kept]}, come first; what is new is zero. */
    void resize(Tensor kept, long rows, long columns) {
        try (Scope scope = Scope.open()) {
            long[] shape = {rows, content.size(1), columns, content.size(3)};
            Tensor next = torch.zeros(shape, ComputeDevice.options(content.scalar_type()));
            long common = Math.min(columns, content.size(2));
            next.narrow(0, 0, kept.size(0))
                    .narrow(2, 0, common)
                    .copy_(content.narrow(2, 0, common).index_select(0, kept));
            replace(scope, next);
        }
    }

    /** Adds columns of zeros on the right. */
    void grow(long columns) {
        try (Scope scope = Scope.open()) {
            replace(scope, torch.constant_pad_nd(content, new long[] {0, 0, 0, columns}, new Scalar(0.0)));
        }
    }

    /** Drops rows, repeats them, or writes one over another. */
    void arrange(RowSources sources) {
        try (Scope scope = Scope.open()) {
            Tensor arranged = sources.of(content);
            if (!sources.inPlace()) {
                replace(scope, arranged);
            }
        }
    }

    private void replace(Scope scope, Tensor next) {
        Scope.release(content);
        content = scope.own(next);
    }

    @Override
    public void close() {
        Scope.release(content);
    }
}
