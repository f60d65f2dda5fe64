package dev.kedge.sampling;

/** A completion that grows in a {@link RunningBatch}: what its tokens are told by. Equal to itself alone. */
public final class RunningRow {

    private final Continuation continuation;
    private final int completion;
    private final Row row;

    RunningRow(Continuation continuation, int completion) {
        this.continuation = continuation;
        this.completion = completion;
        this.row = new Row(0, completion, continuation.prompt(), continuation.streams().stream(completion));
        if (continuation.sampling().repetitionPenalty() != 1) {
            row.penalize(continuation.sampling().repetitionPenalty(), false);
        }
    }

    /** Which completion of its prompt, from 0. */
    public int completion() {
        return completion;
    }

    Row row() {
        return row;
    }

    int likeliest() {
        return continuation.likeliest();
    }

    SelectionRule rule() {
        return SelectionRule.of(continuation.sampling());
    }

    int maxNewTokens() {
        return continuation.sampling().maxNewTokens();
    }

    /** The positions that it takes at most. */
    int positions() {
        return continuation.positions();
    }
}
