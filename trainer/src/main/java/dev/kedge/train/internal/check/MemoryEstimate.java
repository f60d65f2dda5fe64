package dev.kedge.train.internal.check;

import com.sun.management.OperatingSystemMXBean;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.sampling.TokenSupport;
import dev.kedge.train.policy.ModelPlan;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.RolloutConfig;
import dev.kedge.train.recipe.TrainedDistribution;
import dev.kedge.train.recipe.UpdateConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An estimate of a run's peak use of main memory, from its shape and its settings alone.
 *
 * <p>What is held throughout (weights, gradient, moments, reference) is counted exactly; what comes and goes is counted
 * by its largest parts, once for sampling and once for an update, of which the greater counts. docs/performance.md
 * compares it with measurements.
 *
 * @param parts bytes by what they are for
 */
public record MemoryEstimate(Map<String, Long> parts) {

    private static final double GIB = 1024.0 * 1024 * 1024;

    /** The virtual machine, libtorch and what an allocator keeps back. */
    private static final long PROCESS = 700L << 20;

    /** A prompt's length is not known before the tokenizer has seen the data. */
    private static final int ASSUMED_PROMPT = 512;

    /** Logits, their logarithms, exponentials and the gradients of these, in float32. */
    private static final int COPIES_OF_LOGITS = 6;

    private static final int FLOAT32 = 4;

    public MemoryEstimate {
        parts = new LinkedHashMap<>(parts);
        parts.values().removeIf(bytes -> bytes == 0);
    }

    /**
     * The estimate of a run.
     *
     * @param plan the model's shape
     * @param recipe the run's settings
     * @param reference whether a reference policy is held
     */
    public static MemoryEstimate of(ModelPlan plan, Recipe recipe, boolean reference) {
        Map<String, Long> parts = new LinkedHashMap<>();
        boolean adapted = plan.adapters().isPresent();
        parts.put("weights", adapted ? plan.weights() * plan.computeBytes() : plan.weights() * plan.kept());
        parts.put("adapters", adapted ? plan.trained() * plan.kept() : 0L);
        parts.put("gradient", plan.trained() * plan.kept() * recipe.workers());
        parts.put("optimizer", plan.trained() * 2 * FLOAT32);
        parts.put("reference", reference && !adapted ? plan.weights() * plan.computeBytes() : 0L);
        long sampling = sampling(plan, recipe);
        long update = update(plan, recipe.update()) * recipe.workers();
        parts.put(sampling > update ? "sampling" : "one pass", Math.max(sampling, update));
        parts.put("support", support(plan, recipe));
        parts.put("process", PROCESS);
        return new MemoryEstimate(parts);
    }

    /** The most that the tokens that could be sampled take, of all rollouts of a step. */
    private static long support(ModelPlan plan, Recipe recipe) {
        RolloutConfig rollout = recipe.rollout();
        var sampling = rollout.sampling();
        boolean cut = sampling.topK().isPresent() || sampling.topP() < 1 || sampling.minP() > 0;
        if (!cut || recipe.update().distribution() == TrainedDistribution.WHOLE) {
            return 0;
        }
        int vocabulary = plan.shape().vocabularySize();
        long groups = (long) rollout.promptsPerStep() + rollout.refill();
        return groups
                * rollout.groupSize()
                * sampling.maxNewTokens()
                * TokenSupport.maxBytes(vocabulary, sampling.topK().orElse(vocabulary));
    }

    /** Copies of the matrices that are read faster, and keys and values of every row. */
    private static long sampling(ModelPlan plan, Recipe recipe) {
        DecoderConfig shape = plan.shape();
        var sampling = recipe.rollout().sampling();
        long rows = Math.min(
                sampling.batchSize(),
                (long) recipe.rollout().promptsPerStep() * recipe.rollout().groupSize());
        long length = Math.min(shape.maxPositions(), ASSUMED_PROMPT + sampling.maxNewTokens());
        long perToken = 2L * shape.layers() * shape.keyValueHeads() * shape.headWidth() * plan.computeBytes();
        long logits = rows * shape.vocabularySize() * FLOAT32 * 2;
        return plan.weights() * plan.computeBytes() + rows * length * perToken + logits;
    }

    /** What a forward pass keeps for its backward pass, a chunk of logits, and the gradient of the projection. */
    private static long update(ModelPlan plan, UpdateConfig update) {
        DecoderConfig shape = plan.shape();
        long tokens = update.microBatchTokens();
        long length = Math.min(tokens, Math.min(shape.maxPositions(), 2L * ASSUMED_PROMPT));
        long heads = (long) (shape.queryHeads() + 2 * shape.keyValueHeads()) * shape.headWidth();
        long inLayer = 12L * shape.hiddenSize() + 6 * heads + 5L * shape.feedForwardSize();
        boolean fused = plan.computeBytes() == FLOAT32
                && shape.variant().multipliers().scoreCap().isEmpty();
        long scores = fused ? 0 : 2L * shape.queryHeads() * length; // fused attention keeps none
        long layer = (inLayer + scores) * plan.computeBytes();
        long layers = update.gradientCheckpointing()
                ? 2 * layer + (long) shape.layers() * shape.hiddenSize() * plan.computeBytes()
                : layer * shape.layers();
        long chunk = TokenDistributions.chunkTokens(shape.vocabularySize());
        long logits = chunk * shape.vocabularySize() * FLOAT32 * COPIES_OF_LOGITS;
        long projection = plan.adapters().isPresent()
                ? 0
                : 2L * shape.vocabularySize() * shape.hiddenSize() * plan.computeBytes();
        return tokens * layers + logits + projection;
    }

    long bytes() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether so much is free now. */
    public boolean fits() {
        return bytes() <= free();
    }

    /** {@code about 9.1 GiB of memory, 20.3 GiB of 23.4 are free: weights 2.2, gradient 2.2, …}. */
    @Override
    public String toString() {
        List<String> shares = new ArrayList<>();
        parts.forEach((what, bytes) -> shares.add(what + " " + gib(bytes)));
        return "about " + gib(bytes()) + " GiB of memory, and " + gib(free()) + " GiB of " + gib(total())
                + " are free (" + String.join(", ", shares) + ")";
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / GIB);
    }

    /** Of this machine, or of the container the process runs in. */
    private static long total() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** What could be had without swapping: Linux says so, and of other systems it is what they call free. */
    private static long free() {
        Path information = Path.of("/proc/meminfo");
        if (Files.isReadable(information)) {
            try {
                for (String line : Files.readAllLines(information)) {
                    if (line.startsWith("MemAvailable:")) {
                        long available = Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                        return Math.min(available, total());
                    }
                }
            } catch (IOException unreadable) {
                return total();
            }
        }
        return total();
    }
}
