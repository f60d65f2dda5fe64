package dev.kedge.sampling;

import dev.kedge.tensor.HostMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/** The choice of the next tokens of rows that are each sampled in a way of their own; those with one rule in one go. */
final class TokenChoice {

    private final Set<Integer> endTokens;

    TokenChoice(Set<Integer> endTokens) {
        this.endTokens = endTokens;
    }

    /**
     * Chooses and appends one token for each row.
     *
     * @param rows at least one
     * @param logits theirs, {@code float32 [rows, V]}
     * @return in the order of the rows
     */
    List<NextToken> next(List<RunningRow> rows, Tensor logits) {
        Map<SelectionRule, List<Integer>> together = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            together.computeIfAbsent(rows.get(i).rule(), rule -> new ArrayList<>())
                    .add(i);
        }
        NextToken[] tokens = new NextToken[rows.size()];
        together.forEach((rule, places) -> {
            List<RunningRow> some = places.stream().map(rows::get).toList();
            List<NextToken> chosen = choose(some, rule.selection(), those(places, logits));
            for (int i = 0; i < places.size(); i++) {
                tokens[places.get(i)] = chosen.get(i);
            }
        });
        return List.of(tokens);
    }

    private static Tensor those(List<Integer> places, Tensor logits) {
        if (places.size() == logits.size(0)) {
            return logits;
        }
        long[] index = places.stream().mapToLong(Integer::longValue).toArray();
        return logits.index_select(0, HostMemory.tensor(index, index.length));
    }

    private List<NextToken> choose(List<RunningRow> rows, TokenSelection selection, Tensor logits) {
        double[] uniforms = new double[rows.size()];
        if (selection.isRandom()) {
            Arrays.setAll(uniforms, i -> rows.get(i).row().nextUniform());
        }
        int[][] seen = new int[uniforms.length][0];
        if (selection.isPenalized()) {
            Arrays.setAll(seen, i -> rows.get(i).row().seen());
        }
        SelectedTokens selected = selection.select(logits, uniforms, seen);
        List<List<NextToken.Chance>> likeliest = likeliest(rows, logits);
        List<NextToken> tokens = new ArrayList<>();
        for (int i = 0; i < uniforms.length; i++) {
            RunningRow row = rows.get(i);
            int token = (int) selected.tokens()[i];
            row.row().append(token, selected.samplingLogprobs()[i], selected.untemperedLogprobs()[i]);
            tokens.add(new NextToken(
                    row,
                    token,
                    selected.samplingLogprobs()[i],
                    selected.untemperedLogprobs()[i],
                    likeliest.get(i),
                    end(row, token)));
        }
        return tokens;
    }

    private Optional<FinishReason> end(RunningRow row, int token) {
        if (endTokens.contains(token)) {
            return Optional.of(FinishReason.STOP);
        }
        return row.row().length() == row.maxNewTokens() ? Optional.of(FinishReason.LENGTH) : Optional.empty();
    }

    /** Of each row as many of the most probable tokens as it asks for. */
    private static List<List<NextToken.Chance>> likeliest(List<RunningRow> rows, Tensor logits) {
        int most = rows.stream().mapToInt(RunningRow::likeliest).max().orElse(0);
        if (most == 0) {
            return rows.stream().map(row -> List.<NextToken.Chance>of()).toList();
        }
        int count = (int) Math.min(most, logits.size(1));
        T_TensorTensor_T highest = logits.log_softmax(1).topk(count);
        float[] logprobs = HostMemory.floats(highest.get0());
        long[] tokens = HostMemory.longs(highest.get1());
        List<List<NextToken.Chance>> chances = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<NextToken.Chance> ofRow = new ArrayList<>();
            for (int k = 0; k < Math.min(count, rows.get(i).likeliest()); k++) {
                ofRow.add(new NextToken.Chance((int) tokens[i * count + k], logprobs[i * count + k]));
            }
            chances.add(List.copyOf(ofRow));
        }
        return chances;
    }
}
