package dev.kedge.train.internal.pass;

import dev.kedge.model.BranchedAttention;
import dev.kedge.model.BranchedAttention.Branch;
import dev.kedge.model.BranchedRow;
import dev.kedge.rollout.TokenSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One row of families:
 *
 * <pre>
 *   what all prompts begin with │ rest of a prompt │ its trees │ rest of the next prompt │ its trees │ … │ padding
 * </pre>
 */
final class SharedRow {

    private final BranchedRow row = new BranchedRow();
    private final List<int[]> completions = new ArrayList<>(); // where the tokens of each stand, the last one left out
    private final List<Integer> predictors = new ArrayList<>(); // where the last token of the prompt of each stands

    private SharedRow() {}

    static SharedRow of(List<PromptFamily> families) {
        SharedRow shared = new SharedRow();
        BranchedRow row = shared.row;
        int common = common(families);
        int trunk = row.grow(BranchedAttention.STEM, families.get(0).prompt(), 0, common);
        for (PromptFamily family : families) {
            int prompt = row.grow(trunk, family.prompt(), common, family.prompt().length);
            int predictor = prompt == trunk ? common - 1 : row.width() - 1;
            List<Integer> starts = new ArrayList<>();
            for (TokenTree tree : family.trees()) {
                starts.add(row.width());
                row.add(new Branch(prompt, tree.before()), tree.tokens());
            }
            for (PromptFamily.Place place : family.places()) {
                int start = starts.get(place.tree());
                shared.completions.add(Arrays.stream(place.tokens())
                        .map(token -> start + token)
                        .toArray());
                shared.predictors.add(predictor);
            }
        }
        int padding = PaddedBatch.roundedUp(row.width()) - row.width();
        row.grow(BranchedAttention.STEM, new int[padding], 0, padding);
        return shared;
    }

    /** How many tokens {@link #of} puts into a row, without padding. */
    static int width(List<PromptFamily> families) {
        return families.stream().mapToInt(PromptFamily::size).sum() - (families.size() - 1) * common(families);
    }

    private static int common(List<PromptFamily> families) {
        return BranchedRow.commonBeginning(
                families.stream().map(PromptFamily::prompt).toList());
    }

    /** Tensors; {@code sequences} are those of the families, in order. */
    PaddedBatch tensors(List<TokenSequence> sequences) {
        int columns = PaddedBatch.roundedUp(sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .max()
                .orElseThrow());
        int count = sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .sum();
        CompletionPlaces places = new CompletionPlaces(count, columns);
        for (int i = 0; i < sequences.size(); i++) {
            places.addCompletion(sequences.get(i).completion(), predictors.get(i), completions.get(i));
        }
        BranchedAttention attention = row.attention();
        return PaddedBatch.of(row.tokens(), attention.positions(), attention, places, sequences);
    }
}
