package dev.kedge.task;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use of each row. Files of a split's own are that split; of the rest, each row by its prompt's text alone, as with
 * synthetic problems. Rows that are duplicates or held out are left out, if that is wanted.
 */
final class DatasetSplits {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetSplits.class);

    private final boolean dedupe;
    private final Overlap overlap;
    private final RowSet train;
    private final Map<Split, RowSet> own;

    /**
     * A division.
     *
     * @param dedupe whether only the first of the training rows with the same prompt is used
     * @param overlap what becomes of training rows that are held out
     * @param train the training files
     * @param own the files of validation and test, where they have any
     */
    DatasetSplits(boolean dedupe, Overlap overlap, RowSet train, Map<Split, RowSet> own) {
        this.dedupe = dedupe;
        this.overlap = overlap;
        this.train = train;
        this.own = new EnumMap<>(own);
    }

    Map<Split, DatasetRows> divide() {
        Map<Split, DatasetRows> parts = new EnumMap<>(Split.class);
        own.forEach((split, rows) -> parts.put(split, DatasetRows.all(rows)));
        HeldOut heldOut = new HeldOut(overlap == Overlap.ALLOW ? List.of() : new ArrayList<>(own.values()));
        boolean untouched = train.isPaged() && own.containsKey(Split.TEST) && !dedupe && overlap != Overlap.ERROR;
        if (untouched) {
            parts.put(Split.TRAIN, DatasetRows.except(train, heldOut));
        } else {
            new Sorting(heldOut).into(parts);
        }
        return parts;
    }

    /** One look at every row of the training files. */
    private final class Sorting {
        private final HeldOut heldOut;
        private final Map<Split, IntStream.Builder> chosen = new EnumMap<>(Split.class);
        private final Set<Long> seen = new HashSet<>();
        private long leftOut;
        private long repeated;
        private String first = "";

        Sorting(HeldOut heldOut) {
            this.heldOut = heldOut;
        }

        void into(Map<Split, DatasetRows> parts) {
            for (Split split : Split.values()) {
                if (!own.containsKey(split)) {
                    chosen.put(split, IntStream.builder());
                }
            }
            train.texts(this::take);
            chosen.forEach((split, indices) ->
                    parts.put(split, DatasetRows.of(train, indices.build().toArray())));
            if (leftOut > 0) {
                LOG.warn(
                        "{} rows of the training files are left out: their prompts are also held out; the first is {}",
                        leftOut,
                        first);
            }
            if (repeated > 0) {
                LOG.info("{} rows of the training files are left out: their prompts came before", repeated);
            }
        }

        private void take(long index, String text) {
            if (heldOut.holds(text)) {
                if (leftOut++ == 0) {
                    first = train.place(index) + ", the prompt of "
                            + heldOut.place(text).orElse("");
                }
                if (overlap == Overlap.ERROR) {
                    throw new IllegalArgumentException(
                            "training and held-out files must not share a prompt (overlap: error), got " + first);
                }
            } else if (dedupe && !seen.add(SplitRule.hash(PromptText.normalized(text)))) {
                repeated++;
            } else {
                Split split = SplitRule.of(text);
                chosen.computeIfAbsent(own.containsKey(split) ? Split.TRAIN : split, none -> IntStream.builder())
                        .add(Math.toIntExact(index));
            }
        }
    }
}
