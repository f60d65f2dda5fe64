package dev.kedge.train;

import dev.kedge.api.Choice;
import dev.kedge.model.AdapterConfig;
import dev.kedge.model.LowRankAdapters;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.PromptEncoder;
import dev.kedge.text.Tokenizer;
import dev.kedge.train.policy.FromDirectory;
import dev.kedge.train.policy.ModelKinds;
import dev.kedge.train.policy.NewModel;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.policy.StartingPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The name of a model: a directory that holds one, or a shape to draw fresh weights for. Nothing is read before a
 * trainer is built of it or {@link #open} is called.
 */
public final class Model {

    private final Choice<StartingPolicy> choice;
    private final Opener opener;

    /** A reader or drawer of the weights, to be looked at and not trained. */
    @FunctionalInterface
    private interface Opener {
        Policy open() throws IOException;
    }

    private Model(Choice<StartingPolicy> choice, Opener opener) {
        this.choice = choice;
        this.opener = opener;
    }

    /**
     * A Hugging Face model directory, such as a run directory or one of its checkpoints; or one of adapters. Computes
     * in float32.
     *
     * @param path the directory
     */
    public static Model directory(Path path) {
        return directory(path, ComputeType.FLOAT32);
    }

    /**
     * A Hugging Face model directory, or one of adapters.
     *
     * @param path the directory
     * @param compute the element type of forward and backward passes; a trainer changes weights in float32 all the same
     */
    public static Model directory(Path path, ComputeType compute) {
        FromDirectory settings = new FromDirectory(path, compute, ComputeType.FLOAT32, Optional.empty());
        Choice<StartingPolicy> choice = Choice.of(ModelKinds.DIRECTORY, settings);
        return new Model(choice, () -> opened(ModelDirectory.load(path, Precision.frozen(compute)), path));
    }

    /**
     * A Hugging Face model directory with fresh low-rank adapters, which are trained in place of its weights.
     *
     * @param path the directory
     * @param compute the element type of forward and backward passes, and of the frozen weights
     * @param adapters their rank and targets
     */
    public static Model adapted(Path path, ComputeType compute, AdapterConfig adapters) {
        FromDirectory settings = new FromDirectory(path, compute, ComputeType.FLOAT32, Optional.of(adapters));
        return new Model(Choice.of(ModelKinds.DIRECTORY, settings), () -> {
            LoadedModel base = ModelDirectory.load(path, Precision.frozen(compute));
            return opened(
                    base.with(LowRankAdapters.create(base.decoder().config(), adapters, Precision.frozen(compute), 1)),
                    path);
        });
    }

    /**
     * Adapters and the model they are for.
     *
     * @param path the directory of the adapters
     * @param base the directory of the model, in place of the one that the adapters name; to be opened, not trained
     * @param compute the element type of passes
     */
    public static Model adapters(Path path, Path base, ComputeType compute) {
        Model named = directory(path, compute);
        return new Model(named.choice, () -> opened(ModelDirectory.load(base, path, Precision.frozen(compute)), path));
    }

    /**
     * A model with freshly drawn weights. In training its tokenizer knows the characters of the task, or bytes where
     * the task is not limited to a few characters; otherwise bytes.
     *
     * @param shape widths and layers; weights are drawn by its seed, or by that of the run
     */
    public static Model create(NewModel shape) {
        return new Model(
                Choice.of(ModelKinds.NEW, shape),
                () -> shape.create(Optional.empty(), shape.seed().orElse(1)));
    }

    /**
     * A model with freshly drawn weights.
     *
     * @param shape widths and layers
     * @param seed of the weights, whatever the run's seed is
     */
    public static Model create(NewModel shape, long seed) {
        return create(shape.toBuilder().seed(OptionalLong.of(seed)).build());
    }

    private static Policy opened(LoadedModel model, Path path) throws IOException {
        try {
            Tokenizer tokenizer = Tokenizer.load(model.tokenizerFolder(path));
            return new Policy(model.endingAtLeastWith(tokenizer.endToken()), tokenizer);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** As a recipe names it. */
    public Choice<StartingPolicy> choice() {
        return choice;
    }

    /**
     * Reads the weights, to sample, score and evaluate. Conversations become text by the model's own chat template.
     *
     * @param compute what everything is computed with
     * @return the model, which the caller closes
     * @throws IllegalArgumentException if the directory holds no model that Kedge knows
     * @throws IOException if a file is there and cannot be read
     */
    public LanguageModel open(Compute compute) throws IOException {
        return open(compute, PromptEncoder.Config.DEFAULT);
    }

    /**
     * Reads the weights, to sample, score and evaluate.
     *
     * @param compute what everything is computed with
     * @param chat how conversations become text
     * @return the model, which the caller closes
     * @throws IllegalArgumentException if the directory holds no model that Kedge knows, or the template is missing
     * @throws IOException if a file is there and cannot be read
     */
    public LanguageModel open(Compute compute, PromptEncoder.Config chat) throws IOException {
        try (Compute.Span span = compute.open()) {
            Policy policy = opener.open();
            try {
                return new LanguageModel(policy, PromptEncoder.of(policy.tokenizer(), chat), compute);
            } catch (RuntimeException e) {
                policy.close();
                throw e;
            }
        }
    }
}
