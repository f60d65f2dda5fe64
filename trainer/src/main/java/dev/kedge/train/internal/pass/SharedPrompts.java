package dev.kedge.train.internal.pass;

import dev.kedge.model.SharedPromptAttention;
import dev.kedge.model.SharedPromptAttention.Family;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.HostMemory;
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
 * The layout of {@link BatchLayout#SHARED_PROMPTS}: one row of families, each a prompt and the completions that it has
 * in the batch. A prompt's last token predicts the first token of all its completions.
 */
final class SharedPrompts {

    private SharedPrompts() {}

    /** Families together, cut only where one alone has more tokens than the budget. */
    static <T> List<MicroBatch<T>> cut(List<T> all, Function<? super T, TokenSequence> sequence, int tokenBudget) {
        List<MicroBatch<T>> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        int complete = 0; // tokens of the families that are closed
        for (List<Integer> family : families(all, sequence)) {
            int prompt =
                    PaddedBatch.roundedUp(sequence.apply(all.get(family.get(0))).prompt().length);
            int whole = prompt + family.size() * completionWidth(all, sequence, family.get(family.size() - 1));
            if (!open.isEmpty() && complete + whole > tokenBudget && whole <= tokenBudget) {
                batches.add(MicroBatch.of(all, open));
                open.clear();
                complete = 0;
            }
            int members = 0;
            int tokens = 0;
            for (int place : family) {
                int width = completionWidth(all, sequence, place);
                tokens = prompt + (members + 1) * width;
                if (!open.isEmpty() && complete + tokens > tokenBudget) {
                    batches.add(MicroBatch.of(all, open));
                    open.clear();
                    complete = 0;
                    members = 0;
                    tokens = prompt + width;
                }
                open.add(place);
                members++;
            }
            complete += tokens;
        }
        if (!open.isEmpty()) {
            batches.add(MicroBatch.of(all, open));
        }
        return batches;
    }

    /** Places of sequences with the same prompt, the shortest completion first. */
    private static <T> List<List<Integer>> families(List<T> all, Function<? super T, TokenSequence> sequence) {
        Map<IntBuffer, List<Integer>> byPrompt = new LinkedHashMap<>(); // buffers are equal if their tokens are
        for (int place = 0; place < all.size(); place++) {
            IntBuffer prompt = IntBuffer.wrap(sequence.apply(all.get(place)).prompt());
            byPrompt.computeIfAbsent(prompt, first -> new ArrayList<>()).add(place);
        }
        Comparator<Integer> byLength =
                Comparator.comparingInt(place -> sequence.apply(all.get(place)).completion().length);
        return byPrompt.values().stream()
                .map(places -> places.stream().sorted(byLength).toList())
                .toList();
    }

    private static <T> int completionWidth(List<T> all, Function<? super T, TokenSequence> sequence, int place) {
        return PaddedBatch.roundedUp(sequence.apply(all.get(place)).completion().length);
    }

    /** How many tokens they are together, with padding. */
    static long width(List<TokenSequence> sequences) {
        return runs(sequences).stream().mapToLong(run -> family(run).width()).sum();
    }

    /** Tensors of sequences in their order; those in a row that have the same prompt share it. */
    static PaddedBatch tensors(List<TokenSequence> sequences) {
        List<List<TokenSequence>> runs = runs(sequences);
        List<Family> families = runs.stream().map(SharedPrompts::family).toList();
        int width = families.stream().mapToInt(Family::width).sum();
        int columns = sequences.stream()
                .mapToInt(sequence -> PaddedBatch.roundedUp(sequence.completion().length))
                .max()
                .orElseThrow();
        int count = sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .sum();
        long[] tokens = new long[width];
        long[] positions = new long[width];
        CompletionPlaces places = new CompletionPlaces(count, columns);
        int start = 0;
        for (int i = 0; i < runs.size(); i++) {
            Family family = families.get(i);
            int[] prompt = runs.get(i).get(0).prompt();
            write(prompt, 0, start, tokens, positions);
            int own = start + family.promptWidth();
            for (TokenSequence sequence : runs.get(i)) {
                int[] completion = sequence.completion();
                write(completion, prompt.length, own, tokens, positions);
                places.addCompletion(completion, start + prompt.length - 1L, own);
                own += family.completionWidth();
            }
            start += family.width();
        }
        return PaddedBatch.of(
                HostMemory.tensor(tokens, 1, width),
                HostMemory.tensor(positions, 1, width),
                new SharedPromptAttention(families),
                places,
                sequences);
    }

    private static void write(int[] from, int firstPosition, int start, long[] tokens, long[] positions) {
        for (int i = 0; i < from.length; i++) {
            tokens[start + i] = from[i];
            positions[start + i] = (long) firstPosition + i;
        }
    }

    private static List<List<TokenSequence>> runs(List<TokenSequence> sequences) {
        List<List<TokenSequence>> runs = new ArrayList<>();
        for (TokenSequence sequence : sequences) {
            List<TokenSequence> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (last.isEmpty() || !Arrays.equals(last.get(0).prompt(), sequence.prompt())) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(sequence);
        }
        return runs;
    }

    private static Family family(List<TokenSequence> run) {
        int prompt = run.get(0).prompt().length;
        int longest = run.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .max()
                .orElseThrow();
        return new Family(prompt, PaddedBatch.roundedUp(prompt), run.size(), PaddedBatch.roundedUp(longest));
    }
}
