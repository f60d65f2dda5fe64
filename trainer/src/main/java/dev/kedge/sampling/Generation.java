package dev.kedge.sampling;

import dev.kedge.model.Decoder;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * The life of one batch: read the prompts, then one token for every row at a time, until all rows have finished.
 *
 * <pre>
 *   read prompts ──▶ first tokens ──▶ [ drop finished rows ──▶ one pass ──▶ next tokens ] until done
 * </pre>
 */
final class Generation implements AutoCloseable {

    /** Finished rows leave the batch when no more than this share of its rows is still growing. */
    private static final double CROWDED_SHARE = 0.75;

    private final Decoder decoder;
    private final TokenSelection selection;
    private final Set<Integer> endTokens;
    private final Optional<StopStrings> stopStrings;
    private final int maxNewTokens;
    private final KeyValueCache cache;
    private List<Row> rows;

    Generation(
            Decoder decoder,
            TokenSelection selection,
            Set<Integer> endTokens,
            Optional<StopStrings> stopStrings,
            int maxNewTokens,
            List<Row> rows) {
        this.decoder = decoder;
        this.selection = selection;
        this.endTokens = endTokens;
        this.stopStrings = stopStrings;
        this.maxNewTokens = maxNewTokens;
        this.rows = rows;
        int[] lengths = rows.stream().mapToInt(row -> row.promptTokens().length).toArray();
        this.cache = new KeyValueCache(decoder.config(), decoder.computeType(), lengths, maxNewTokens);
    }

    /**
     * Grows every row to its end.
     *
     * @param completions rows per prompt, one after the other
     */
    void run(int completions) {
        for (PromptPass pass : PromptPass.of(rows, completions)) {
            try (Scope scope = Scope.open()) {
                Tensor hidden = decoder.hiddenStates(
                        pass.tokens(), pass.positions(), cache.reading(pass.firstRow(), completions));
                choose(pass.rows(), pass.lastOfEach(hidden));
            }
        }
        while (unfinished() > 0) {
            dropFinishedRows();
            try (Scope step = Scope.open()) {
                Tensor hidden = decoder.hiddenStates(lastTokens(), lastPositions(), cache.writing());
                choose(rows, hidden.select(1, 0));
            }
        }
    }

    /** Appends one token to every row that has not finished; {@code hidden} is {@code [rows, D]}. */
    private void choose(List<Row> choosing, Tensor hidden) {
        double[] uniforms = new double[choosing.size()];
        if (selection.isRandom()) {
            for (int i = 0; i < uniforms.length; i++) {
                uniforms[i] = choosing.get(i).nextUniform();
            }
        }
        int[][] seen = new int[uniforms.length][0];
        if (selection.isPenalized()) {
            Arrays.setAll(seen, i -> choosing.get(i).seen());
        }
        SelectedTokens selected = selection.select(decoder.logits(hidden), uniforms, seen);
        for (int i = 0; i < uniforms.length; i++) {
            Row row = choosing.get(i);
            if (!row.finished()) {
                int token = (int) selected.tokens()[i];
                if (!selected.support().isEmpty()) {
                    row.appendSupport(selected.support().get(i));
                }
                row.append(token, selected.samplingLogprobs()[i], selected.untemperedLogprobs()[i]);
                finishWhereDue(row, token);
            }
        }
    }

    private void finishWhereDue(Row row, int token) {
        if (endTokens.contains(token)) {
            row.finish(FinishReason.STOP);
        } else if (stopStrings.isPresent() && stopStrings.get().end(row.tokens())) {
            row.finish(FinishReason.STOP_STRING);
        } else if (row.length() == maxNewTokens) {
            row.finish(FinishReason.LENGTH);
        }
    }

    private long unfinished() {
        return rows.stream().filter(row -> !row.finished()).count();
    }

    private void dropFinishedRows() {
        int target = Sizes.ofBatch((int) unfinished());
        if (target > CROWDED_SHARE * rows.size()) {
            return;
        }
        int places = target - (int) unfinished();
        List<Row> kept = new ArrayList<>();
        List<Long> indices = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            // A few finished rows stay where the rounded size has places left; what they compute is not read.
            if (!row.finished() || places-- > 0) {
                kept.add(row);
                indices.add((long) i);
            }
        }
        cache.keepRows(indices.stream().mapToLong(Long::longValue).toArray());
        rows = kept;
    }

    private Tensor lastTokens() {
        return HostMemory.tensor(rows.stream().mapToLong(Row::lastToken).toArray(), rows.size(), 1);
    }

    @Override
    public void close() {
        cache.close();
    }

    private Tensor lastPositions() {
        return HostMemory.tensor(rows.stream().mapToLong(Row::lastPosition).toArray(), rows.size(), 1);
    }
}
