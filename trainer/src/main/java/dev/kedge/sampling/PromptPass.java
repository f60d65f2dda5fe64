package dev.kedge.sampling;

import dev.kedge.model.Attention;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Prompts that are read in one pass of the decoder, each once. */
interface PromptPass {

    /** Tokens per pass, about: enough to fill the processor, few enough for its caches. */
    int TOKENS = 4096;

    /** The strands that continue these prompts. */
    List<Strand> strands();

    /** The tokens, {@code int64 [P, T]}. */
    Tensor tokens();

    /** The positions, {@code int64 [P, T]}. */
    Tensor positions();

    /** An attention that files keys and values under the strands. */
    Attention attention(KeyValueCache cache);

    /**
     * What the prompts' last tokens lead to, for each strand.
     *
     * @param hidden {@code [P, T, D]}
     * @return {@code [strands, D]}
     */
    Tensor lastOfEach(Tensor hidden);
}
