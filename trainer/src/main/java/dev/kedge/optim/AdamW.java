package dev.kedge.optim;

import dev.kedge.api.SettingException;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Adam with decoupled weight decay on one flat parameter buffer. Kingma and Ba 2015, arXiv:1412.6980, algorithm 1;
 * Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2, with the decay applied to every parameter.
 *
 * <pre>{@code
 * m ← β₁ m + (1 − β₁) g          v ← β₂ v + (1 − β₂) g²
 * θ ← θ − lr·λ·θ − lr · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
 * }</pre>
 *
 * <p>Moments are float32, and so is the arithmetic. Parameters of bfloat16 are rounded at random
 * ({@link StochasticRounding}).
 *
 * <p>Owns its two moment buffers: close it.
 */
public final class AdamW implements AutoCloseable {

    /** Elements updated at once, which bounds the temporaries to 64 MiB. */
    private static final long SLICE = 1L << 24;

    /**
     * Constants of the update.
     *
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second moment
     * @param epsilon ε, added to the root of the second moment
     * @param weightDecay λ
     */
    public record Config(double beta1, double beta2, double epsilon, double weightDecay) {

        /** Usual for reinforcement learning of language models: no decay. */
        public static final Config DEFAULT = new Config(0.9, 0.95, 1e-8, 0.0);

        /** Checks the ranges. */
        public Config {
            requireWithin("beta1", beta1);
            requireWithin("beta2", beta2);
            if (!(epsilon > 0)) {
                throw new SettingException("epsilon", "must be > 0, got " + epsilon);
            }
            if (!(weightDecay >= 0)) {
                throw new SettingException("weightDecay", "must be >= 0, got " + weightDecay);
            }
        }

        private static void requireWithin(String name, double beta) {
            if (!(beta >= 0 && beta < 1)) {
                throw new SettingException(name, "must be in [0, 1), got " + beta);
            }
        }
    }

    private final Config config;
    private final Tensor parameters;
    private final Tensor gradient;
    private final Tensor firstMoment;
    private final Tensor secondMoment;
    private final Optional<StochasticRounding> rounding;
    private long updates;

    /**
     * An optimizer at its beginning: moments zero.
     *
     * @param parameters float32 or bfloat16 {@code [P]}, changed in place by {@link #update}
     * @param gradient {@code [P]} of the same type, read by {@link #update}
     * @param config constants
     * @param seed of the run, for the rounding of bfloat16 parameters
     */
    public AdamW(Tensor parameters, Tensor gradient, Config config, long seed) {
        this.config = config;
        this.parameters = parameters;
        this.gradient = gradient;
        this.rounding = ComputeType.BFLOAT16.isTypeOf(parameters)
                ? Optional.of(new StochasticRounding(seed))
                : Optional.empty();
        try (Scope scope = Scope.open()) {
            this.firstMoment = scope.own(moment());
            this.secondMoment = scope.own(moment());
        }
    }

    private Tensor moment() {
        return torch.zeros(new long[] {parameters.numel()}, ComputeDevice.options(ScalarType.Float));
    }

    /**
     * One update of the parameters in place from the gradient as it stands.
     *
     * @param learningRate lr, at least 0
     */
    public void update(double learningRate) {
        updates++;
        double firstCorrection = 1 - Math.pow(config.beta1(), (double) updates);
        double secondCorrection = 1 - Math.pow(config.beta2(), (double) updates);
        try (NoGradient guard = NoGradient.open()) {
            for (long start = 0; start < parameters.numel(); start += SLICE) {
                try (Scope scope = Scope.open()) {
                    long length = Math.min(SLICE, parameters.numel() - start);
                    Tensor stored = parameters.narrow(0, start, length);
                    Tensor theta = stored.to(ScalarType.Float); // itself, if it is float32
                    Tensor g = gradient.narrow(0, start, length).to(ScalarType.Float);
                    Tensor m = firstMoment.narrow(0, start, length);
                    Tensor v = secondMoment.narrow(0, start, length);
                    m.mul_(new Scalar(config.beta1())).add_(g, new Scalar(1 - config.beta1()));
                    v.mul_(new Scalar(config.beta2())).addcmul_(g, g, new Scalar(1 - config.beta2()));
                    Tensor root = v.sqrt()
                            .div_(new Scalar(Math.sqrt(secondCorrection)))
                            .add_(new Scalar(config.epsilon()));
                    theta.mul_(new Scalar(1 - learningRate * config.weightDecay()));
                    theta.addcdiv_(m, root, new Scalar(-learningRate / firstCorrection));
                    long slice = start / SLICE;
                    rounding.ifPresent(random -> stored.copy_(random.round(theta, updates, slice)));
                }
            }
        }
    }

    /**
     * The first moment.
     *
     * @return float32 {@code [P]}, the buffer itself
     */
    public Tensor firstMoment() {
        return firstMoment;
    }

    /**
     * The second moment.
     *
     * @return float32 {@code [P]}, the buffer itself
     */
    public Tensor secondMoment() {
        return secondMoment;
    }

    /**
     * How many updates have been made; with the two moments this is the whole state.
     *
     * @return t
     */
    public long updates() {
        return updates;
    }

    /**
     * Goes on from a saved state: the caller has filled the moment buffers.
     *
     * @param savedUpdates t of the saved state
     */
    public void resumeAt(long savedUpdates) {
        this.updates = savedUpdates;
    }

    /** Releases the moment buffers. */
    @Override
    public void close() {
        Scope.release(firstMoment);
        Scope.release(secondMoment);
    }
}
