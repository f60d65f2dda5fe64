package dev.kedge.model.gemma;

import dev.kedge.model.Activation;
import dev.kedge.model.BlockDesign;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.DecoderKeys;
import dev.kedge.model.DecoderVariant;
import dev.kedge.model.Multipliers;
import dev.kedge.model.NormPlacement;
import dev.kedge.model.SlidingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * The share that Gemma 2 and 3 have in common: norms around each block that multiply by {@code 1 + w}, embeddings times
 * {@code √D}, scores over {@code √query_pre_attn_scalar}, and layers with a window between those without.
 */
final class GemmaKeys {

    static final String FINAL_CAP = "final_logit_softcapping";
    static final String SCORE_CAP = "attn_logit_softcapping";

    private static final String ACTIVATION = "hidden_activation";
    private static final String HEAD_WIDTH = "head_dim";
    private static final String KEY_VALUE_HEADS = "num_key_value_heads";
    private static final String QUERY_SCALE = "query_pre_attn_scalar";
    private static final String WINDOW = "sliding_window";
    private static final String BOTH_DIRECTIONS = "use_bidirectional_attention";
    private static final String BIAS = "attention_bias";
    private static final int DEFAULT_WINDOW = 4096;

    private GemmaKeys() {}

    /** Sizes and biases, without rotary positions and without what makes it Gemma. */
    static DecoderConfig.Builder sizes(ConfigDocument document, DecoderKeys.Defaults defaults) {
        document.notNull(HEAD_WIDTH, KEY_VALUE_HEADS, QUERY_SCALE, WINDOW, BIAS, ACTIVATION);
        document.only(BOTH_DIRECTIONS, false);
        DecoderKeys.checkWidth(document);
        return DecoderKeys.sizes(document, defaults)
                .keyValueHeads(document.integer(KEY_VALUE_HEADS, 4))
                .headWidth(document.integer(HEAD_WIDTH, 256))
                .queryKeyValueBias(document.flag(BIAS, false));
    }

    static BlockDesign design(ConfigDocument document) {
        return design(Activation.read(document, ACTIVATION, Activation.GELU_TANH), document.flag(BIAS, false));
    }

    private static BlockDesign design(Activation activation, boolean bias) {
        return new BlockDesign(activation, NormPlacement.AROUND, true, false, bias, false, false);
    }

    static Multipliers multipliers(ConfigDocument document, OptionalDouble scoreCap, OptionalDouble finalCap) {
        double width = document.integer("hidden_size");
        double scale = Math.pow(document.integer(QUERY_SCALE, 256), -0.5);
        return new Multipliers(Math.sqrt(width), true, 1, OptionalDouble.of(scale), scoreCap, 1, finalCap);
    }

    /** A bound that is absent has a default, and {@code null} means none. */
    static OptionalDouble cap(ConfigDocument document, String key, OptionalDouble otherwise) {
        if (document.isNull(key)) {
            return OptionalDouble.empty();
        }
        return document.has(key) ? OptionalDouble.of(document.decimal(key)) : otherwise;
    }

    static int window(ConfigDocument document) {
        return document.integer(WINDOW, DEFAULT_WINDOW);
    }

    /** Which layers slide: those that {@code layer_types} names, else all but every so many-th. */
    static List<Boolean> sliding(ConfigDocument document, int layers, int interval) {
        List<Boolean> usual = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            usual.add((layer + 1) % interval != 0);
        }
        return SlidingWindow.types(document, layers, usual);
    }

    /** Whether block and numbers are Gemma's, whatever the bounds and layers. */
    static boolean describes(DecoderConfig config) {
        DecoderVariant variant = config.variant();
        BlockDesign block = variant.block();
        Multipliers multipliers = variant.multipliers();
        OptionalInt window = SlidingWindow.of(config);
        return block.equals(design(block.activation(), block.outputBias()))
                && config.queryKeyValueBias() == block.outputBias()
                && multipliers.embedding() == Math.sqrt(config.hiddenSize())
                && multipliers.roundedEmbedding()
                && multipliers.residual() == 1
                && multipliers.logitDivisor() == 1
                && multipliers.scores().isPresent()
                && config.rope().turnedShare() == 1
                && variant.layerKinds().stream()
                        .allMatch(
                                kind -> kind.window().isEmpty() || kind.window().equals(window));
    }

    static void write(DecoderConfig config, ObjectNode target) {
        DecoderKeys.write(config, target);
        Multipliers multipliers = config.variant().multipliers();
        target.put(ACTIVATION, config.variant().block().activation().text());
        target.put(BIAS, config.queryKeyValueBias());
        target.put(HEAD_WIDTH, config.headWidth());
        double scale = Math.pow(multipliers.scores().orElseThrow(), -2);
        target.put(QUERY_SCALE, Math.round(scale));
        target.put(WINDOW, SlidingWindow.of(config).orElse(DEFAULT_WINDOW));
        SlidingWindow.writeTypes(config, target);
        putCap(target, FINAL_CAP, multipliers.logitCap());
    }

    static void putCap(ObjectNode target, String key, OptionalDouble cap) {
        target.putNull(key);
        cap.ifPresent(value -> target.put(key, value));
    }
}
