package dev.kedge.objective;

import dev.kedge.config.RecipeReader;
import java.util.List;

/**
 * The published algorithms, each as a recipe would write its objective on top of plain GRPO without a condition. To add
 * one: an entry here, with its numbers spelled out: a condition's defaults may change, a preset's numbers may not.
 */
final class PresetCatalogue {

    static final List<Preset> ALL = List.of(
            preset(
                    "atr-grpo",
                    "Wu et al. 2026, arXiv:2602.05494",
                    "GRPO with the KL3 interval. The published δ is not known to us: 0.017678 gives the upper bound 1.2. No"
                            + " reference penalty.",
                    "condition: {kind: kl3, delta: 0.017678}"),
            preset(
                    "grpo",
                    "Shao et al. 2024, arXiv:2402.03300",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "reference: {kind: k3, coefficient: 0.04}"),
            preset(
                    "dapo",
                    "Yu et al. 2025, arXiv:2503.14476",
                    "Clip-higher and the token mean; its dynamic sampling and overlong shaping are not part of the objective.",
                    "condition: {kind: clip-higher, epsilon_low: 0.2, epsilon_high: 0.28}",
                    "aggregation: token-mean"),
            preset(
                    "dr-grpo",
                    "Liu et al. 2025, arXiv:2503.20783",
                    "The constant length stands for the limit on new tokens; set it to yours.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: {kind: constant-length, length: 512}",
                    "advantage: {kind: group-mean, std: none}"),
            preset(
                    "kl1-clip",
                    "Wu et al. 2026, arXiv:2602.05494",
                    "One-sided: δ puts the lower bound at 0.8; nothing bounds a rise.",
                    "condition: {kind: kl1, delta: 0.223144}"),
            preset(
                    "kl2-clip",
                    "Wu et al. 2026, arXiv:2602.05494",
                    "δ puts the upper bound at 1.2.",
                    "condition: {kind: kl2, delta: 0.016621}"),
            preset(
                    "dual-clip",
                    "Ye et al. 2020, arXiv:1912.09729",
                    "What verl calls vanilla.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "worsening_cap: {kind: dual-clip, cap: 3}",
                    "aggregation: token-mean"),
            preset(
                    "two-sided",
                    "INTELLECT-2 2025, arXiv:2505.07291",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "worsening_cap: {kind: dual-clip, cap: 4}",
                    "aggregation: token-mean"),
            preset(
                    "abc-grpo",
                    "arXiv:2601.03895",
                    "The authors' four bounds could not be read; these are clip-higher's where they act, 3 and none.",
                    "condition: {kind: quadrant, low_positive: 0.0, high_positive: 1.28, low_negative: 0.8, high_negative: 3.0}",
                    "sidedness: agnostic"),
            preset(
                    "gspo",
                    "Zheng et al. 2025, arXiv:2507.18071",
                    "",
                    "condition: {kind: clip-higher, epsilon_low: 3.0e-4, epsilon_high: 4.0e-4}",
                    "level: sequence-geometric-mean"),
            preset(
                    "gspo-token",
                    "Zheng et al. 2025, arXiv:2507.18071",
                    "",
                    "condition: {kind: clip-higher, epsilon_low: 3.0e-4, epsilon_high: 4.0e-4}",
                    "level: sequence-geometric-mean-token"),
            preset(
                    "gmpo",
                    "arXiv:2507.20673",
                    "±0.4 in log space is an interval of |KL1|.",
                    "condition: {kind: abs-kl1, delta: 0.4}",
                    "level: clipped-geometric-mean"),
            preset(
                    "luspo",
                    "arXiv:2602.05261",
                    "",
                    "condition: {kind: clip-higher, epsilon_low: 2.0e-3, epsilon_high: 2.5e-3}",
                    "level: sequence-geometric-mean",
                    "aggregation: sequence-sum"),
            preset(
                    "rloo",
                    "Ahmadian et al. 2024, arXiv:2402.14740",
                    "With the clip and the penalty in the reward of TRL's trainer.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "level: sequence-product",
                    "advantage: leave-one-out",
                    "reward_penalty: {kind: k1, coefficient: 0.05}"),
            preset(
                    "vespo",
                    "arXiv:2602.10693",
                    "",
                    "response: {kind: gamma-gate, k_positive: 2.0, lambda_positive: 3.0, k_negative: 3.0, lambda_negative: 2.0}",
                    "level: sequence-product",
                    "aggregation: token-mean"),
            preset(
                    "cispo",
                    "MiniMax 2025, arXiv:2506.13585",
                    "The weight is capped at 5 (ScaleRL, arXiv:2510.13786) and has no lower bound.",
                    "condition: {kind: clip-higher, epsilon_low: 1.0, epsilon_high: 4.0}",
                    "response: hold",
                    "sidedness: agnostic",
                    "aggregation: token-mean"),
            preset(
                    "topr",
                    "arXiv:2503.14286",
                    "The positive interval is the point 1, so that g = A where A > 0.",
                    "condition: {kind: quadrant, low_positive: 1.0, high_positive: 1.0, low_negative: 0.0, high_negative: 1.0}",
                    "response: hold",
                    "sidedness: agnostic"),
            preset(
                    "dispo",
                    "arXiv:2602.00983",
                    "The authors' four bounds could not be read; these are clip-higher's.",
                    "condition: {kind: quadrant, low_positive: 0.8, high_positive: 1.28, low_negative: 0.8, high_negative: 1.28}",
                    "response: hold",
                    "sidedness: agnostic",
                    "aggregation: token-mean"),
            preset(
                    "gppo",
                    "arXiv:2508.07629",
                    "",
                    "condition: {kind: clip-higher, epsilon_low: 0.2, epsilon_high: 0.28}",
                    "response: {kind: preserve, low: 1.0, high: 1.0}",
                    "worsening_cap: {kind: dual-clip, cap: 10}",
                    "aggregation: token-mean"),
            preset(
                    "ce-gppo",
                    "arXiv:2509.20712",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: {kind: preserve, low: 0.5, high: 1.0}",
                    "aggregation: token-mean"),
            preset(
                    "ppo-rb",
                    "Wang et al. 2019, arXiv:1903.07940",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: {kind: rollback, slope: 0.3}",
                    "aggregation: token-mean"),
            preset(
                    "sapo",
                    "arXiv:2511.20347",
                    "",
                    "response: {kind: soft-gate, temperature_positive: 1.0, temperature_negative: 1.05}"),
            preset(
                    "spo",
                    "arXiv:2401.16025",
                    "",
                    "response: {kind: quadratic-pull, epsilon: 0.2}",
                    "aggregation: token-mean"),
            preset(
                    "pspo",
                    "arXiv:2509.21282",
                    "The published α could not be checked.",
                    "response: {kind: smoothing, alpha: 0.1}",
                    "aggregation: token-mean"),
            preset(
                    "aspo",
                    "arXiv:2510.06062",
                    "One bound for all tokens; the authors have 0.2 and 0.4 for two classes of entropy.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: {kind: flip, cap: 3.0}",
                    "worsening_cap: {kind: dual-clip, cap: 3}",
                    "aggregation: token-mean"),
            preset(
                    "cpgd",
                    "arXiv:2505.12504",
                    "The coefficient of the drift is small in the paper; 0.01 is ours.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: log-probability",
                    "proximal: {kind: k3, coefficient: 0.01}",
                    "aggregation: token-mean"),
            preset(
                    "gpg",
                    "arXiv:2504.02546",
                    "No ratio and no condition; its scaling of advantages is an advantage estimator.",
                    "response: log-probability",
                    "advantage: {kind: group-mean, std: none}",
                    "aggregation: token-mean"),
            preset(
                    "kimi",
                    "Kimi k1.5 2025, arXiv:2501.12599",
                    "β is not published; 0.1 is ours.",
                    "response: log-probability",
                    "proximal: {kind: k2, coefficient: 0.1}",
                    "advantage: {kind: group-mean, std: none}",
                    "aggregation: token-mean"),
            preset(
                    "r2vpo",
                    "arXiv:2601.03320",
                    "A fixed λ; the authors find it by dual ascent.",
                    "proximal: {kind: squared-ratio, coefficient: 1.0}",
                    "aggregation: token-mean"),
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
                    "ipo",
                    "prime-rl 2026",
                    "",
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
                    "m2po",
                    "arXiv:2510.01161",
                    "",
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

    private PresetCatalogue() {}

    private static Preset preset(String name, String citation, String note, String... axes) {
        return new Preset(name, citation, note, objective(name, axes));
    }

    /** What a recipe's {@code objective} with these lines means. */
    static ObjectiveConfig objective(String name, String... axes) {
        return new RecipeReader<>(ObjectiveConfig.class, written -> ObjectiveConfig.PLAIN)
                .read("preset " + name, "preset: " + name + "\n" + String.join("\n", axes), List.of())
                .value();
    }
}
