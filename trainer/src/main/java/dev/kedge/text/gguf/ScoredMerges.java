package dev.kedge.text.gguf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The merges that a SentencePiece vocabulary with scores stands for: two neighbours are joined where their joined text
 * is a token, the one with the largest score first.
 */
final class ScoredMerges {

    private ScoredMerges() {}

    /** Two tokens, and the score of the one that they make. */
    private record Merge(String left, String right, double score) {}

    /** The merges, the first to be made first; of the same token those whose left part has the smallest id. */
    static List<List<String>> of(Vocabulary vocabulary, List<Number> scores) {
        if (scores.size() != vocabulary.size()) {
            throw new IllegalArgumentException("tokenizer.ggml.scores must have as many values as"
                    + " tokenizer.ggml.tokens, got " + scores.size() + " and " + vocabulary.size());
        }
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isNormal(id)) {
                ids.put(vocabulary.tokens().get(id), id);
            }
        }
        List<Merge> merges = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isNormal(id)) {
                merges.addAll(
                        makingOf(vocabulary.tokens().get(id), scores.get(id).doubleValue(), ids));
            }
        }
        merges.sort(Comparator.comparingDouble(Merge::score).reversed());
        return merges.stream()
                .map(merge -> List.of(merge.left(), merge.right()))
                .toList();
    }

    private static List<Merge> makingOf(String token, double score, Map<String, Integer> ids) {
        List<Merge> merges = new ArrayList<>();
        for (int cut = token.offsetByCodePoints(0, Math.min(1, token.length()));
                cut < token.length();
                cut = token.offsetByCodePoints(cut, 1)) {
            String left = token.substring(0, cut);
            String right = token.substring(cut);
            if (ids.containsKey(left) && ids.containsKey(right)) {
                merges.add(new Merge(left, right, score));
            }
        }
        merges.sort(Comparator.comparingInt(merge -> ids.getOrDefault(merge.left(), 0)));
        return merges;
    }
}
