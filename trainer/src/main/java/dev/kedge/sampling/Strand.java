package dev.kedge.sampling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a batch with the completions that it computes the next token of: completions of one prompt with the same
 * tokens so far.
 *
 * <pre>
 *   a b c ─┬─ d …      one strand while completions are equal,
 *          └─ e …      two from the first token on in which they differ
 * </pre>
 */
final class Strand {

    private List<Row> rows;

    private Strand(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * A strand of completions.
     *
     * @param rows at least one, of one prompt, with the same tokens so far
     */
    static Strand of(List<Row> rows) {
        return new Strand(List.copyOf(rows));
    }

    /**
     * Strands of completions, so many in each.
     *
     * @param rows those of one prompt side by side
     * @param together 1, or as many as there are of each prompt
     */
    static List<Strand> of(List<Row> rows, int together) {
        List<Strand> strands = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += together) {
            strands.add(of(rows.subList(first, first + together)));
        }
        return strands;
    }

    /** A place in the batch that holds no completion: what it computes is not read. */
    static Strand idle() {
        return new Strand(List.of());
    }

    /** Its completions; finished ones only if all of them are. */
    List<Row> rows() {
        return rows;
    }

    /** Whether no completion of it is still growing. */
    boolean finished() {
        return rows.stream().allMatch(Row::finished);
    }

    /**
     * Leaves the completions that have finished or gone another way than the first that grows, and returns the latter.
     */
    List<Strand> part() {
        Map<Integer, List<Row>> byToken = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> !row.finished())
                .forEach(row -> byToken.computeIfAbsent(row.lastToken(), first -> new ArrayList<>())
                        .add(row));
        if (byToken.isEmpty()) {
            return List.of();
        }
        Collection<List<Row>> ways = byToken.values();
        rows = List.copyOf(ways.iterator().next());
        return ways.stream().skip(1).map(Strand::of).toList();
    }

    /** The token that the next pass reads. */
    long lastToken() {
        return rows.isEmpty() ? 0 : rows.get(0).lastToken();
    }

    /** Its position in the whole sequence. */
    long lastPosition() {
        return rows.isEmpty() ? 0 : rows.get(0).lastPosition();
    }

    /** The tokens of its prompt. */
    int[] promptTokens() {
        return rows.get(0).promptTokens();
    }
}
