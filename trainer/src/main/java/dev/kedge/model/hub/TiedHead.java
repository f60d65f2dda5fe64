package dev.kedge.model.hub;

import dev.kedge.model.DecoderConfig;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The rule of transformers for a config that ties the head to the embedding, over weights that have both: equal numbers
 * are tied, different ones are not, whatever the config says.
 */
final class TiedHead {

    static final String HEAD = "lm_head.weight";
    static final String EMBEDDING = "model.embed_tokens.weight";

    private TiedHead() {}

    /** The config as the stored weights have it: untied where they contradict it. */
    static DecoderConfig resolved(DecoderConfig config, WeightSource stored) {
        Map<String, StoredTensor> tensors = stored.tensors();
        StoredTensor head = tensors.get(HEAD);
        StoredTensor embedding = tensors.get(EMBEDDING);
        if (!config.tiedEmbeddings() || head == null || embedding == null) {
            return config;
        }
        boolean tied = Arrays.equals(head.shape(), embedding.shape()) && equal(stored, embedding, head);
        return tied ? config : config.toBuilder().tiedEmbeddings(false).build();
    }

    private static boolean equal(WeightSource stored, StoredTensor first, StoredTensor second) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            return read(stored, first).equal(read(stored, second));
        }
    }

    private static Tensor read(WeightSource stored, StoredTensor tensor) {
        Tensor values = torch.empty(tensor.shape(), new TensorOptions(ScalarType.Float), null);
        stored.copyTo(tensor.name(), values);
        return values;
    }
}
