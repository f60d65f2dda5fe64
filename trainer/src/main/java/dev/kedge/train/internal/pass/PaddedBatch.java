package dev.kedge.train.internal.pass;

import dev.kedge.model.Attention;
import dev.kedge.model.CausalAttention;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.HostMemory;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * B sequences as tensors: prompts and completions for the decoder, in R rows as {@link BatchLayout} says; completions
 * alone, right-padded to C, for the objective.
 *
 * <p>S and C are multiples of {@value #BUCKET}, so that few different shapes occur: the native libraries keep something
 * for each.
 *
 * @param tokens int64 {@code [R, S]}
 * @param positions int64 {@code [R, S]}, 0 at padding
 * @param attention what each token sees
 * @param predictors int64 {@code [N]}: for each completion token, where in the flattened {@code [R·S]} the token before
 *     it stands, whose hidden state predicts it
 * @param targets int64 {@code [N]}, the completion tokens
 * @param cells int64 {@code [N]}: where in the flattened {@code [B·C]} each completion token stands
 * @param mask bool {@code [B, C]}, true at completion tokens
 * @param sequences what the tensors were made of
 */
public record PaddedBatch(
        Tensor tokens,
        Tensor positions,
        Attention attention,
        Tensor predictors,
        Tensor targets,
        Tensor cells,
        Tensor mask,
        List<TokenSequence> sequences) {

    static final int BUCKET = 8;

    /**
     * Each sequence a row, prompt and completion, right-padded to S. Nothing to the left of a token is padding, so
     * causal attention needs no further mask.
     *
     * @param sequences at least one
     */
    public static PaddedBatch of(List<TokenSequence> sequences) {
        int rows = sequences.size();
        int width = roundedUp(
                sequences.stream().mapToInt(TokenSequence::length).max().orElseThrow());
        int columns = roundedUp(sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .max()
                .orElseThrow());
        int count = sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .sum();
        long[] tokens = new long[rows * width];
        long[] positions = new long[rows * width];
        CompletionPlaces places = new CompletionPlaces(count, columns);
        for (int row = 0; row < rows; row++) {
            TokenSequence sequence = sequences.get(row);
            int start = row * width;
            int prompt = sequence.prompt().length;
            for (int i = 0; i < sequence.length(); i++) {
                tokens[start + i] = i < prompt ? sequence.prompt()[i] : sequence.completion()[i - prompt];
                positions[start + i] = i;
            }
            places.addCompletion(sequence.completion(), start + prompt - 1L, start + (long) prompt);
        }
        return of(
                HostMemory.tensor(tokens, rows, width),
                HostMemory.tensor(positions, rows, width),
                CausalAttention.full(),
                places,
                sequences);
    }

    /** What the decoder reads, and where the completions of the sequences stand in it. */
    static PaddedBatch of(
            Tensor tokens,
            Tensor positions,
            Attention attention,
            CompletionPlaces places,
            List<TokenSequence> sequences) {
        Tensor cells = places.cells();
        return new PaddedBatch(
                tokens,
                positions,
                attention,
                places.predictors(),
                places.targets(),
                cells,
                places.mask(cells),
                List.copyOf(sequences));
    }

    /**
     * Values per completion token {@code [N]} in their places in {@code [B, C]}, 0 elsewhere; gradient flows through.
     */
    public Tensor inPlace(Tensor perToken) {
        long cellCount = mask.numel();
        Tensor blank = torch.zeros(new long[] {cellCount}, ComputeDevice.options(perToken.scalar_type()));
        return blank.index_copy(0, cells, perToken).view(mask.size(0), mask.size(1));
    }

    /** The padded width of the longest of some sequences. */
    static int roundedUp(int length) {
        return (length + BUCKET - 1) / BUCKET * BUCKET;
    }
}
