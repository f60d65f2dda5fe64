package dev.kedge.objective;

import static dev.kedge.objective.PresetText.preset;

import java.util.List;

/** Algorithms published or changed in 2026, each with the place where its formula was read. */
final class RecentPresets {

    static final List<PresetText> ALL = List.of(
            preset(
                    "bandpo-chi2",
                    "BandPO 2026, arXiv:2603.04918; OpenMOSS/BandPO@0de49cd, band.py",
                    "δ of its scripts, cap of its trainer. Its option `relax` is the condition `binary-chi2-relaxed`; its KL and TV"
                            + " bands are `binary-kl` and `binary-tv`.",
                    "condition: {kind: binary-chi2, delta: 0.05, cap: 10.0}"),
            preset(
                    "dgpo",
                    "arXiv:2603.14389; VenomRose-Juri/DGPO-RL@cc225d44, core_algos.py",
                    "n = 2 for its model of 1.5 B weights.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: {kind: power-decay, n: 1.0, m: 2.0}",
                    "aggregation: token-mean"),
            preset(
                    "ctpo",
                    "arXiv:2605.07331; horizon-llm/CTPO@acc4021, core_algos.py",
                    "The upper bound is the dual cap too.",
                    "condition: {kind: position-band, low: 0.025, high: 0.05, power: 0.5}",
                    "level: prefix-product",
                    "worsening_cap: {kind: by-position, high: 0.05, power: 0.5}",
                    "aggregation: token-mean"),
            preset(
                    "ctpo-geometric",
                    "arXiv:2605.07331; horizon-llm/CTPO@acc4021, core_algos.py",
                    "The same bounds, of the mean in place of the sum: divided by t.",
                    "condition: {kind: position-band, low: 0.025, high: 0.05, power: -0.5}",
                    "level: prefix-geometric-mean",
                    "worsening_cap: {kind: by-position, high: 0.05, power: -0.5}",
                    "aggregation: token-mean"),
            preset(
                    "m2po",
                    "arXiv:2510.01161; Trinity-RFT@3a41dc21, m2po_policy_loss.py",
                    "As its code has it now: tokens are left out, largest (log w)² first, until the mean is within the budget.",
                    "condition: {kind: second-moment-prefix, budget: 0.04, over: outward}",
                    "response: mask",
                    "aggregation: token-mean"),
            preset(
                    "rec-one-side",
                    "arXiv:2509.24203; Trinity-RFT@1d7fae4a, rec_policy_loss.py",
                    "PPO's mask without an importance weight.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: log-probability",
                    "aggregation: token-mean"),
            preset(
                    "rec-two-side",
                    "arXiv:2509.24203; Trinity-RFT@1d7fae4a, rec_policy_loss.py",
                    "",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: log-probability",
                    "sidedness: agnostic",
                    "aggregation: token-mean"),
            preset(
                    "rec-ring",
                    "arXiv:2509.24203; Trinity-RFT@1d7fae4a, rec_policy_loss.py",
                    "Its default arguments; its constructor has 0.4 and 0.4 for the outer bounds.",
                    "condition: {kind: ring, epsilon_low: 0.2, epsilon_high: 0.2, outer_low: 0.6, outer_high: 2.0}",
                    "response: log-probability",
                    "sidedness: agnostic",
                    "aggregation: token-mean"),
            preset(
                    "up-grpo",
                    "arXiv:2607.06987; verl pull request 7022",
                    "For A > 0 no bound and no weight; for the others PPO's clip and a dual clip at 3.",
                    "condition: {kind: quadrant, low_positive: 0.0, high_positive: .inf, low_negative: 0.8, high_negative: .inf}",
                    "response: {kind: by-sign, positive: log-probability, negative: stop}",
                    "worsening_cap: {kind: dual-clip, cap: 3}",
                    "aggregation: token-mean"),
            preset(
                    "fipo",
                    "arXiv:2603.19835; ms-swift@3602360a, grpo_trainer.py",
                    "DAPO times a weight from the future; the authors' script leaves out ratios above 10 (`max_ratio`).",
                    "condition: {kind: clip-higher, epsilon_low: 0.2, epsilon_high: 0.28}",
                    "weight: {kind: future, half_life: 32.0, low: 1.0, high: 1.2, max_ratio: .inf, worsened_ratio: 4.0,"
                            + " worsened_low: 0.8}",
                    "aggregation: token-mean"),
            preset(
                    "flash-reinforce",
                    "FlashREINFORCE 2026, OpenRLHF pull request 1339; NVIDIA-NeMo/labs-molt@7e796e4e",
                    "Made for one completion a prompt. δ of its 1.5 B reasoning model; 0.003 for Qwen-Math. Its choice of the"
                            + " most uncertain tokens of failures is not here.",
                    "condition: {kind: sequence-binary-kl, delta: 0.005}",
                    "response: mask",
                    "sidedness: agnostic",
                    "advantage: batch-mean",
                    "anchor: sampler"),
            preset(
                    "ipo",
                    "prime-rl 2026, loss.py of September",
                    "Its default loss: 0.3 in place of August's 0.1 (`ipo-2026-08`), no penalty, nothing of a ratio above 10,000.",
                    "condition: {kind: all, of: [{kind: binary-tv, epsilon_low: 0.3, epsilon_high: 0.3}, {kind: clip-higher,"
                            + " epsilon_low: 1.0, epsilon_high: 9999.0}]}",
                    "response: mask",
                    "sidedness: agnostic",
                    "advantage: {kind: group-mean, std: none}",
                    "anchor: sampler",
                    "aggregation: token-mean"),
            preset(
                    "icepop-prime-rl",
                    "prime-rl 2026, loss.py of September; Ring-1T 2025, arXiv:2510.18855",
                    "One ratio to the sampler, masked outside of [0.2, 5]; `icepop` is the paper's correction beside a clip.",
                    "condition: {kind: clip-higher, epsilon_low: 0.8, epsilon_high: 4.0}",
                    "response: mask",
                    "sidedness: agnostic",
                    "advantage: {kind: group-mean, std: none}",
                    "anchor: sampler",
                    "aggregation: token-mean"),
            preset(
                    "seq-tis",
                    "prime-rl 2026, pull request 3384",
                    "",
                    "response: {kind: truncated-mask, cap: 2}",
                    "level: sequence-product",
                    "anchor: sampler",
                    "aggregation: token-mean"),
            preset(
                    "seq-mis",
                    "prime-rl 2026, pull request 3384",
                    "Tested at the geometric mean, weighed with the product. The bounds are ours.",
                    "condition: {kind: clip-higher, epsilon_low: 0.5, epsilon_high: 1.0}",
                    "response: {kind: truncated-mask, cap: .inf}",
                    "sidedness: agnostic",
                    "level: {kind: two-levels, tested: sequence-geometric-mean, weighed: sequence-product}",
                    "anchor: sampler",
                    "aggregation: token-mean"),
            preset(
                    "rollout-is",
                    "GLM-5 2026; NovaSky-AI/SkyRL@a9564572e, ppo_utils.py",
                    "Double-sided calibrated importance sampling: one ratio, to the sampler.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "response: mask",
                    "sidedness: agnostic",
                    "anchor: sampler",
                    "aggregation: token-mean"),
            preset(
                    "a-3po",
                    "A-3PO 2025; inclusionAI/AReaL@4aef98d8d, actor.py",
                    "α of rollouts two versions old. The weight anchor/sampler of its decoupled form is `correction`.",
                    "condition: {kind: ratio, epsilon: 0.2}",
                    "anchor: {kind: interpolated, alpha: 0.5}",
                    "aggregation: token-mean"),
            preset(
                    "real",
                    "arXiv:2602.05630; ms-swift@3602360a, grpo_trainer.py",
                    "Right and wrong are A above and below 0. Groups stay together in the updates.",
                    "response: {kind: group-classification, temperature: 0.5}",
                    "advantage: {kind: group-mean, std: none}"),
            preset(
                    "gvpo",
                    "arXiv:2504.19599; verl-recipe@48ea0a7, gvpo",
                    "Groups stay together in the updates.",
                    "response: {kind: group-variance, beta: 0.1}",
                    "advantage: {kind: group-mean, std: none}",
                    "aggregation: sequence-sum"),
            preset(
                    "a-star-po",
                    "arXiv:2505.20686; TRL, experimental, a2po",
                    "V* is of the step's group, not of earlier samples of the reference policy; both β are ours.",
                    "response: {kind: regression, beta: 1.0e-3, against: reference}",
                    "advantage: {kind: optimal-value, beta: 0.5}",
                    "aggregation: sequence-sum"),
            preset(
                    "score-centering",
                    "arXiv:2609.20807; NVIDIA-NeMo/labs-molt, score_centering.py",
                    "With a weight of at most 2. Exact over the vocabulary; composes with any condition on ratio and probability.",
                    "response: {kind: truncated-mask, cap: 2}",
                    "advantage: {kind: group-mean, std: none}",
                    "control_variate: score-centering",
                    "aggregation: token-mean"),
            preset(
                    "troll",
                    "arXiv:2510.03817, in a form of others (GRIT)",
                    "Over the whole vocabulary; ε is ours.",
                    "response: {kind: projection, epsilon: 0.05}",
                    "aggregation: token-mean"));

    private RecentPresets() {}
}
