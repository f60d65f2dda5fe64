"""Tiny random models of transformers: a folder with config.json, weights, and what transformers computes with them."""

import json
import logging
import os
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModelForCausalLM

transformers.logging.set_verbosity_error()

BASE = {
    "vocab_size": 24,
    "hidden_size": 16,
    "intermediate_size": 20,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 64,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}

ARCHITECTURES = {
    "llama": "LlamaForCausalLM",
    "mistral": "MistralForCausalLM",
    "qwen2": "Qwen2ForCausalLM",
    "qwen3": "Qwen3ForCausalLM",
    "smollm3": "SmolLM3ForCausalLM",
    "phi3": "Phi3ForCausalLM",
    "olmo2": "Olmo2ForCausalLM",
    "granite": "GraniteForCausalLM",
    "gemma2": "Gemma2ForCausalLM",
    "gemma3_text": "Gemma3ForCausalLM",
}


def config(family, **settings):
    """The content of a config.json."""
    whole = dict(BASE, model_type=family, architectures=[ARCHITECTURES[family]])
    whole.update(settings)
    return {key: value for key, value in whole.items() if value != "absent"}


def build(folder, settings, seed, dtype=torch.float32, shard=None):
    """Writes config.json and weights; returns the model, or raises what transformers raises."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "config.json"), "w") as file:
        json.dump(settings, file, indent=1, sort_keys=True)
    # Without a type transformers 5 takes the config's, and rounds what is drawn and all that is computed.
    model = AutoModelForCausalLM.from_config(
        AutoConfig.from_pretrained(folder), dtype=torch.float32, attn_implementation="eager")
    draw(model, seed)
    with torch.no_grad():
        for parameter in model.parameters():  # not the buffers, which transformers makes anew in float32
            parameter.copy_(parameter.to(dtype))
    weights = {}
    for name, tensor in model.state_dict().items():
        if model.config.tie_word_embeddings and name == "lm_head.weight":
            continue
        weights[name] = tensor.to(dtype).contiguous().clone()
    save(folder, weights, shard)
    return model.eval()


def load(folder):
    """The model of a folder as transformers reads it, computing in float32 whatever type its weights have."""
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def save(folder, weights, shard):
    names = sorted(weights)
    if shard is None or len(names) < shard:
        save_file(weights, os.path.join(folder, "model.safetensors"), metadata={"format": "pt"})
        return
    index = {}
    for part in range(shard):
        file = f"model-{part + 1:05d}-of-{shard:05d}.safetensors"
        chosen = names[part::shard]
        save_file({name: weights[name] for name in chosen}, os.path.join(folder, file), metadata={"format": "pt"})
        index.update({name: file for name in chosen})
    with open(os.path.join(folder, "model.safetensors.index.json"), "w") as file:
        json.dump({"metadata": {}, "weight_map": index}, file)


def draw(model, seed):
    """Matrices N(0, 0.3), vectors around what they start with N(0, 0.3)."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            noise = torch.randn(parameter.shape, generator=generator)
            if parameter.dim() > 1:
                parameter.copy_(0.3 * noise)
            else:
                start = 0.0 if name.endswith("bias") else float(parameter.detach().flatten()[0])
                parameter.copy_(start + 0.3 * noise)


def logits(model, ids):
    with torch.no_grad():
        return model(ids, use_cache=False).logits.to(torch.float32)
