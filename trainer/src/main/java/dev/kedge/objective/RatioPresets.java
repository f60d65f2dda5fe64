package dev.kedge.objective;

import static dev.kedge.objective.PresetText.preset;

import java.util.List;

/**
 * The published algorithms that look at the ratio of a token or sequence, or shape the surrogate without a condition.
 */
final class RatioPresets {

    static final List<PresetText> ALL = List.of(
            preset(
                    "atr-grpo",
                    "Wu et al. 2026, arXiv:2602.05494",
                    "GRPO with the KL3 interval. The published δ is not known to us: 0.017678 gives GRPO's upper bound 1.2 and"
                            + " [0.8236, 1.2], narrower than GRPO's interval by 6 %: a comparison with GRPO mixes size and shape;"
                            + " atr-grpo-equal-width compares shapes alone. No reference penalty.",
                    "condition: {kind: kl3, delta: 0.017678}"),
            preset(
                    "atr-grpo-equal-width",
                    "Wu et al. 2026, arXiv:2602.05494",
                    "Ours: atr-grpo at the δ whose interval, [0.8133, 1.2133], is as wide as GRPO's [0.8, 1.2], so that the two"
                            + " differ in shape alone. No reference penalty.",
                    "condition: {kind: kl3, delta: 0.019956}"),
            preset(
                    "grpo",
                    "Shao et al. 2024, arXiv:2402.03300",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "reference: {kind: k3, coefficient: 0.04}"),
            preset(
                    "ppo-clip",
                    "Schulman et al. 2017, arXiv:1707.06347",
                    "The clipped surrogate as a mean over tokens, also called ppo; the advantage is the group's, since there is"
                            + " no critic.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean"),
            preset(
                    "bnpo",
                    "loss_type bnpo of TRL 1.16, 2026",
                    "GRPO's clip as a mean over tokens. TRL divides by the tokens of one micro-batch, this by those of the update:"
                            + " equal where the update is one micro-batch.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "aggregation: token-mean"),
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
                    "ε1 = ε2 = ε3 = ε4 = 0.2, as the paper in the authors' repository has it; every bound acts whatever the"
                            + " direction of the update.",
                    "condition: {kind: quadrant, low_positive: 0.8, high_positive: 1.2, low_negative: 0.8, high_negative: 1.2}",
                    "sidedness: agnostic"),
            preset(
                    "gspo",
                    "Zheng et al. 2025, arXiv:2507.18071",
                    "",
                    "condition: {kind: clip-higher, epsilon_low: 3.0e-4, epsilon_high: 4.0e-4}",
                    "level: sequence-geometric-mean"),
            preset(
                    "gspo-token-mean",
                    "Zheng et al. 2025, arXiv:2507.18071; loss_type dapo of TRL 1.16",
                    "What TRL computes with importance_sampling_level sequence and its default loss: every token counts the same,"
                            + " so that sequences weigh by their length; the paper's, gspo, weighs them equally.",
                    "condition: {kind: clip-higher, epsilon_low: 3.0e-4, epsilon_high: 4.0e-4}",
                    "level: sequence-geometric-mean",
                    "aggregation: token-mean"),
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
                    "w is the ratio of the whole sequence, the product over its tokens. The positive interval is the point 1, so"
                            + " that g = A where A > 0; where A < 0, g = min(w, 1)·A. The paper sums over the tokens of a sequence,"
                            + " this is their mean.",
                    "condition: {kind: quadrant, low_positive: 1.0, high_positive: 1.0, low_negative: 0.0, high_negative: 1.0}",
                    "response: hold",
                    "sidedness: agnostic",
                    "level: sequence-product"),
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
                    "β is not published; 0.1 is the τ of alibaba/ROLL@8eb27cc2, actor_pg_worker.py.",
                    "response: log-probability",
                    "proximal: {kind: k2, coefficient: 0.1}",
                    "advantage: {kind: group-mean, std: none}",
                    "aggregation: token-mean"),
            preset(
                    "r2vpo",
                    "arXiv:2601.03320",
                    "A fixed λ; the authors find it by dual ascent.",
                    "proximal: {kind: squared-ratio, coefficient: 1.0}",
                    "aggregation: token-mean"));

    private RatioPresets() {}
}
