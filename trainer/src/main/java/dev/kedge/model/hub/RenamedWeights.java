package dev.kedge.model.hub;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;

/**
 * Stored weights under the names of the causal language model, whichever way they were stored: of the bare model,
 * without {@code model.} before them; with {@code model.} before all of them, the head too; tied ones as the head
 * alone. transformers takes all of these for the same.
 */
final class RenamedWeights implements WeightSource {

    private static final String PREFIX = "model.";
    private static final Pattern WITHOUT = Pattern.compile("(?:layers|embed_tokens|norm)\\..*");
    private static final Pattern TWICE = Pattern.compile("model\\.(?:model|lm_head)\\..*");

    private final WeightSource stored;
    private final Map<String, String> storedName = new LinkedHashMap<>();

    private RenamedWeights(WeightSource stored) {
        this.stored = stored;
    }

    /**
     * A view of stored weights.
     *
     * @param stored closed with the view, and if it cannot be had
     * @param tied whether the head is the embedding, so that one of them may stand for both
     * @throws IllegalArgumentException if two tensors are the same weight
     */
    static WeightSource of(WeightSource stored, boolean tied) {
        RenamedWeights view = new RenamedWeights(stored);
        try {
            view.rename(tied);
            return view;
        } catch (IllegalArgumentException e) {
            stored.close();
            throw e;
        }
    }

    private void rename(boolean tied) {
        for (String name : stored.tensors().keySet()) {
            String other = storedName.put(named(name), name);
            if (other != null) {
                throw new IllegalArgumentException(
                        stored.source() + ": " + other + " and " + name + " are both " + named(name));
            }
        }
        if (tied && !storedName.containsKey(TiedHead.EMBEDDING)) {
            String head = storedName.remove(TiedHead.HEAD);
            if (head != null) {
                storedName.put(TiedHead.EMBEDDING, head);
            }
        }
    }

    private static String named(String name) {
        if (WITHOUT.matcher(name).matches()) {
            return PREFIX + name;
        }
        return TWICE.matcher(name).matches() ? name.substring(PREFIX.length()) : name;
    }

    @Override
    public Path source() {
        return stored.source();
    }

    @Override
    public Map<String, StoredTensor> tensors() {
        Map<String, StoredTensor> all = stored.tensors();
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        storedName.forEach((name, there) -> {
            StoredTensor tensor = all.get(there);
            if (tensor != null) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    @Override
    public void copyTo(String name, Tensor destination) {
        stored.copyTo(storedName.getOrDefault(name, name), destination);
    }

    @Override
    public void close() {
        stored.close();
    }
}
