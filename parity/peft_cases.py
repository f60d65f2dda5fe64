"""Adapters of every kind that PEFT saves, on small random models: what both parity/folders and parity/adapters draw from."""

import warnings

import peft
import torch

LINEAR = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]

# The settings of each case and whether the head is tied to the embedding; three tied ones change the head or the embedding alone.
CASES = {
    "plain": (dict(target_modules=["q_proj", "v_proj"]), True),
    "all-linear": (dict(target_modules="all-linear", r=3), False),
    "all-linear-capitals": (dict(target_modules="ALL-LINEAR", r=3), True),
    "rank-pattern": (dict(target_modules=LINEAR, rank_pattern={"q_proj": 2, "layers.1.mlp.up_proj": 6}), False),
    "alpha-pattern": (dict(target_modules=LINEAR, alpha_pattern={"v_proj": 3, r".*\.0\.mlp\..*": 5}), True),
    "both-patterns": (dict(target_modules=["q_proj", "k_proj", "o_proj"], rank_pattern={"[qk]_proj": 1}, alpha_pattern={"model.layers.0.self_attn.k_proj": 32}), False),
    "rslora": (dict(target_modules=LINEAR, use_rslora=True), False),
    "rslora-patterns": (dict(target_modules=LINEAR, use_rslora=True, rank_pattern={"proj": 7, "k_proj": 2}, alpha_pattern={"k_proj": 9}), False),
    "paths": (dict(target_modules=["self_attn.q_proj", "model.layers.1.mlp.down_proj"]), False),
    "expression": (dict(target_modules=r".*\.layers\.[01]\.(self_attn\.(q|o)_proj|mlp\.gate_proj)"), False),
    "expression-named": (dict(target_modules=r".*(?P<kind>mlp|attn)\.\w+_proj"), True),
    "exclude": (dict(target_modules=LINEAR, exclude_modules=["k_proj", "layers.0.mlp.up_proj"]), False),
    "exclude-expression": (dict(target_modules="all-linear", exclude_modules=r".*\.1\..*"), False),
    "layers": (dict(target_modules=["q_proj", "up_proj"], layers_to_transform=[1]), False),
    "one-layer": (dict(target_modules=["q_proj", "up_proj"], layers_to_transform=0), False),
    "layers-pattern": (dict(target_modules=["q_proj", "down_proj"], layers_to_transform=[0], layers_pattern="layers"), False),
    "dora": (dict(target_modules=LINEAR, use_dora=True), False),
    "dora-patterns": (dict(target_modules=["k_proj", "down_proj"], use_dora=True, use_rslora=True, rank_pattern={"k_proj": 2}), True),
    "bias-all": (dict(target_modules=["q_proj", "v_proj"], bias="all"), False),
    "bias-lora-only": (dict(target_modules=["q_proj", "gate_proj"], bias="lora_only"), True),
    "lora-bias": (dict(target_modules=["q_proj", "v_proj"], lora_bias=True), False),
    "save-head": (dict(target_modules=["q_proj"], modules_to_save=["lm_head"]), False),
    "save-head-tied": (dict(target_modules=["q_proj"], modules_to_save=["lm_head"]), True),
    "save-embedding": (dict(target_modules=["v_proj"], modules_to_save=["embed_tokens"]), False),
    "save-embedding-tied": (dict(target_modules=["v_proj"], modules_to_save=["embed_tokens"]), True),
    "save-both": (dict(target_modules=["o_proj"], modules_to_save=["embed_tokens", "lm_head"]), False),
    "save-both-tied": (dict(target_modules=["o_proj"], modules_to_save=["embed_tokens", "lm_head"]), True),
    "save-norms": (dict(target_modules=["q_proj"], modules_to_save=["input_layernorm", "norm"]), False),
    "save-matrix": (dict(target_modules=["q_proj", "up_proj"], modules_to_save=["k_proj", "layers.1.mlp.up_proj"]), False),
    "target-embedding": (dict(target_modules=["embed_tokens", "q_proj"]), False),
    "target-embedding-tied": (dict(target_modules=["embed_tokens", "q_proj"]), True),
    "target-head": (dict(target_modules=["lm_head", "q_proj"]), False),
    "target-head-tied": (dict(target_modules=["lm_head", "v_proj"]), True),
    "target-both": (dict(target_modules=["lm_head", "embed_tokens"], use_rslora=True), False),
    "dora-head": (dict(target_modules=["lm_head", "q_proj"], use_dora=True), False),
    "dora-embedding": (dict(target_modules=["embed_tokens", "q_proj"], use_dora=True), False),
    "tokens": (dict(target_modules=["q_proj"], trainable_token_indices=[3, 5, 0]), False),
    "tokens-tied": (dict(target_modules=["q_proj"], trainable_token_indices=[3, 5, 0]), True),
    "tokens-by-module": (dict(target_modules=["q_proj"], trainable_token_indices={"embed_tokens": [1, 9]}), True),
    "tokens-of-both": (dict(target_modules=["q_proj"], trainable_token_indices={"embed_tokens": [1, 9], "lm_head": [2, 3]}), False),
    "tie-embedding-saved": (dict(target_modules=["q_proj"], modules_to_save=["embed_tokens"], ensure_weight_tying=True), True),
    "tie-embedding-targeted": (dict(target_modules=["embed_tokens", "q_proj"], ensure_weight_tying=True), True),
    "gaussian": (dict(target_modules=["q_proj"], init_lora_weights="gaussian"), False),
    "orthogonal": (dict(target_modules=["q_proj"], init_lora_weights="orthogonal", r=4), False),
    "pissa": (dict(target_modules=["q_proj", "down_proj"], init_lora_weights="pissa"), False),
    "pissa-iterated": (dict(target_modules=["q_proj"], init_lora_weights="pissa_niter_4"), False),
    "olora": (dict(target_modules=["q_proj", "down_proj"], init_lora_weights="olora"), False),
    "mica": (dict(target_modules=["q_proj"], init_lora_weights="mica"), False),
    "alora": (dict(target_modules=["q_proj"], alora_invocation_tokens=[3, 5]), False),
    "parameters": (dict(target_parameters=["q_proj.weight"]), False),
    "replicated": (dict(target_modules=["q_proj"], layer_replication=[[0, 2], [1, 2]]), False),
}


def adapted(base, settings):
    """A PEFT model whose every part is random, so that nothing can be left out unnoticed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        config = peft.LoraConfig(**{"r": 4, "lora_alpha": 6, "task_type": "CAUSAL_LM", **settings})
        model = peft.get_peft_model(base, config)
    decomposed = str(config.init_lora_weights).startswith(("pissa", "olora"))
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.requires_grad:
                if "magnitude" in name:
                    weight.mul_(1 + 0.3 * torch.randn_like(weight))
                elif "lora_" in name:
                    weight.add_(torch.randn_like(weight) * (0.05 if decomposed else 0.3))
                else:
                    weight.add_(torch.randn_like(weight) * 0.2)
    return model.eval()
