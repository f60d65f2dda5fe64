package dev.kedge.sampling;

import dev.kedge.model.Decoder;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The life of one batch: read the prompts, then one token for every completion at a time, until all have finished.
 *
 * <pre>
 *   read prompts ──▶ first tokens ──▶ [ part ──▶ drop finished ──▶ one pass ──▶ next tokens ] until done
 * </pre>
 *
 * <p>Each completion is a {@link Strand} of its own, or, where prefixes are shared, those of a prompt are one strand
 * until they part.
 */
final class Generation implements AutoCloseable {

    /** Finished strands leave the batch when no more than this share of its rows is still growing. */
    private static final double CROWDED_SHARE = 0.75;

    private final Decoder decoder;
    private final TokenSelection selection;
    private final Set<Integer> endTokens;
    private final Optional<StopStrings> stopStrings;
    private final int maxNewTokens;
    private final KeyValueCache cache;
    private List<Strand> strands;

    /**
     * A batch at its beginning.
     *
     * @param strands from the shortest prompt to the longest, those of one prompt side by side
     */
    Generation(
            Decoder decoder,
            TokenSelection selection,
            Set<Integer> endTokens,
            Optional<StopStrings> stopStrings,
            int maxNewTokens,
            List<Strand> strands) {
        this.decoder = decoder;
        this.selection = selection;
        this.endTokens = endTokens;
        this.stopStrings = stopStrings;
        this.maxNewTokens = maxNewTokens;
        this.strands = strands;
        int[] lengths = strands.stream()
                .mapToInt(strand -> strand.promptTokens().length)
                .toArray();
        this.cache = new KeyValueCache(decoder.config(), decoder.computeType(), lengths, maxNewTokens);
    }

    /**
     * Grows every completion to its end.
     *
     * @param layout how the prompts of the strands are read; together its passes read each once
     */
    void run(Function<List<Strand>, List<PromptPass>> layout) {
        readPrompts(layout);
        while (unfinished() > 0) {
            part();
            dropFinished();
            try (Scope step = Scope.open()) {
                Tensor hidden = decoder.hiddenStates(lastTokens(), lastPositions(), cache.writing());
                choose(strands, hidden.select(1, 0));
            }
        }
    }

    private void readPrompts(Function<List<Strand>, List<PromptPass>> layout) {
        try (Scope reading = Scope.open()) {
            for (PromptPass pass : layout.apply(strands)) {
                try (Scope scope = Scope.open()) {
                    Tensor hidden = decoder.hiddenStates(pass.tokens(), pass.positions(), pass.attention(cache));
                    choose(pass.strands(), pass.lastOfEach(hidden));
                }
            }
        }
    }

    /** Appends one token to every completion that has not finished; {@code hidden} is {@code [strands, D]}. */
    private void choose(List<Strand> choosing, Tensor hidden) {
        List<Row> rows =
                choosing.stream().flatMap(strand -> strand.rows().stream()).toList();
        double[] uniforms = new double[rows.size()];
        if (selection.isRandom()) {
            Arrays.setAll(uniforms, i -> rows.get(i).nextUniform());
        }
        int[][] seen = new int[uniforms.length][0];
        if (selection.isPenalized()) {
            Arrays.setAll(seen, i -> rows.get(i).seen());
        }
        SelectedTokens selected = selection.select(ofEachRow(choosing, decoder.logits(hidden)), uniforms, seen);
        for (int i = 0; i < uniforms.length; i++) {
            Row row = rows.get(i);
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

    /** The logits of each strand, {@code [strands, V]}, for each of its completions, {@code [rows, V]}. */
    private static Tensor ofEachRow(List<Strand> choosing, Tensor logits) {
        if (choosing.stream().allMatch(strand -> strand.rows().size() == 1)) {
            return logits;
        }
        long[] strandOf = IntStream.range(0, choosing.size())
                .flatMap(i -> choosing.get(i).rows().stream().mapToInt(row -> i))
                .asLongStream()
                .toArray();
        return logits.index_select(0, HostMemory.tensor(strandOf, strandOf.length));
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

    private int unfinished() {
        return (int) strands.stream().filter(strand -> !strand.finished()).count();
    }

    /**
     * Gives completions that have gone a way of their own a place of their own, a finished strand's where there is one.
     */
    private void part() {
        long[] sources = LongStream.range(0, strands.size()).toArray();
        List<Strand> parted = new ArrayList<>();
        List<Integer> stems = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            List<Strand> others = strands.get(i).part();
            parted.addAll(others);
            stems.addAll(Collections.nCopies(others.size(), i));
        }
        if (parted.isEmpty()) {
            return;
        }
        List<Strand> all = new ArrayList<>(strands);
        int next = 0;
        for (int i = 0; i < sources.length && next < parted.size(); i++) {
            if (strands.get(i).finished()) {
                sources[i] = stems.get(next);
                all.set(i, parted.get(next++));
            }
        }
        if (next < parted.size()) {
            int size = Sizes.ofBatch(sources.length + parted.size() - next);
            sources = Arrays.copyOf(sources, size); // 0 for the places that stay idle
            while (all.size() < size) {
                boolean idle = next == parted.size();
                sources[all.size()] = idle ? 0 : stems.get(next);
                all.add(idle ? Strand.idle() : parted.get(next++));
            }
        }
        cache.arrange(sources);
        strands = all;
    }

    private void dropFinished() {
        int growing = unfinished();
        int target = Sizes.ofBatch(growing);
        if (target > CROWDED_SHARE * strands.size()) {
            return;
        }
        int places = target - growing;
        List<Strand> kept = new ArrayList<>();
        List<Long> indices = new ArrayList<>();
        for (int i = 0; i < strands.size(); i++) {
            Strand strand = strands.get(i);
            // A few finished ones stay where the rounded size has places left; what they compute is not read.
            if (!strand.finished() || places-- > 0) {
                kept.add(strand);
                indices.add((long) i);
            }
        }
        cache.arrange(indices.stream().mapToLong(Long::longValue).toArray());
        strands = kept;
    }

    private Tensor lastTokens() {
        long[] tokens = strands.stream().mapToLong(Strand::lastToken).toArray();
        return HostMemory.tensor(tokens, tokens.length, 1);
    }

    private Tensor lastPositions() {
        long[] positions = strands.stream().mapToLong(Strand::lastPosition).toArray();
        return HostMemory.tensor(positions, positions.length, 1);
    }

    @Override
    public void close() {
        cache.close();
    }
}
