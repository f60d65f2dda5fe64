"""Makes the golden values of FamilyGoldenTest: `parity/models/run golden trainer/src/test/resources/families [CASE…]`."""

import os
import shutil
import sys

import torch
from safetensors.torch import save_file

import tiny

LENGTH = 24
YARN = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 16}
LONG = {
    "rope_type": "longrope",
    "short_factor": [1.0, 1.5],
    "long_factor": [2.0, 5.0],
    "original_max_position_embeddings": 16,
}

CASES = {
    "llama-biases": ("llama", {"attention_bias": True, "mlp_bias": True, "hidden_act": "gelu"}),
    "llama-linear": ("llama", {"rope_scaling": {"type": "linear", "factor": 2.5}, "hidden_act": "relu2"}),
    "llama-yarn": ("llama", {"rope_scaling": YARN, "head_dim": 8}),
    "llama-yarn-mscale": (
        "llama",
        {"rope_scaling": dict(YARN, mscale=0.7, mscale_all_dim=0.3, beta_fast=4, beta_slow=2, truncate=False)},
    ),
    "llama-dynamic": ("llama", {"rope_scaling": {"rope_type": "dynamic", "factor": 2.0}}),
    "llama-proportional": (
        "llama",
        {"rope_scaling": {"rope_type": "proportional", "factor": 2.0, "partial_rotary_factor": 0.5}, "head_dim": 8},
    ),
    "llama-longrope": ("llama", {"rope_scaling": LONG}),
    "llama-longrope-short": ("llama", {"rope_scaling": dict(LONG, original_max_position_embeddings=32)}),
    "qwen2-window": (
        "qwen2",
        {"use_sliding_window": True, "sliding_window": 5, "max_window_layers": 1, "hidden_act": "gelu_pytorch_tanh"},
    ),
    "qwen3-layer-types": (
        "qwen3",
        {
            "use_sliding_window": True,
            "sliding_window": 7,
            "layer_types": ["sliding_attention", "full_attention"],
            "attention_bias": True,
            "head_dim": 6,
        },
    ),
    "mistral-window": ("mistral", {"sliding_window": 6, "hidden_act": "quick_gelu"}),
    "mistral-yarn": ("mistral", {"sliding_window": None, "rope_scaling": YARN, "head_dim": 6}),
    "smollm3": ("smollm3", {"num_hidden_layers": 4, "no_rope_layer_interval": 2}),
    "smollm3-window": (
        "smollm3",
        {
            "no_rope_layers": [1, 0],
            "use_sliding_window": True,
            "sliding_window": 5,
            "attention_bias": True,
            "mlp_bias": True,
            "tie_word_embeddings": False,
        },
    ),
    "phi3": ("phi3", {"sliding_window": 9, "head_dim": "absent"}),
    "phi3-partial": ("phi3", {"partial_rotary_factor": 0.5, "hidden_size": 32, "sliding_window": None}),
    "phi3-longrope": (
        "phi3",
        {
            "rope_scaling": {"type": "longrope", "short_factor": [1.0, 1.5], "long_factor": [2.0, 5.0]},
            "original_max_position_embeddings": 16,
        },
    ),
    "olmo2": ("olmo2", {}),
    "olmo2-bias": ("olmo2", {"attention_bias": True, "rope_scaling": YARN, "head_dim": 6}),
    "granite": (
        "granite",
        {
            "embedding_multiplier": 3.0,
            "attention_multiplier": 0.4,
            "residual_multiplier": 0.6,
            "logits_scaling": 2.5,
            "tie_word_embeddings": True,
        },
    ),
    "granite-biases": ("granite", {"attention_bias": True, "mlp_bias": True, "logits_scaling": 0.5}),
    "gemma2": ("gemma2", {"head_dim": 6, "sliding_window": 7, "query_pre_attn_scalar": 10}),
    "gemma2-caps": (
        "gemma2",
        {
            "head_dim": 4,
            "sliding_window": 5,
            "attn_logit_softcapping": 2.0,
            "final_logit_softcapping": 3.0,
            "attention_bias": True,
            "layer_types": ["full_attention", "sliding_attention"],
        },
    ),
    "gemma3": (
        "gemma3_text",
        {"head_dim": 8, "sliding_window": 6, "sliding_window_pattern": 2, "rope_theta": 5000.0, "num_hidden_layers": 3},
    ),
    "gemma3-scaled": (
        "gemma3_text",
        {
            "head_dim": 4,
            "sliding_window": 6,
            "layer_types": ["full_attention", "sliding_attention"],
            "rope_scaling": {"rope_type": "linear", "factor": 8.0},
            "rope_local_base_freq": 300.0,
            "final_logit_softcapping": 4.0,
            "query_pre_attn_scalar": 7,
            "attention_bias": True,
        },
    ),
}


def main(folder, chosen):
    for number, (name, (family, settings)) in enumerate(CASES.items()):
        if chosen and name not in chosen:
            continue
        target = os.path.join(folder, name)
        shutil.rmtree(target, ignore_errors=True)
        model = tiny.build(target, tiny.config(family, **settings), seed=100 + number)
        generator = torch.Generator().manual_seed(number)
        ids = torch.randint(3, 24, (2, LENGTH), generator=generator)
        values = {"input_ids": ids, "logits": tiny.logits(model, ids)}
        save_file(values, os.path.join(target, "values.safetensors"))
        print(name)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
