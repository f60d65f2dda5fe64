package dev.kedge.objective;

import static dev.kedge.objective.PresetText.preset;

import java.util.List;

/**
 * The published algorithms that look at old probabilities, distributions, entropies or whole updates, select tokens,
 * form advantages in another way, or correct for the sampler.
 */
final class FurtherPresets {

    static final List<PresetText> ALL = List.of(
            preset(
                    "trgppo",
                    "Wang et al. 2019, arXiv:1901.10314",
                    "",
                    "condition: {kind: trgppo, delta: 0.029544, epsilon: 0.2}",
                    "aggregation: token-mean"),
            preset(
                    "dppo-binary-kl",
                    "Qi et al. 2026, arXiv:2602.04879",
                    "",
                    "condition: {kind: binary-kl, delta: 0.05}",
                    "response: {kind: truncated-mask, cap: 20}",
                    "aggregation: token-mean"),
            preset(
                    "dppo-binary-tv",
                    "Qi et al. 2026, arXiv:2602.04879",
                    "",
                    "condition: {kind: binary-tv, epsilon_low: 0.15, epsilon_high: 0.15}",
                    "response: {kind: truncated-mask, cap: 20}",
                    "aggregation: token-mean"),
            preset(
                    "dppo-top-k-kl",
                    "Qi et al. 2026, arXiv:2602.04879",
                    "",
                    "condition: {kind: top-k-kl, delta: 0.05}",
                    "response: {kind: truncated-mask, cap: 20}",
                    "aggregation: token-mean"),
            preset(
                    "dppo-top-k-tv",
                    "Qi et al. 2026, arXiv:2602.04879",
                    "",
                    "condition: {kind: top-k-tv, delta: 0.15}",
                    "response: {kind: truncated-mask, cap: 20}",
                    "aggregation: token-mean"),
            preset(
                    "ipo-2026-08",
                    "prime-rl 2026, loss.py of August",
                    "`ipo` is what it has since.",
                    "condition: {kind: binary-tv, epsilon_low: 0.1, epsilon_high: 0.1}",
                    "response: mask",
                    "sidedness: agnostic",
                    "proximal: {kind: k2, coefficient: 0.002}",
                    "advantage: {kind: group-mean, std: none}",
                    "aggregation: token-mean"),
            preset(
                    "dcpo",
                    "arXiv:2509.02333",
                    "",
                    "condition: {kind: dcpo, epsilon_low: 0.16, epsilon_high: 0.2, cap: 10}",
                    "aggregation: token-mean"),
            preset(
                    "atr-probability",
                    "KL3 of Wu et al. 2026, arXiv:2602.05494, times π_old",
                    "Ours: the KL3 interval at δ/p, so that unlikely tokens have more room; δ puts the upper bound at 1.2 for p"
                            + " = 0.5.",
                    "condition: {kind: probability-kl3, delta: 0.008839}",
                    "aggregation: token-mean"),
            preset(
                    "tr-ppo",
                    "Wang et al. 2019, arXiv:1903.07940",
                    "δ of its discrete actions.",
                    "condition: {kind: exact-kl, delta: 0.001}",
                    "aggregation: token-mean"),
            preset(
                    "tr-ppo-rb",
                    "Wang et al. 2019, arXiv:1903.07940",
                    "",
                    "condition: {kind: exact-kl, delta: 0.03}",
                    "response: {kind: rollback, slope: 0.05}",
                    "aggregation: token-mean"),
            preset(
                    "truly-ppo",
                    "Wang et al. 2019, arXiv:1903.07940",
                    "δ and coefficient of its discrete actions.",
                    "condition: {kind: exact-kl, delta: 0.0008}",
                    "response: {kind: kl-rollback, coefficient: 20}",
                    "aggregation: token-mean"),
            preset(
                    "ppo-penalty",
                    "Schulman et al. 2017, arXiv:1707.06347",
                    "β adapts to hold the measured divergence at the target.",
                    "proximal: {kind: exact-kl, coefficient: 1.0}",
                    "controller: {kind: kl-target, target: 0.01}",
                    "aggregation: token-mean"),
            preset(
                    "erc",
                    "arXiv:2512.05591",
                    "With clip-higher beside it.",
                    "condition: {kind: all, of: [{kind: clip-higher, epsilon_low: 0.2, epsilon_high: 0.28}, {kind: entropy-ratio,"
                            + " epsilon_low: 0.05, epsilon_high: 0.05}]}",
                    "aggregation: token-mean"),
            preset(
                    "opsm",
                    "DeepSeek-V3.2 2025, arXiv:2512.02556",
                    "δ of TRL's example.",
                    "condition: {kind: all, of: [{kind: ratio, epsilon: 0.2}, {kind: sequence-kl1, delta: 0.5}]}",
                    "reference: {kind: k3, coefficient: 0.04, gradient: importance-corrected}"),
            preset(
                    "vaco",
                    "arXiv:2603.01365",
                    "δ is ours.",
                    "condition: {kind: sequence-tv, delta: 0.2}",
                    "response: mask",
                    "aggregation: token-mean"),
            preset(
                    "trm",
                    "arXiv:2512.23075",
                    "δ is ours.",
                    "condition: {kind: sequence-max-kl3, delta: 0.1}",
                    "response: mask",
                    "sidedness: agnostic",
                    "aggregation: token-mean"),
            preset(
                    "bapo",
                    "arXiv:2510.18927",
                    "",
                    "condition: {kind: balanced, low: 0.6, max_low: 0.9, high: 1.2, max_high: 3.0, step: 0.05, share: 0.5}",
                    "worsening_cap: {kind: dual-clip, cap: 3}",
                    "aggregation: token-mean"),
            preset(
                    "m2po-clip",
                    "arXiv:2510.01161",
                    "Bounds that adapt in place of a mask; `m2po` is what its code has.",
                    "condition: {kind: second-moment, budget: 0.04, min_low: 0.3, min_high: 0.5}",
                    "aggregation: token-mean"),
            preset(
                    "clip-cov",
                    "Cui et al. 2025, arXiv:2505.22617",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "selection: {kind: clip-cov, share: 2.0e-4, low: 1.0, high: 5.0}",
                    "aggregation: token-mean"),
            preset(
                    "kl-cov",
                    "Cui et al. 2025, arXiv:2505.22617",
                    "",
                    "proximal: {kind: kl-cov, share: 2.0e-4, coefficient: 1.0}",
                    "aggregation: token-mean"),
            preset(
                    "top-entropy",
                    "Wang et al. 2025, arXiv:2506.01939",
                    "DAPO on the fifth of the tokens where the policy was least sure.",
                    "condition: {kind: clip-higher, epsilon_low: 0.2, epsilon_high: 0.28}",
                    "selection: {kind: top-entropy, share: 0.2}",
                    "aggregation: token-mean"),
            preset(
                    "reinforce-plus-plus",
                    "Hu et al. 2025, arXiv:2501.03262",
                    "With a small penalty in the reward.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean",
                    "advantage: {kind: reinforce-plus-plus, gamma: 1.0}",
                    "reward_penalty: {kind: k1, coefficient: 0.001}"),
            preset(
                    "reinforce-plus-plus-baseline",
                    "Hu et al. 2025, arXiv:2501.03262",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean",
                    "advantage: reinforce-plus-plus-baseline"),
            preset(
                    "remax",
                    "Li et al. 2023, arXiv:2310.10505",
                    "Samples one more completion of each prompt, the greedy one.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean",
                    "advantage: remax"),
            preset(
                    "opo",
                    "Hao et al. 2025, arXiv:2505.23585",
                    "On-policy in its paper; with the clip it may be used off-policy too.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean",
                    "advantage: opo"),
            preset(
                    "max-rl",
                    "arXiv:2602.02710",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean",
                    "advantage: max-rl"),
            preset(
                    "pass-at-k",
                    "Tang et al. 2025, arXiv:2503.19595",
                    "k is the size of the group.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean",
                    "advantage: pass-at-k"),
            preset(
                    "tis",
                    "Yao et al. 2025, Your efficient RL framework secretly brings you off-policy RL training",
                    "GRPO's clip with a truncated weight for the sampler.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "correction: {kind: truncate, cap: 2.0, level: token}",
                    "aggregation: token-mean"),
            preset(
                    "icepop",
                    "Ring-1T 2025, arXiv:2510.18855",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "correction: {kind: mask-outside, low: 0.5, high: 5.0, level: token, weigh: true}",
                    "aggregation: token-mean"),
            preset(
                    "minirl",
                    "arXiv:2512.01374",
                    "The mask looks at the trainer's own ratio, the weight goes back to the sampler.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: mask",
                    "correction: {kind: truncate, cap: .inf, level: token}",
                    "aggregation: token-mean"));

    private FurtherPresets() {}
}
