package dev.kedge.task;

import java.util.OptionalLong;

/** Worked solutions addressed by index, for the supervised warm start. Safe for use by several threads. */
public interface DemonstrationSource {

    /**
     * The demonstration at an index.
     *
     * @param index from 0; below {@link #demonstrationCount()} where that is present
     * @return the demonstration, always the same for the same index
     */
    Demonstration demonstration(long index);

    /**
     * How many demonstrations there are.
     *
     * @return the number of worked solutions of a data set; empty for a generator, which never runs out
     */
    OptionalLong demonstrationCount();
}
