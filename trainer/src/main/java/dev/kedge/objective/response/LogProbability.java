package dev.kedge.objective.response;

import org.bytedeco.pytorch.Tensor;

/**
 * No importance weight: {@code g = A}, and {@code 0} where the condition acts. {@code where(acts, sg(log π_θ), log
 * π_θ)·A}. Without a condition the policy gradient of GPG, arXiv:2504.02546; with {@code ratio} the clipped log form of
 * CPGD, arXiv:2505.12504 (which writes {@code log w} for {@code log π_θ}: the same gradient); with a proximal
 * {@code k2} the squared-log-ratio pull of Kimi k1.5, arXiv:2501.12599.
 */
public final class LogProbability implements Response {

    public LogProbability() {}

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor logprobs = terms.logprobs();
        return terms.choose(logprobs.detach(), logprobs).mul(terms.advantages());
    }
}
