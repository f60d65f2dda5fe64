package dev.kedge.train.internal.pass;

import dev.kedge.model.BranchedRow;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The layout of {@link BatchLayout#SHARED_PROMPTS}: one row, in which stands once what all prompts of the batch begin
 * with, the rest of each prompt, and what completions of a prompt begin with. A token's hidden state depends on nothing
 * but the tokens before it in its text, so texts that begin alike have it in common, and equal completions have all.
 */
final class SharedPrompts {

    private SharedPrompts() {}

    /** Families together, cut only where one alone has more tokens than the budget. */
    static <T> List<MicroBatch<T>> cut(List<T> all, Function<? super T, TokenSequence> sequence, int tokenBudget) {
        List<MicroBatch<T>> batches = new ArrayList<>();
        OpenBatch open = new OpenBatch();
        for (List<Integer> members : families(all, sequence)) {
            PromptFamily whole =
                    familyOf(members.stream().map(all::get).map(sequence).toList());
            if (open.widthWith(whole) > tokenBudget && open.holdsSome() && alone(whole) <= tokenBudget) {
                batches.add(MicroBatch.of(all, open.close()));
            }
            if (open.widthWith(whole) <= tokenBudget) {
                open.add(whole, members);
                continue;
            }
            PromptFamily part = new PromptFamily(whole.prompt());
            List<Integer> parted = new ArrayList<>();
            for (int place : members) {
                int[] completion = sequence.apply(all.get(place)).completion();
                boolean full = open.width(whole.prompt(), part.sizeWith(completion)) > tokenBudget;
                if (full && (open.holdsSome() || !parted.isEmpty())) {
                    open.add(part, parted);
                    batches.add(MicroBatch.of(all, open.close()));
                    part = new PromptFamily(whole.prompt());
                    parted.clear();
                }
                part.add(completion);
                parted.add(place);
            }
            open.add(part, parted);
        }
        if (open.holdsSome()) {
            batches.add(MicroBatch.of(all, open.close()));
        }
        return batches;
    }

    private static int alone(PromptFamily family) {
        return PaddedBatch.roundedUp(family.size());
    }

    /** A micro-batch that is being filled. */
    private static final class OpenBatch {

        private final List<Integer> places = new ArrayList<>();
        private final List<int[]> prompts = new ArrayList<>();
        private int tokens; // of all families, each by itself

        boolean holdsSome() {
            return !places.isEmpty();
        }

        int widthWith(PromptFamily family) {
            return width(family.prompt(), family.size());
        }

        /** With a family of so many tokens beside what is here. */
        int width(int[] prompt, int size) {
            List<int[]> together = new ArrayList<>(prompts);
            together.add(prompt);
            return PaddedBatch.roundedUp(tokens + size - prompts.size() * BranchedRow.commonBeginning(together));
        }

        void add(PromptFamily family, List<Integer> members) {
            if (!members.isEmpty()) {
                places.addAll(members);
                prompts.add(family.prompt());
                tokens += family.size();
            }
        }

        List<Integer> close() {
            List<Integer> closed = List.copyOf(places);
            places.clear();
            prompts.clear();
            tokens = 0;
            return closed;
        }
    }

    /** Places of sequences with the same prompt, completions that begin alike side by side. */
    private static <T> List<List<Integer>> families(List<T> all, Function<? super T, TokenSequence> sequence) {
        Map<IntBuffer, List<Integer>> byPrompt = new LinkedHashMap<>(); // buffers are equal if their tokens are
        for (int place = 0; place < all.size(); place++) {
            IntBuffer prompt = IntBuffer.wrap(sequence.apply(all.get(place)).prompt());
            byPrompt.computeIfAbsent(prompt, first -> new ArrayList<>()).add(place);
        }
        Comparator<Integer> byTokens =
                Comparator.comparing(place -> sequence.apply(all.get(place)).completion(), Arrays::compare);
        return byPrompt.values().stream()
                .map(places -> places.stream().sorted(byTokens).toList())
                .toList();
    }

    /** How many tokens they are together, with padding. */
    static long width(List<TokenSequence> sequences) {
        return PaddedBatch.roundedUp(SharedRow.width(runs(sequences)));
    }

    /** Tensors of sequences in their order; those in a row that have the same prompt share it. */
    static PaddedBatch tensors(List<TokenSequence> sequences) {
        return SharedRow.of(runs(sequences)).tensors(sequences);
    }

    private static List<PromptFamily> runs(List<TokenSequence> sequences) {
        List<List<TokenSequence>> runs = new ArrayList<>();
        for (TokenSequence sequence : sequences) {
            List<TokenSequence> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (last.isEmpty() || !Arrays.equals(last.get(0).prompt(), sequence.prompt())) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(sequence);
        }
        return runs.stream().map(SharedPrompts::familyOf).toList();
    }

    private static PromptFamily familyOf(List<TokenSequence> sequences) {
        PromptFamily family = new PromptFamily(sequences.get(0).prompt());
        sequences.forEach(sequence -> family.add(sequence.completion()));
        return family;
    }
}
