package dev.kedge.model;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Low-rank adapters of a decoder: beside a matrix W stand A {@code [r, in]} and B {@code [out, r]}, and the product
 * with W becomes {@code x Wᵀ + s · (x Aᵀ) Bᵀ}. Only A and B are trained. Hu et al. 2021, arXiv:2106.09685.
 *
 * <p>A begins uniform in {@code ±1/√in} and B at zero, so that a fresh adapter changes nothing.
 */
public final class LowRankAdapters implements AutoCloseable {

    /** What stands before a module's name in the files of adapters. */
    private static final String PREFIX = "base_model.model.";

    private static final String WEIGHT = ".weight";

    private final DecoderConfig decoder;
    private final AdapterPlan plan;
    private final ParameterStore parameters;
    private final Map<String, List<LowRankPart>> blocks = new LinkedHashMap<>();
    private final LowRankDropout dropout;

    /** The matrices of {@code original} with a gradient and a dropout of their own. */
    private LowRankAdapters(LowRankAdapters original) {
        this.decoder = original.decoder;
        this.plan = original.plan;
        this.dropout = new LowRankDropout(plan.dropout());
        this.parameters = original.parameters.replica();
        this.blocks.putAll(original.blocks);
    }

    private LowRankAdapters(DecoderConfig decoder, AdapterPlan plan, Precision precision) {
        this.decoder = decoder;
        this.plan = plan;
        this.dropout = new LowRankDropout(plan.dropout());
        ParameterBlock.Layout layout = new ParameterBlock.Layout();
        List<ParameterBlock> adapted = DecoderParameters.blocks(decoder).stream()
                .filter(block -> block.slots().stream().anyMatch(plan::adapts))
                .toList();
        adapted.forEach(block -> layOut(block, layout));
        this.parameters = new ParameterStore(layout.blocks(), precision);
        int number = 0;
        for (ParameterBlock block : adapted) {
            List<LowRankPart> parts = new ArrayList<>();
            for (ParameterSlot slot : block.slots()) {
                parts.add(new LowRankPart(slot, plan.rank(slot), plan.scale(slot), number++));
            }
            blocks.put(block.name(), parts);
        }
    }

    /**
     * Fresh adapters.
     *
     * @param decoder the shape of the decoder they are for
     * @param config their targets and sizes
     * @param precision of their passes and weights; the compute type is the decoder's
     * @param seed of the run
     * @return A drawn, B zero; whoever asks closes them
     */
    public static LowRankAdapters create(DecoderConfig decoder, AdapterConfig config, Precision precision, long seed) {
        LowRankAdapters adapters = zeros(decoder, AdapterPlan.of(decoder, config), precision);
        List<ParameterSlot> slots = adapters.parameters.slots();
        for (int i = 0; i < slots.size(); i++) {
            ParameterSlot slot = slots.get(i);
            if (slot.name().endsWith(nameOf("", "A"))) {
                uniform(adapters.parameters, slot, RandomStream.of(seed, Purpose.ADAPTER_INITIALIZATION, 0, i));
            }
        }
        adapters.parameters.refresh();
        return adapters;
    }

    /**
     * Adapters that are all zero, to be filled.
     *
     * @param decoder the shape of the decoder they are for
     * @param plan which matrices have one, of what size
     * @param precision of their passes and weights
     * @return whoever asks closes them
     */
    public static LowRankAdapters zeros(DecoderConfig decoder, AdapterPlan plan, Precision precision) {
        return new LowRankAdapters(decoder, plan, precision);
    }

    private static void uniform(ParameterStore parameters, ParameterSlot slot, SplittableRandom random) {
        double bound = 1 / Math.sqrt((double) slot.shape()[1]);
        float[] values = new float[Math.toIntExact(slot.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        try (NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            parameters.masterOf(slot.name()).copy_(HostMemory.tensor(values, slot.shape()));
        }
    }

    /** The matrices A of a block are stacked, because they multiply the same x. */
    private void layOut(ParameterBlock block, ParameterBlock.Layout layout) {
        List<ParameterSlot> targets =
                block.slots().stream().filter(plan::adapts).toList();
        long[] ranks = targets.stream().mapToLong(plan::rank).toArray();
        layout.matrices(
                stacked(block.name()),
                block.slots().get(0).shape()[1],
                targets.stream().map(slot -> nameOf(slot.name(), "A")).toList(),
                ranks);
        targets.forEach(slot -> layout.single(nameOf(slot.name(), "B"), slot.shape()[0], plan.rank(slot)));
    }

    /** The block of the stacked matrices A; a block of one matrix has that one's name. */
    private static String stacked(String block) {
        return nameOf(block, "A");
    }

    /** {@code base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight} of {@code …q_proj.weight}. */
    private static String nameOf(String weight, String matrix) {
        String module = weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) : weight;
        return (module.isEmpty() ? "" : PREFIX + module) + ".lora_" + matrix + WEIGHT;
    }

    /** {@link ParameterStore#replica} of the matrices; closing it releases its gradient only. */
    LowRankAdapters replica() {
        return new LowRankAdapters(this);
    }

    /** The shape of the decoder they are for. */
    public DecoderConfig decoder() {
        return decoder;
    }

    /** Which matrices have an adapter, and the size of each. */
    public AdapterPlan plan() {
        return plan;
    }

    /**
     * All matrices A and B, under the names they have in the PEFT library's files.
     *
     * @return the store, which the adapters own
     */
    public ParameterStore parameters() {
        return parameters;
    }

    /** Projections with the adapters' share added where there is one. */
    Function<String, Projection> over(Function<String, Projection> base) {
        return name -> {
            Projection plain = base.apply(name);
            List<LowRankPart> parts = blocks.get(name);
            return parts == null
                    ? plain
                    : new LowRankProjection(plain, parts, parameters.block(stacked(name)), this::up, dropout);
        };
    }

    /** B of a matrix that has an adapter. */
    private Tensor up(ParameterSlot weight) {
        return parameters.get(nameOf(weight.name(), "B"));
    }

    /**
     * Switches dropout on for the training pass of one micro-batch: the same seed zeroes the same inputs, also where a
     * layer is repeated in the backward pass.
     *
     * @param seed names the random numbers
     * @return closes when the backward pass is over
     */
    public DropoutSpan dropout(long seed) {
        dropout.begin(seed);
        return dropout::end;
    }

    /** While dropout is on. */
    @FunctionalInterface
    public interface DropoutSpan extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Adds the adapters to the weights themselves: {@code W ← W + s · B A}, computed in float32.
     *
     * @param weights those of a decoder of the shape the adapters were made for; they change
     */
    public void mergeInto(ParameterStore weights) {
        try (NoGradient none = NoGradient.open()) {
            for (List<LowRankPart> parts : blocks.values()) {
                for (LowRankPart part : parts) {
                    if (part.adapted()) {
                        merge(weights, part.weight());
                    }
                }
            }
        }
        weights.refresh();
    }

    private void merge(ParameterStore base, ParameterSlot weight) {
        try (Scope scope = Scope.open()) {
            Tensor a = parameters.masterOf(nameOf(weight.name(), "A"));
            Tensor b = parameters.masterOf(nameOf(weight.name(), "B"));
            Tensor change = b.matmul(a).mul_(new Scalar(plan.scale(weight)));
            base.masterOf(weight.name()).add_(change);
        }
    }

    /** Releases the matrices. */
    @Override
    public void close() {
        parameters.close();
    }
}
