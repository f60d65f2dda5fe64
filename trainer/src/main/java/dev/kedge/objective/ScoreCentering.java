package dev.kedge.objective;

import dev.kedge.api.SettingException;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.input.DistributionChunk;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.Quantity.Memory;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.WithGradient;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The old policy's mean of the update taken from it: {@code Σ_v sg(q_v·g(p_v/q_v, A))·log p_v} over the whole
 * vocabulary is subtracted from the surrogate of each token, with {@code p = π_θ}, {@code q = π_old} and g the weight
 * that condition and response give a token ({@code f(w)·A} in the paper). Over tokens drawn from q the expectation of
 * the update is then 0 at every position where all of them have one advantage, whatever condition and response are:
 * what is left of the gradient is due to differences of reward. arXiv:2609.20807.
 *
 * <p>Exact, as whole distributions are at hand; the paper approximates with the sampler's likeliest tokens. g is
 * obtained by evaluating the surrogate at every token of the vocabulary, for {@code A = 1} and {@code A = −1}, and is
 * scaled with |A|, as every response here is that may be used: ratios are of tokens, and condition and response look at
 * nothing but ratio, probability and the sign of A.
 */
public final class ScoreCentering implements ControlVariate {

    public ScoreCentering() {}

    @Override
    public ControlTerm term(PolicySurrogate surrogate) {
        if (!(surrogate.level() instanceof TokenLevel)) {
            throw refused("a level other than token", surrogate.level());
        }
        for (Condition condition : surrogate.conditions()) {
            if (condition.adaptive() || !condition.needs().isEmpty() || condition.looksAtSequence()) {
                throw refused("a condition on more than ratio, probability and sign of A", condition);
            }
        }
        if (!surrogate.response().needs().isEmpty() || surrogate.response().looksAtSequence()) {
            throw refused("a response to more than ratio and advantage", surrogate.response());
        }
        surrogate.worseningCap().filter(WorseningCap::looksAtSequence).ifPresent(cap -> {
            throw refused("a worsening cap that differs from token to token", cap);
        });
        return new Term(surrogate);
    }

    private static SettingException refused(String beside, Object found) {
        return new SettingException(
                "control_variate",
                "must be none beside " + beside + ", got score-centering beside "
                        + found.getClass().getSimpleName());
    }

    /** The term for one surrogate; its two quantities are its own. */
    private static final class Term implements ControlTerm {

        private final PolicySurrogate surrogate;
        private final Quantity raised =
                Quantity.ofDistributions("RAISED_CENTER", Set.of(Memory.HIDDEN_STATES), chunk -> center(chunk, 1));
        private final Quantity lowered =
                Quantity.ofDistributions("LOWERED_CENTER", Set.of(Memory.HIDDEN_STATES), chunk -> center(chunk, -1));

        Term(PolicySurrogate surrogate) {
            this.surrogate = surrogate;
        }

        @Override
        public Set<Quantity> needs() {
            return Quantity.ordered(Set.of(raised, lowered));
        }

        @Override
        public Tensor values(ObjectiveInputs inputs) {
            Tensor advantages = inputs.tokenAdvantages();
            Tensor center = inputs.get(raised).where(advantages.gt(new Scalar(0.0)), inputs.get(lowered));
            return advantages.abs().mul(center);
        }

        /** {@code Σ_v sg(q_v·g_v)·log p_v}, {@code [n]}. */
        private Tensor center(DistributionChunk chunk, double advantage) {
            Tensor now = chunk.logDistribution();
            Tensor old = chunk.oldLogDistribution();
            // What the old policy never draws has no part, and its ratio no meaning.
            Tensor never = old.exp().eq(new Scalar(0.0));
            Tensor weights = old.exp().mul(weights(now, old, advantage)).masked_fill(never, new Scalar(0.0));
            Tensor logprobs = now.masked_fill(never, new Scalar(0.0));
            return weights.mul(logprobs).sum(new long[] {-1}, false, null);
        }

        /** g at every token of the vocabulary, {@code [n, V]}: the slope of its surrogate in its log-probability. */
        private Tensor weights(Tensor now, Tensor old, double advantage) {
            try (Scope scope = Scope.open();
                    WithGradient guard = WithGradient.open()) {
                Tensor leaf = Autograd.leaf(now.detach());
                Tensor before = old.detach();
                Tensor advantages = before.mul(new Scalar(0.0)).add(new Scalar(advantage));
                Tensor everything = advantages.eq(advantages);
                ObjectiveInputs inputs = ObjectiveInputs.of(leaf, before, advantages, everything);
                Autograd.backward(surrogate.surrogate(inputs).sum());
                return scope.keep(Autograd.gradient(leaf));
            }
        }
    }
}
