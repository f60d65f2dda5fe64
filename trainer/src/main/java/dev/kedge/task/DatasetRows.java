package dev.kedge.task;

import dev.kedge.api.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of a data set as prompts; where it has solutions, also as demonstrations, index by index the same.
 *
 * <p>Of rows that were not looked at when the data set was opened, one whose prompt is held out gives way to the next.
 */
final class DatasetRows implements TaskSource, DemonstrationSource {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetRows.class);

    private final RowSet rows;
    private final Optional<int[]> chosen;
    private final Optional<HeldOut> unlooked;
    private final AtomicBoolean warned = new AtomicBoolean();

    private DatasetRows(RowSet rows, Optional<int[]> chosen, Optional<HeldOut> unlooked) {
        this.rows = rows;
        this.chosen = chosen;
        this.unlooked = unlooked;
    }

    static DatasetRows all(RowSet rows) {
        return new DatasetRows(rows, Optional.empty(), Optional.empty());
    }

    static DatasetRows of(RowSet rows, int[] chosen) {
        return new DatasetRows(rows, Optional.of(chosen), Optional.empty());
    }

    static DatasetRows except(RowSet rows, HeldOut heldOut) {
        return new DatasetRows(rows, Optional.empty(), Optional.of(heldOut));
    }

    long count() {
        return chosen.map(indices -> (long) indices.length).orElse(rows.size());
    }

    @Override
    public Demonstration demonstration(long index) {
        return allowed(index, rows.at(place(index)));
    }

    @Override
    public Prompt prompt(long index) {
        return demonstration(index).prompt();
    }

    @Override
    public List<Prompt> prompts(List<Long> indices) {
        List<Demonstration> found = rows.at(indices.stream().map(this::place).toList());
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            prompts.add(allowed(indices.get(i), found.get(i)).prompt());
        }
        return prompts;
    }

    private Demonstration allowed(long index, Demonstration found) {
        Demonstration row = found;
        for (long next = index + 1; isHeldOut(row); next++) {
            if (next == index + count()) {
                throw new IllegalArgumentException("every prompt of the training files is also held out");
            }
            warn(row);
            row = rows.at(place(next % count()));
        }
        return row;
    }

    private boolean isHeldOut(Demonstration row) {
        return unlooked.isPresent() && unlooked.get().holds(row.prompt().text());
    }

    private void warn(Demonstration row) {
        if (!warned.getAndSet(true)) {
            LOG.warn(
                    "training prompts that are also held out give way to the next; the first is {}, the prompt of {}",
                    row.prompt().id(),
                    unlooked.flatMap(heldOut -> heldOut.place(row.prompt().text()))
                            .orElse(""));
        }
    }

    private long place(long index) {
        if (index < 0 || index >= count()) {
            throw new IllegalArgumentException("index must be 0 to " + (count() - 1) + ", got " + index);
        }
        return chosen.map(indices -> (long) indices[(int) index]).orElse(index);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(count());
    }

    @Override
    public OptionalLong demonstrationCount() {
        return size();
    }
}
