package dev.kedge.train.internal.pass;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt and completions of it, as trees. The last token of a completion is left out: nothing is predicted from it.
 */
final class PromptFamily {

    /**
     * Tokens of one tree, at most, unless one completion has more: over so few, one product of all with all costs less
     * than many small ones.
     */
    private static final int TREE = 512;

    /**
     * The place of a completion.
     *
     * @param tree which tree
     * @param tokens the place in it of each token but the last
     */
    record Place(int tree, int[] tokens) {}

    private final int[] prompt;
    private final List<TokenTree> trees = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    PromptFamily(int[] prompt) {
        this.prompt = prompt;
    }

    /** Adds a completion. */
    void add(int[] completion) {
        if (trees.isEmpty() || !fits(completion)) {
            trees.add(new TokenTree());
        }
        int last = trees.size() - 1;
        places.add(new Place(last, trees.get(last).add(completion, read(completion))));
    }

    private boolean fits(int[] completion) {
        TokenTree open = trees.get(trees.size() - 1);
        return open.size() + open.missing(completion, read(completion)) <= TREE;
    }

    private static int read(int[] completion) {
        return Math.max(0, completion.length - 1);
    }

    /** How many tokens it would have with another completion. */
    int sizeWith(int[] completion) {
        return trees.isEmpty() || !fits(completion)
                ? size() + read(completion)
                : size() + trees.get(trees.size() - 1).missing(completion, read(completion));
    }

    /** How many tokens it has, the prompt's among them. */
    int size() {
        return prompt.length + trees.stream().mapToInt(TokenTree::size).sum();
    }

    int[] prompt() {
        return prompt;
    }

    List<TokenTree> trees() {
        return trees;
    }

    /** Of each completion, in the order in which they were added. */
    List<Place> places() {
        return places;
    }
}
