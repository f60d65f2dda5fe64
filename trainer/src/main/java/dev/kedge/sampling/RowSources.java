package dev.kedge.sampling;

import dev.kedge.tensor.HostMemory;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The row that each row of a batch is taken from, when rows are dropped, repeated, or written over one another. Valid
 * as long as the scope that is open.
 */
final class RowSources {

    private final boolean sameSize;
    private final Tensor changed; // int64, the rows that are taken from another
    private final Tensor sources; // int64, where those are taken from

    /**
     * Sources of a batch's rows.
     *
     * @param sources of each row from now on
     * @param rows how many there were
     */
    RowSources(long[] sources, long rows) {
        sameSize = sources.length == rows;
        long[] places = LongStream.range(0, sources.length)
                .filter(row -> !sameSize || sources[(int) row] != row)
                .toArray();
        changed = HostMemory.tensor(places, places.length);
        this.sources = HostMemory.tensor(
                LongStream.of(places).map(row -> sources[(int) row]).toArray(), places.length);
    }

    /**
     * What stands in the rows from now on.
     *
     * @param rows {@code [B, …]}; where there are as many rows as before, those that change are written over
     * @return {@code rows} itself where they are as many as before, else new ones
     */
    Tensor of(Tensor rows) {
        Tensor taken = rows.index_select(0, sources);
        return sameSize ? rows.index_copy_(0, changed, taken) : taken;
    }

    /** Whether rows are written over, and none are new. */
    boolean inPlace() {
        return sameSize;
    }
}
