package dev.kedge.model;

import dev.kedge.model.RotaryTables.Rotations;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.LinearMap;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A decoder-only transformer of the Llama lineage: embedding, pre-norm layers with rotary grouped-query attention and a
 * gated feed-forward, final norm, vocabulary projection.
 *
 * <p>Plain it is Llama; with {@link DecoderConfig#queryKeyValueBias} Qwen2, with {@link DecoderConfig#queryKeyNorm}
 * Qwen3; what makes it Gemma, OLMo 2, Phi-3 or Granite is its {@link DecoderConfig#variant}. Which features are on is
 * the config's business; names in files and config.json are the business of {@code model.hub}.
 *
 * <p>Tensors that its methods return belong to the caller's scope. Not for concurrent use while weights change.
 */
public final class Decoder implements AutoCloseable {

    private final DecoderConfig config;
    private final ComputeType type;
    private final ParameterStore parameters;
    private final RotaryTables rotary;
    private final List<DecoderLayer> layers = new ArrayList<>();
    private final Projection head;
    private final Optional<LowRankAdapters> adapters;
    private final List<Runnable> owned;

    private Decoder(DecoderConfig config, Precision precision) {
        this.config = config;
        this.type = precision.compute();
        ParameterStore store = new ParameterStore(DecoderParameters.blocks(config), precision);
        RotaryTables table = new RotaryTables(config, type);
        parameters = store;
        rotary = table;
        adapters = Optional.empty();
        head = build(name -> Projection.of(store.block(name)));
        owned = List.of(table::close, store::close);
    }

    /** The weights of {@code original}, in a store of them, with other products and other adapters. */
    private Decoder(
            Decoder original,
            ParameterStore parameters,
            Function<String, Projection> products,
            Optional<LowRankAdapters> adapters,
            List<Runnable> owned) {
        this.config = original.config;
        this.type = original.type;
        this.parameters = parameters;
        this.rotary = original.rotary;
        this.adapters = adapters;
        this.head = build(adapters.map(all -> all.over(products)).orElse(products));
        this.owned = owned;
    }

    /** Makes the layers; returns the vocabulary projection. */
    private Projection build(Function<String, Projection> projections) {
        for (int i = 0; i < config.layers(); i++) {
            layers.add(new DecoderLayer(i, config, parameters, projections));
        }
        return projections.apply(headName());
    }

    /**
     * This decoder with copies of its large matrices, packed so that a forward pass of few tokens reads them faster:
     * for many passes without gradient between two changes of the weights. A change does not reach the copies.
     *
     * @return shares everything else with this decoder and must be closed before it; closing releases the copies only
     */
    public Decoder packed() {
        PackedProjections copies = new PackedProjections(parameters);
        return new Decoder(this, parameters, copies, adapters, List.of(copies::close));
    }

    /**
     * This decoder with adapters on it.
     *
     * @param added made for this shape and compute type
     * @return shares its weights with this decoder, which goes on without the adapters and must not be closed before
     *     it; closing releases the adapters only
     */
    public Decoder adapted(LowRankAdapters added) {
        return new Decoder(
                this,
                parameters,
                name -> Projection.of(parameters.block(name)),
                Optional.of(added),
                List.of(added::close));
    }

    /**
     * The same policy with a gradient of its own: for a forward and backward pass at the same time as this decoder's,
     * on another thread.
     *
     * @return shares all weights with this decoder, sees every change of them, and must be closed before it; closing
     *     releases the gradient only
     */
    public Decoder replica() {
        if (adapters.isPresent()) {
            return adapted(adapters.get().replica());
        }
        ParameterStore copy = parameters.replica();
        return new Decoder(this, copy, name -> Projection.of(copy.block(name)), Optional.empty(), List.of(copy::close));
    }

    /**
     * A decoder with freshly drawn float32 weights to be trained: matrices normal(0, initializer range), norm weights
     * 1. Equal arguments give equal weights.
     *
     * @param config shape and features
     * @param type of the forward and backward pass
     * @param seed of the run
     * @return a new decoder; the caller closes it
     */
    public static Decoder create(DecoderConfig config, ComputeType type, long seed) {
        return create(config, Precision.master(type), seed);
    }

    /**
     * A decoder with freshly drawn weights, in any precision.
     *
     * @param config shape and features
     * @param precision of passes and weights
     * @param seed of the run
     * @return a new decoder; the caller closes it
     */
    public static Decoder create(DecoderConfig config, Precision precision, long seed) {
        Decoder decoder = zeros(config, precision);
        InitialWeights.draw(decoder.parameters, config, seed);
        return decoder;
    }

    /**
     * A decoder whose weights are all zero, to be filled through {@link ParameterStore#masterOf} and
     * {@link ParameterStore#refresh}.
     *
     * @param config shape and features
     * @param precision of passes and weights
     * @return a new decoder; the caller closes it
     */
    public static Decoder zeros(DecoderConfig config, Precision precision) {
        return new Decoder(config, precision);
    }

    /** The shape and the features. */
    public DecoderConfig config() {
        return config;
    }

    /**
     * The element type of the forward and backward pass.
     *
     * @return float32 or bfloat16
     */
    public ComputeType computeType() {
        return type;
    }

    /**
     * The weights, without adapters.
     *
     * @return the store, which this decoder owns
     */
    public ParameterStore parameters() {
        return parameters;
    }

    /**
     * The adapters.
     *
     * @return those of {@link #adapted}, if there are any
     */
    public Optional<LowRankAdapters> adapters() {
        return adapters;
    }

    /**
     * Switches the adapters' dropout on; nothing where there is none.
     *
     * @param seed of the micro-batch
     * @return closes when its backward pass is over
     */
    public LowRankAdapters.DropoutSpan dropout(long seed) {
        return adapters.map(all -> all.dropout(seed)).orElse(() -> {});
    }

    /**
     * What training changes: the adapters where there are any, else the weights.
     *
     * @return the store with the gradient
     */
    public ParameterStore trained() {
        return adapters.map(LowRankAdapters::parameters).orElse(parameters);
    }

    /**
     * The forward pass up to and including the final norm.
     *
     * @param tokens int64 {@code [B, T]}
     * @param positions int64 {@code [B, T]}, each below {@link DecoderConfig#maxPositions}
     * @param attention what each token sees
     * @return compute type {@code [B, T, D]}
     */
    public Tensor hiddenStates(Tensor tokens, Tensor positions, Attention attention) {
        Rotations rotations = rotations(tokens, positions);
        Tensor x = embed(tokens);
        for (DecoderLayer layer : layers) {
            try (Scope scope = Scope.open()) { // what nothing needs for a gradient ends with its layer
                x = scope.keep(layer.forward(x, rotations, attention));
            }
        }
        return finalNorm(x);
    }

    /**
     * The same forward pass for training without keeping the activations inside layers.
     *
     * @param tokens int64 {@code [B, T]}
     * @param positions int64 {@code [B, T]}, each below {@link DecoderConfig#maxPositions}
     * @param attention what each token sees
     * @return the pass, whose states are those of {@link #hiddenStates}
     */
    public CheckpointedPass checkpointed(Tensor tokens, Tensor positions, Attention attention) {
        return new CheckpointedPass(
                tokens, rotations(tokens, positions), attention, this::embed, layers, this::finalNorm);
    }

    /**
     * The forward pass with what lies between, for probing: the embeddings, the output of each layer but the last, and
     * the final-norm hidden states.
     *
     * @param tokens int64 {@code [B, T]}
     * @param positions int64 {@code [B, T]}, each below {@link DecoderConfig#maxPositions}
     * @param attention what each token sees
     * @return as many as there are layers, and one; compute type {@code [B, T, D]} each
     */
    public List<Tensor> allHiddenStates(Tensor tokens, Tensor positions, Attention attention) {
        Rotations rotations = rotations(tokens, positions);
        List<Tensor> states = new ArrayList<>();
        Tensor x = embed(tokens);
        for (DecoderLayer layer : layers) {
            states.add(x);
            x = layer.forward(x, rotations, attention);
        }
        states.add(finalNorm(x));
        return states;
    }

    private Rotations rotations(Tensor tokens, Tensor positions) {
        if (tokens.dim() != 2
                || positions.dim() != 2
                || tokens.size(0) != positions.size(0)
                || tokens.size(1) != positions.size(1)) {
            throw new IllegalArgumentException("tokens and positions must be of one shape [B, T], got " + shape(tokens)
                    + " and " + shape(positions));
        }
        return rotary.at(positions);
    }

    private Tensor embed(Tensor tokens) {
        Tensor embedded = torch.embedding(parameters.block(ParameterNames.EMBEDDING), tokens);
        Multipliers multipliers = config.variant().multipliers();
        if (multipliers.embedding() == 1) {
            return embedded;
        }
        Scalar scale = new Scalar(multipliers.embedding());
        return multipliers.roundedEmbedding()
                ? embedded.mul(torch.full(new long[] {1}, scale, ComputeDevice.options(type.scalarType())))
                : embedded.mul(scale);
    }

    private Tensor finalNorm(Tensor x) {
        return RootMeanSquareNorm.of(config, x, parameters.block(ParameterNames.FINAL_NORM));
    }

    /**
     * The vocabulary projection's weight; the embedding matrix when tied. Gradient through it reaches the store.
     *
     * @return compute type {@code [V, D]}
     */
    public Tensor projection() {
        return parameters.block(headName());
    }

    /**
     * The vocabulary projection, all of it at once; for whole batches of a large vocabulary compute log-probs in
     * chunks.
     *
     * @param hidden compute type {@code [.., D]}
     * @return {@code float32 [.., V]}
     */
    public Tensor logits(Tensor hidden) {
        return config.variant().multipliers().onLogits(head.apply(hidden).to(ScalarType.Float));
    }

    /**
     * The logits that another projection would give, a copy of an older one for example.
     *
     * @param hidden compute type {@code [.., D]}
     * @param weight compute type {@code [V, D]}
     * @return {@code float32 [.., V]}
     */
    public Tensor logits(Tensor hidden, Tensor weight) {
        Tensor product = LinearMap.apply(hidden, weight).to(ScalarType.Float);
        return config.variant().multipliers().onLogits(product);
    }

    private String headName() {
        return config.tiedEmbeddings() ? ParameterNames.EMBEDDING : ParameterNames.HEAD;
    }

    /** Releases the weights, or what {@link #packed}, {@link #adapted} or {@link #replica} added. */
    @Override
    public void close() {
        owned.forEach(Runnable::run);
    }

    private static String shape(Tensor tensor) {
        List<String> sizes = new ArrayList<>();
        for (long i = 0; i < tensor.dim(); i++) {
            sizes.add(Long.toString(tensor.size(i)));
        }
        return sizes.toString();
    }
}
