package dev.kedge.train.policy;

import dev.kedge.config.ConfigException;
import dev.kedge.model.AdapterConfig;
import dev.kedge.model.AdapterPlan;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LowRankAdapters;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.AdapterDirectory;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model directory, or one of adapters, which are trained on.
 *
 * @param path the directory
 * @param compute element type of the forward and backward pass
 * @param weights element type of the weights that the optimizer changes: float32, or that of {@code compute}
 * @param lora fresh adapters to train in place of the model's weights
 */
public record FromDirectory(Path path, ComputeType compute, ComputeType weights, Optional<AdapterConfig> lora)
        implements StartingPolicy {

    /** In float32, without fresh adapters; the directory must be given. */
    public static final FromDirectory DEFAULT =
            new FromDirectory(Path.of(""), ComputeType.FLOAT32, ComputeType.FLOAT32, Optional.empty());

    @Override
    public Policy create(Optional<String> alphabet, long seed) {
        LoadedModel model = load(seed);
        try {
            Tokenizer tokenizer = Tokenizer.load(model.tokenizerFolder(path));
            return new Policy(model.endingAtLeastWith(tokenizer.endToken()), tokenizer);
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException("cannot read the tokenizer of " + path, e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    @Override
    public ModelPlan plan(Optional<String> alphabet) {
        if (path.toString().isEmpty()) {
            throw new ConfigException("model.path", "must name a model directory");
        }
        boolean adapted = AdapterDirectory.isOne(path);
        if (adapted && lora.isPresent()) {
            throw new ConfigException(
                    "model.lora", "must be absent where model.path has adapters already, as " + path + " has");
        }
        DecoderConfig shape = ModelDirectory.shape(path);
        Optional<AdapterPlan> adapters = adapted
                ? Optional.of(AdapterDirectory.plan(path, shape))
                : lora.map(config -> AdapterPlan.of(shape, config));
        return new ModelPlan(shape, precision(), adapters);
    }

    private Precision precision() {
        return new Precision(compute, weights, true);
    }

    private LoadedModel load(long seed) {
        Precision precision = precision();
        if (lora.isEmpty()) {
            if (AdapterDirectory.isOne(path)) {
                AdapterDirectory.plan(path, ModelDirectory.shape(path)); // those that cannot be trained on are refused
            }
            return ModelDirectory.load(path, precision);
        }
        LoadedModel base = ModelDirectory.load(path, Precision.frozen(compute));
        try {
            return base.with(LowRankAdapters.create(base.decoder().config(), lora.get(), precision, seed));
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }
}
