package dev.kedge.sampling;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch that completions join and leave while it runs, as a server needs it: {@link Sampler} takes all prompts at
 * once and gives all completions at the end.
 *
 * <pre>
 *   join: read the prompt ──▶ first tokens          step: one pass ──▶ one token for every row          leave
 * </pre>
 *
 * <p>A completion has the tokens that {@link Sampler} gives it, beyond the rounding of float32 sums, whatever else is
 * in the batch. Finished rows leave by themselves.
 *
 * <p>Memory is bounded: the cache is a grid of rows and positions, {@link #bytesPerToken} for each place, and
 * {@link #hasRoomFor} counts every row at its greatest length. One thread makes, uses and closes a batch; it computes
 * there and records no gradient from the making to the end.
 */
public final class RunningBatch implements AutoCloseable {

    /** From here on down the cache is made smaller: a share of its rows that is in use. */
    private static final double CROWDED_SHARE = 0.5;

    private final Compute.Span span;
    private final NoGradient noGradient;
    private final Decoder decoder;
    private final TokenChoice choice;
    private final Limits limits;
    private final PositionCache cache;
    private final List<Optional<RunningRow>> places = new ArrayList<>();

    /**
     * The bounds of a batch.
     *
     * @param rows completions side by side, at most
     * @param tokens rows times positions of the longest, at most, both as the cache rounds them up
     */
    public record Limits(int rows, int tokens) {

        public Limits {
            if (rows < 1) {
                throw new IllegalArgumentException("rows of a batch must be >= 1, got " + rows);
            }
            if (tokens < Sizes.GROWTH) {
                throw new IllegalArgumentException("tokens of a batch must be >= " + Sizes.GROWTH + ", got " + tokens);
            }
        }

        /**
         * Whether an otherwise empty batch has room for a continuation.
         *
         * @param positions of each completion, its prompt's included
         * @param completions how many
         */
        public boolean allow(int positions, int completions) {
            return completions <= rows && (long) Sizes.ofBatch(completions) * Sizes.ofCache(positions) <= tokens;
        }

        /**
         * The most positions that completions of one continuation can each have.
         *
         * @param completions how many, at most {@code rows}
         * @return 0 if there is no room for any
         */
        public int maxPositions(int completions) {
            return tokens / Sizes.ofBatch(completions) / Sizes.GROWTH * Sizes.GROWTH;
        }
    }

    /**
     * An empty batch.
     *
     * @param decoder its weights must not change while the batch lives; closed by its owner, after the batch
     * @param endTokens token ids that end a completion; empty if only its length does
     * @param limits bounds of its memory
     * @param compute what this thread computes with until the batch is closed
     */
    public RunningBatch(Decoder decoder, Set<Integer> endTokens, Limits limits, Compute compute) {
        this.span = compute.open();
        this.noGradient = NoGradient.open();
        this.decoder = decoder.packed();
        this.choice = new TokenChoice(Set.copyOf(endTokens));
        this.limits = limits;
        this.cache = new PositionCache(decoder.config(), decoder.computeType());
        places.add(Optional.empty());
    }

    /**
     * What the cache holds for each token of each row: a key and a value of every key-value head of every layer.
     *
     * @param config the decoder's sizes
     * @param type the decoder's element type
     * @return bytes
     */
    public static long bytesPerToken(DecoderConfig config, ComputeType type) {
        long numbers = 2L * config.layers() * config.keyValueHeads() * config.headWidth();
        return numbers * type.bytes();
    }

    /** How many completions are growing. */
    public int size() {
        return (int) places.stream().filter(Optional::isPresent).count();
    }

    /**
     * Whether a continuation can join now.
     *
     * @param continuation prompt and settings
     */
    public boolean hasRoomFor(Continuation continuation) {
        int rows = size() + continuation.completions();
        int positions = Math.max(
                continuation.positions(),
                running().stream().mapToInt(RunningRow::positions).max().orElse(0));
        return limits.allow(positions, rows);
    }

    /**
     * Reads a prompt and gives each of its completions its first token.
     *
     * @param continuation prompt and settings
     * @return a token for each completion, in order
     * @throws IllegalArgumentException if it does not fit into the model's positions or has a token that is none
     * @throws IllegalStateException if there is no room for it
     */
    public List<NextToken> join(Continuation continuation) {
        check(continuation);
        if (!hasRoomFor(continuation)) {
            throw new IllegalStateException("the batch has no room for " + continuation.completions()
                    + " completions of " + continuation.positions() + " positions");
        }
        int[] prompt = continuation.prompt();
        int count = Sizes.ofBatch(size() + continuation.completions());
        resize(count, columnsFor(Math.max(prompt.length, longest()), count != cache.rows()));
        List<RunningRow> rows = IntStream.range(0, continuation.completions())
                .mapToObj(i -> new RunningRow(continuation, i))
                .toList();
        int[] taken = take(rows);
        try (Scope scope = Scope.open()) {
            int columns = Sizes.ofPrompts(prompt.length);
            long[] tokens = new long[columns];
            long[] positions = new long[columns];
            for (int i = 0; i < prompt.length; i++) {
                tokens[i] = prompt[i];
                positions[i] = i;
            }
            Tensor hidden = decoder.hiddenStates(
                    HostMemory.tensor(tokens, 1, columns),
                    HostMemory.tensor(positions, 1, columns),
                    cache.reading(taken));
            Tensor logits =
                    decoder.logits(hidden.narrow(1, prompt.length - 1L, 1).squeeze(1));
            return told(choice.next(rows, logits.expand(rows.size(), logits.size(1))));
        } catch (RuntimeException failed) {
            rows.forEach(this::leave);
            throw failed;
        }
    }

    private void check(Continuation continuation) {
        int limit = decoder.config().maxPositions();
        if (continuation.positions() > limit) {
            throw new IllegalArgumentException("prompt and completion must fit into the model's " + limit
                    + " positions, got a prompt of " + continuation.prompt().length + " tokens and at most "
                    + continuation.sampling().maxNewTokens() + " new ones");
        }
        for (int token : continuation.prompt()) {
            if (token < 0 || token >= decoder.config().vocabularySize()) {
                throw new IllegalArgumentException(
                        "a prompt token must be in [0, " + decoder.config().vocabularySize() + "), got " + token);
            }
        }
    }

    private int[] take(List<RunningRow> rows) {
        int[] taken = new int[rows.size()];
        int next = 0;
        for (int place = 0; next < taken.length; place++) {
            if (places.get(place).isEmpty()) {
                places.set(place, Optional.of(rows.get(next)));
                taken[next++] = place;
            }
        }
        return taken;
    }

    /**
     * One more token for every row.
     *
     * @return none if the batch is empty
     */
    public List<NextToken> step() {
        List<RunningRow> rows = running();
        if (rows.isEmpty()) {
            return List.of();
        }
        int fewest = Sizes.ofBatch(rows.size());
        boolean sparse = fewest <= CROWDED_SHARE * cache.rows();
        resize(sparse ? fewest : cache.rows(), columnsFor(longest(), sparse));
        try (Scope scope = Scope.open()) {
            Tensor positions = perRow(Row::lastPosition);
            Tensor hidden = decoder.hiddenStates(perRow(Row::lastToken), positions, cache.writing(positions));
            int[] taken = taken();
            long[] index = Arrays.stream(taken).asLongStream().toArray();
            Tensor last = hidden.select(1, 0);
            Tensor used =
                    taken.length == cache.rows() ? last : last.index_select(0, HostMemory.tensor(index, index.length));
            return told(choice.next(running(), decoder.logits(used)));
        }
    }

    /** One whole number of each row, int64 {@code [B, 1]}; 0 in free ones. */
    private Tensor perRow(ToLongFunction<Row> number) {
        long[] numbers = new long[cache.rows()];
        Arrays.setAll(
                numbers,
                place -> places.get(place)
                        .map(row -> number.applyAsLong(row.row()))
                        .orElse(0L));
        return HostMemory.tensor(numbers, numbers.length, 1);
    }

    /** Rows whose last token this is leave. */
    private List<NextToken> told(List<NextToken> tokens) {
        tokens.stream().filter(token -> token.end().isPresent()).forEach(token -> leave(token.row()));
        return tokens;
    }

    /**
     * Ends a completion; nothing if it has ended.
     *
     * @param row which
     */
    public void leave(RunningRow row) {
        places.replaceAll(place -> place.filter(other -> other != row));
    }

    private List<RunningRow> running() {
        return places.stream().flatMap(Optional::stream).toList();
    }

    /** The places of the rows that grow, ascending. */
    private int[] taken() {
        return IntStream.range(0, places.size())
                .filter(place -> places.get(place).isPresent())
                .toArray();
    }

    /** The positions that the longest row takes now, its newest token included, which the next step writes. */
    private int longest() {
        return running().stream()
                .mapToInt(row -> row.row().lastPosition() + 1)
                .max()
                .orElse(1);
    }

    /** The columns for so many positions: those there are, unless they are too few, or all is moved anyway. */
    private int columnsFor(int positions, boolean fewest) {
        int enough = Sizes.ofCache(positions);
        return fewest ? enough : Math.max(enough, cache.columns());
    }

    /** Changes the cache, if need be, to a size that holds the growing rows. */
    private void resize(int rows, int columns) {
        if (rows == cache.rows() && columns == cache.columns()) {
            return;
        }
        if (rows >= cache.rows()) {
            cache.resize(IntStream.range(0, cache.rows()).toArray(), rows, columns);
        } else {
            int[] kept = taken();
            List<Optional<RunningRow>> moved =
                    Arrays.stream(kept).mapToObj(places::get).toList();
            cache.resize(kept, rows, columns);
            places.clear();
            places.addAll(moved);
        }
        while (places.size() < rows) {
            places.add(Optional.empty());
        }
    }

    /** Releases the cache, and what was copied of the weights. */
    @Override
    public void close() {
        cache.close();
        decoder.close();
        noGradient.close();
        span.close();
    }
}
