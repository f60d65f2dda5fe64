package dev.kedge.model.hub;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderParameters;
import dev.kedge.model.ParameterSlot;
import dev.kedge.model.ParameterStore;
import dev.kedge.model.Precision;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;

/** The way of weights between a decoder and the files of a model directory. */
final class WeightFile {

    private static final int NAMES_SHOWN = 8;
    /** Integers are codes of a quantization, whose meaning does not stand beside them. */
    private static final Set<ElementType> NUMBERS = EnumSet.range(ElementType.F64, ElementType.F8_E5M2);

    /**
     * Buffers that checkpoints of older transformers hold: tables of rotary positions and masks, which are reckoned
     * from config.json and which transformers passes over too.
     */
    private static final Pattern BUFFER = Pattern.compile(
            "(?:.*\\.)?(?:rotary_emb\\.(?:inv_freq|original_inv_freq|cos_cached|sin_cached)|(?:self_)?attn\\.(?:bias|masked_bias)"
                    + "|attention\\.(?:bias|masked_bias)|position_ids)");

    private static final long CHECKED_AT_ONCE = 1L << 24;

    private WeightFile() {}

    /**
     * A decoder with stored weights.
     *
     * @throws IllegalArgumentException if names, shapes or types do not fit the config, all faults in one message, or a
     *     weight is not finite
     */
    static Decoder read(WeightSource stored, DecoderConfig config, Precision precision) {
        return read(stored, config, precision, "config.json");
    }

    /**
     * A decoder with stored weights; its head is tied if the config says so and the weights do not contradict it.
     *
     * @param file what says the shape, for messages
     */
    static Decoder read(WeightSource stored, DecoderConfig config, Precision precision, String file) {
        DecoderConfig shape = TiedHead.resolved(config, stored);
        List<String> ignored = shape.tiedEmbeddings() ? List.of(TiedHead.HEAD) : List.of();
        checkFit(stored, DecoderParameters.slots(shape), ignored, file);
        Decoder decoder = Decoder.zeros(shape, precision);
        try {
            fill(stored, decoder.parameters(), ignored, file);
            return decoder;
        } catch (RuntimeException e) {
            decoder.close();
            throw e;
        }
    }

    /**
     * Fills weights that may have stored ones besides them which are ignored.
     *
     * @param config the file that names, shapes and types must fit
     * @throws IllegalArgumentException if they do not, or a weight is not finite
     */
    static void fill(WeightSource stored, ParameterStore parameters, List<String> ignored, String config) {
        checkFit(stored, parameters.slots(), ignored, config);
        for (ParameterSlot slot : parameters.slots()) {
            fill(stored, slot, parameters);
        }
        parameters.refresh();
    }

    static void write(Path directory, Decoder decoder, StoredTypes types, long maxShardBytes) {
        ParameterStore parameters = decoder.parameters();
        try (Scope scope = Scope.open()) {
            SortedMap<String, Tensor> weights = new TreeMap<>();
            for (ParameterSlot slot : parameters.slots()) {
                weights.put(slot.name(), parameters.masterOf(slot.name()));
            }
            Shards.write(directory, weights, name -> types.of(name).element(), maxShardBytes);
        }
    }

    /**
     * Compares names and shapes, and types.
     *
     * @throws IllegalArgumentException naming all that do not fit
     */
    static void checkFit(WeightSource stored, List<ParameterSlot> slots, List<String> ignored, String config) {
        Map<String, StoredTensor> tensors = stored.tensors();
        List<String> missing = new ArrayList<>();
        List<String> misfits = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>(tensors.keySet());
        for (ParameterSlot slot : slots) {
            unknown.remove(slot.name());
            StoredTensor tensor = tensors.get(slot.name());
            if (tensor == null) {
                missing.add(slot.name());
            } else if (!tensor.hasShape(slot.shape())) {
                misfits.add(slot.name() + " has shape " + Arrays.toString(tensor.shape()) + " but must have "
                        + Arrays.toString(slot.shape()));
            } else if (!NUMBERS.contains(tensor.type())) {
                misfits.add(slot.name() + " is " + tensor.type() + " but must be one of " + NUMBERS);
            }
        }
        unknown.removeAll(ignored);
        unknown.removeIf(name -> BUFFER.matcher(name).matches());
        StringBuilder faults = new StringBuilder();
        append(faults, "missing", missing);
        append(faults, "unknown", List.copyOf(unknown));
        append(faults, "wrong", misfits);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(stored.source() + ": the weights do not fit " + config + ":" + faults);
        }
    }

    private static void append(StringBuilder faults, String kind, List<String> names) {
        if (!names.isEmpty()) {
            faults.append(faults.isEmpty() ? " " : "; ").append(kind).append(": ");
            faults.append(String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size()))));
            if (names.size() > NAMES_SHOWN) {
                faults.append(" and ").append(names.size() - NAMES_SHOWN).append(" more");
            }
        }
    }

    private static void fill(WeightSource stored, ParameterSlot slot, ParameterStore parameters) {
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor weight = parameters.masterOf(slot.name());
            stored.copyTo(slot.name(), weight);
            if (!isFinite(weight.view(-1))) {
                throw new IllegalArgumentException(
                        stored.source() + ": tensor " + slot.name() + " holds a value that is not finite");
            }
        }
    }

    /** In chunks, because the check makes copies of what it looks at. */
    private static boolean isFinite(Tensor flat) {
        for (long start = 0; start < flat.numel(); start += CHECKED_AT_ONCE) {
            try (Scope scope = Scope.open()) {
                Tensor chunk = flat.narrow(0, start, Math.min(CHECKED_AT_ONCE, flat.numel() - start));
                if (!chunk.isfinite().all().item_bool()) {
                    return false;
                }
            }
        }
        return true;
    }
}
