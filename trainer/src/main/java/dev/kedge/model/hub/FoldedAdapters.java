package dev.kedge.model.hub;

import dev.kedge.model.AdapterPlan;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.ParameterSlot;
import dev.kedge.model.ParameterStore;
import dev.kedge.model.Precision;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Adapters that are more than products beside matrices, put into the weights of their model, computed in float32. With
 * the stored A {@code [r, in]}, B {@code [out, r]} and scale s a matrix W {@code [out, in]} becomes
 *
 * <ul>
 *   <li>{@code W + s B A}, after {@link BaseChange} has taken its part out of W;
 *   <li>with magnitudes m {@code [out]} (DoRA): {@code m ⊙ (W + s B A) / ‖W + s B A‖}, the norm over each row;
 *   <li>of an embedding {@code [V, D]} the same of its transpose;
 *   <li>whole modules, biases and rows of tokens: what is stored.
 * </ul>
 *
 * <p>A head that is tied to the embedding becomes a matrix of its own where one of the two changes without the other.
 */
final class FoldedAdapters {

    private final AdapterSettings settings;
    private final AdapterModules modules;
    private final WeightSource stored;

    FoldedAdapters(AdapterSettings settings, AdapterModules modules, WeightSource stored) {
        this.settings = settings;
        this.modules = modules;
        this.stored = stored;
    }

    /**
     * Changes a model's weights.
     *
     * @param base its weights change; or, once nothing can fail any more, it is closed and another takes its place
     * @param config the file that names and shapes must fit
     * @throws IllegalArgumentException if the stored tensors do not fit, or a bias has no place in the model
     */
    LoadedModel into(LoadedModel base, String config) {
        WeightFile.checkFit(stored, AdapterTensors.needed(modules, settings), AdapterTensors.optional(modules), config);
        requirePlaces();
        if (!modules.unties()) {
            change(base.decoder().parameters());
            return base;
        }
        Decoder untied = untied(base.decoder());
        try {
            change(untied.parameters());
        } catch (RuntimeException e) {
            untied.close();
            throw e;
        }
        base.close();
        return LoadedModel.plain(untied, base.generation(), base.storage(), base.source());
    }

    private void change(ParameterStore weights) {
        try (NoGradient none = NoGradient.open()) {
            AdapterTensors.optional(modules).forEach(name -> replaceBase(weights, name));
            modules.targets().forEach((module, size) -> addProduct(weights, module, size));
            modules.saved().forEach(module -> replace(weights, module, AdapterTensors.whole(module), ".weight"));
            modules.biases().forEach(module -> replaceBias(weights, module));
            modules.saved().stream()
                    .filter(modules::hasBias)
                    .forEach(module -> replace(weights, module, AdapterTensors.bias(module, false), ".bias"));
            modules.tokens().forEach((module, rows) -> replaceRows(weights, module, rows));
        }
        weights.refresh();
    }

    private void requirePlaces() {
        if (!settings.productBias()) {
            return;
        }
        modules.targets().keySet().stream()
                .filter(module -> !modules.hasBias(module))
                .findFirst()
                .ifPresent(module -> {
                    throw new IllegalArgumentException(
                            "lora_bias must be false where a target has no bias, as " + module + " has none");
                });
    }

    private static Decoder untied(Decoder tied) {
        DecoderConfig config = tied.config().toBuilder().tiedEmbeddings(false).build();
        Decoder untied = Decoder.zeros(config, Precision.frozen(tied.computeType()));
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            for (ParameterSlot slot : untied.parameters().slots()) {
                String source = slot.name().equals(TiedHead.HEAD) ? TiedHead.EMBEDDING : slot.name();
                untied.parameters()
                        .masterOf(slot.name())
                        .copy_(tied.parameters().masterOf(source));
            }
        }
        return untied;
    }

    /** {@code [.., ..]} float32 in main memory. */
    private Tensor read(String name) {
        StoredTensor tensor = stored.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(stored.source() + ": no tensor is called " + name);
        }
        Tensor values = torch.empty(tensor.shape(), new TensorOptions(ScalarType.Float), null);
        stored.copyTo(name, values);
        if (!values.isfinite().all().item_bool()) {
            throw new IllegalArgumentException(
                    stored.source() + ": tensor " + name + " holds a value that is not finite");
        }
        return values;
    }

    /** The weight of a module; of a head that is still tied the embedding. */
    private static Tensor master(ParameterStore weights, String module, String kind) {
        boolean own = weights.slots().stream().anyMatch(slot -> slot.name().equals(module + kind));
        return weights.masterOf(own ? module + kind : TiedHead.EMBEDDING);
    }

    private void replaceBase(ParameterStore weights, String name) {
        if (stored.tensors().containsKey(name)) {
            String module = name.contains(AdapterModules.HEAD) ? AdapterModules.HEAD : AdapterModules.EMBEDDING;
            try (Scope scope = Scope.open()) {
                Tensor whole = read(name);
                long[] shape = modules.weight(module).shape();
                if (!Arrays.equals(whole.shape(), shape)) {
                    throw new IllegalArgumentException(stored.source() + ": " + name + " has shape "
                            + Arrays.toString(whole.shape()) + " but must have " + Arrays.toString(shape));
                }
                master(weights, module, ".weight").copy_(whole);
                if (modules.unties()) { // PEFT loads it into the one matrix that both were
                    for (String both : List.of(TiedHead.EMBEDDING, TiedHead.HEAD)) {
                        weights.masterOf(both).copy_(whole);
                    }
                }
            }
        }
    }

    private void replace(ParameterStore weights, String module, String name, String kind) {
        try (Scope scope = Scope.open()) {
            master(weights, module, kind).copy_(read(name));
        }
    }

    private void replaceBias(ParameterStore weights, String module) {
        if (!modules.saved().contains(module)) {
            boolean adapted = modules.targets().containsKey(module);
            replace(weights, module, AdapterTensors.bias(module, adapted), ".bias");
        }
    }

    private void replaceRows(ParameterStore weights, String module, List<Integer> rows) {
        try (Scope scope = Scope.open()) {
            Tensor values = read(AdapterTensors.rows(module));
            Tensor matrix = master(weights, module, ".weight");
            for (int i = 0; i < rows.size(); i++) {
                matrix.select(0, rows.get(i)).copy_(values.select(0, i));
            }
        }
    }

    private void addProduct(ParameterStore weights, String module, AdapterPlan.Size size) {
        double scale = size.alpha() / (settings.rankStabilized() ? Math.sqrt(size.rank()) : size.rank());
        boolean embedding = AdapterTensors.isEmbedding(module);
        try (Scope scope = Scope.open()) {
            Tensor master = master(weights, module, ".weight");
            Tensor kept = HostMemory.resident(master.to(ScalarType.Float));
            Tensor matrix = embedding ? kept.t() : kept;
            boolean own = stored.tensors().containsKey(AdapterTensors.beside(module));
            Tensor base = embedding || own ? matrix : changed(matrix, size.rank(), scale);
            Tensor product = read(AdapterTensors.up(module)).matmul(read(AdapterTensors.down(module)));
            Tensor sum = base.add(product, new Scalar(scale));
            Tensor result = settings.directions() ? directed(sum, read(AdapterTensors.magnitude(module))) : sum;
            master.copy_(embedding ? result.t() : result);
            if (settings.productBias()) {
                master(weights, module, ".bias")
                        .add_(
                                read(AdapterTensors.upBias(module)).to(master.device(), master.scalar_type()),
                                new Scalar(scale));
            }
        }
    }

    /** {@code m ⊙ W / ‖W‖} by rows. */
    private static Tensor directed(Tensor matrix, Tensor magnitude) {
        Tensor norm = matrix.mul(matrix).sum(1).sqrt();
        return matrix.mul(magnitude.div(norm).unsqueeze(1));
    }

    /** What a matrix is before PEFT puts the stored product beside it; the product of the first r factors is unique. */
    private Tensor changed(Tensor matrix, long rank, double scale) {
        if (settings.change() != BaseChange.NONE && rank > Math.min(matrix.size(0), matrix.size(1))) {
            throw new IllegalArgumentException("r must be at most the sizes of its matrix where init_lora_weights takes"
                    + " a part out of it, got " + rank + " for " + Arrays.toString(matrix.shape()));
        }
        return switch (settings.change()) {
            case NONE -> matrix;
            case PRINCIPAL -> {
                var parts = torch.svd(matrix, true, true);
                Tensor left = parts.get0().narrow(1, 0, rank);
                Tensor values = parts.get1().narrow(0, 0, rank);
                yield matrix.sub(
                        left.mul(values).matmul(parts.get2().narrow(1, 0, rank).t()));
            }
            case ORTHOGONAL -> {
                var parts = torch.linalg_qr(matrix);
                Tensor first =
                        parts.get0().narrow(1, 0, rank).matmul(parts.get1().narrow(0, 0, rank));
                yield matrix.sub(first, new Scalar(scale));
            }
        };
    }
}
