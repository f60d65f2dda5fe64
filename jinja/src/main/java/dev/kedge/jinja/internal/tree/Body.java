package dev.kedge.jinja.internal.tree;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Place;
import java.util.List;

/**
 * Statements that are executed one after the other: a template, or what a tag encloses.
 *
 * @param statements in order
 */
public record Body(List<Statement> statements) {

    /** Nothing. */
    public static final Body EMPTY = new Body(List.of());

    /**
     * Executes the statements, until one of them leaves the loop they are in.
     *
     * @param frame variables, output and budget
     * @return how to go on
     */
    public Flow execute(Frame frame) {
        Budget budget = frame.budget();
        for (Statement statement : statements) {
            Place outer = budget.enter(statement.place());
            Flow flow = statement.execute(frame);
            budget.leave(outer);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    /** What the statements write, in a frame inside that one. */
    String written(Frame frame) {
        Frame inner = frame.capturing();
        execute(inner);
        return inner.written();
    }
}
