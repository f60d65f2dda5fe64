package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Place;

/** A node that does something. */
public sealed interface Statement
        permits Data,
                Print,
                Assignment,
                BlockAssignment,
                If,
                For,
                Jump,
                MacroDefinition,
                CallBlock,
                FilterBlock,
                With,
                Enclosed {

    /** Where it stands. */
    Place place();

    /**
     * Does it; called by {@link Body#execute} only.
     *
     * @param frame variables, output and budget
     * @return how to go on
     */
    Flow execute(Frame frame);
}
