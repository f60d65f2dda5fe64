package dev.kedge.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The function at the gate of a feed-forward block, by the names that {@code hidden_act} has for it. */
public enum Activation {
    /** {@code x · σ(x)}. */
    SILU("silu"),
    /** {@code x · Φ(x)} with the error function. */
    GELU("gelu"),
    /** {@code x · Φ(x)} by way of the hyperbolic tangent. */
    GELU_TANH("gelu_pytorch_tanh"),
    /** {@code x · σ(1.702 x)}. */
    QUICK_GELU("quick_gelu"),
    /** {@code max(x, 0)}. */
    RELU("relu"),
    /** {@code max(x, 0)²}. */
    RELU_SQUARED("relu2"),
    /** {@code min(max(x, 0), 6)}. */
    RELU6("relu6"),
    /** {@code x · tanh(log(1 + eˣ))}. */
    MISH("mish"),
    /** {@code tanh(x)}. */
    TANH("tanh"),
    /** {@code σ(x)}. */
    SIGMOID("sigmoid"),
    /** {@code x}. */
    LINEAR("linear");

    private static final List<String> NAMES = List.of(
            "silu",
            "swish",
            "gelu",
            "gelu_python",
            "gelu_pytorch_tanh",
            "gelu_new",
            "gelu_fast",
            "gelu_python_tanh",
            "quick_gelu",
            "relu",
            "relu2",
            "relu6",
            "mish",
            "tanh",
            "sigmoid",
            "linear");

    private final String text;

    Activation(String text) {
        this.text = text;
    }

    /**
     * The name that is written.
     *
     * @return for example {@code gelu_pytorch_tanh}
     */
    public String text() {
        return text;
    }

    /**
     * Reads a name.
     *
     * @param document the whole {@code config.json}
     * @param key of the name
     * @param otherwise if the key is absent
     */
    public static Activation read(ConfigDocument document, String key, Activation otherwise) {
        document.only(key, NAMES.toArray());
        return document.text(key).map(Activation::named).orElse(otherwise);
    }

    private static Activation named(String name) {
        return switch (name) {
            case "silu", "swish" -> SILU;
            case "gelu", "gelu_python" -> GELU;
            case "gelu_pytorch_tanh", "gelu_new", "gelu_fast", "gelu_python_tanh" -> GELU_TANH;
            case "quick_gelu" -> QUICK_GELU;
            case "relu" -> RELU;
            case "relu2" -> RELU_SQUARED;
            case "relu6" -> RELU6;
            case "mish" -> MISH;
            case "tanh" -> TANH;
            case "sigmoid" -> SIGMOID;
            default -> LINEAR;
        };
    }

    Tensor apply(Tensor x) {
        return function().apply(x);
    }

    private UnaryOperator<Tensor> function() {
        return switch (this) {
            case SILU -> torch::silu;
            case GELU -> x -> torch.gelu(x, "none");
            case GELU_TANH -> x -> torch.gelu(x, "tanh");
            case QUICK_GELU -> x -> x.mul(x.mul(new Scalar(1.702)).sigmoid());
            case RELU -> Tensor::relu;
            case RELU_SQUARED -> x -> x.relu().square();
            case RELU6 -> x -> x.relu().clamp_max(new Scalar(6.0));
            case MISH -> torch::mish;
            case TANH -> Tensor::tanh;
            case SIGMOID -> Tensor::sigmoid;
            case LINEAR -> x -> x;
        };
    }
}
