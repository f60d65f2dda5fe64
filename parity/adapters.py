"""Random adapters, PEFT beside `./kedge score`: equal, refused, or different."""

import argparse
import collections
import json
import random
import subprocess
import tempfile
import warnings
from pathlib import Path

import peft
import torch
import transformers
from safetensors.torch import load_file

import folders
import kedge
import peft_cases

EQUAL = 1e-3  # of a log-probability
INITIAL = [True] * 5 + ["gaussian", "orthogonal", "pissa", "olora", "pissa_niter_2"]
PATTERNS = ["q_proj", "[kv]_proj", r".*\.0\..*", "mlp.up_proj", "layers.1.self_attn.o_proj", "proj"]


def drawn(chance):
    """Settings of a LoraConfig."""
    settings = {"r": chance.choice([2, 4, 8]), "lora_alpha": chance.randint(1, 16), "use_rslora": chance.random() < 0.3}
    modules = chance.sample(peft_cases.LINEAR, chance.randint(1, 7))
    settings["target_modules"] = chance.choice([
        modules,
        modules,
        "all-linear",
        ["self_attn." + chance.choice(["q_proj", "o_proj"]), "model.layers.1.mlp.down_proj"],
        r".*\.(self_attn\.[qv]_proj|mlp\.(gate|up)_proj)",
        modules + [chance.choice(["embed_tokens", "lm_head"])],
    ])
    listed = isinstance(settings["target_modules"], list)
    if chance.random() < 0.4:
        settings["rank_pattern"] = {name: chance.choice([1, 2, 6]) for name in chance.sample(PATTERNS, 2)}
    if chance.random() < 0.4:
        settings["alpha_pattern"] = {name: chance.randint(1, 30) for name in chance.sample(PATTERNS, 2)}
    if listed and chance.random() < 0.25:
        settings["layers_to_transform"] = chance.choice([0, [1], [0, 2]])
    if chance.random() < 0.2:
        settings["exclude_modules"] = chance.choice([["k_proj"], r".*\.2\..*", ["layers.0.mlp.up_proj", "v_proj"]])
    settings["use_dora"] = chance.random() < 0.25
    settings["bias"] = chance.choice(["none", "none", "none", "all", "lora_only"])
    if chance.random() < 0.25:
        settings["modules_to_save"] = chance.choice([["lm_head"], ["embed_tokens"], ["norm"], ["embed_tokens", "lm_head"]])
    elif chance.random() < 0.25:
        settings["trainable_token_indices"] = chance.choice([[1, 5], {"embed_tokens": [0, 7]}, {"lm_head": [2, 3]}])
    settings["init_lora_weights"] = chance.choice(INITIAL)
    if chance.random() < 0.05:
        settings["alora_invocation_tokens"] = [3, 4]
    return settings


def log_probabilities(model, tokens):
    with torch.no_grad():
        found = torch.log_softmax(model(tokens).logits.double(), -1)
    return found[:, :-1].gather(-1, tokens[:, 1:, None]).squeeze(-1)


def kedges(folder, base, tokens):
    """Log-probabilities of all tokens but the first, or why there are none."""
    rows = folder / "tokens.jsonl"
    rows.write_text("".join(json.dumps({"tokens": row, "prompt_tokens": 1}) + "\n" for row in tokens.tolist()))
    done = subprocess.run(
        [str(kedge.HOME / "kedge"), "score", "--model", str(folder), "--base", str(base), "--input", str(rows), "--json"],
        capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        return None, done.stderr.strip().splitlines()[-1].replace(str(folder), "…")
    return torch.tensor([json.loads(line)["logprobs"] for line in done.stdout.splitlines()], dtype=torch.float64), ""


def short(settings):
    neutral = {"use_rslora": False, "use_dora": False, "bias": "none", "init_lora_weights": True}
    return ", ".join(f"{key} {value}" for key, value in settings.items() if neutral.get(key) != value)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=20261129)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    folders.SIZES.update(hidden_size=32, intermediate_size=48, num_hidden_layers=3, vocab_size=48)
    chance = random.Random(options.seed)
    results = collections.Counter()
    print("| settings | model | result |\n|---|---|---|")
    number = 0
    while number < options.count:
        settings, family, tied = drawn(chance), chance.choice(list(folders.FAMILIES)), chance.random() < 0.5
        older = chance.random() < 0.2
        with tempfile.TemporaryDirectory() as scratch:
            base, folder = Path(scratch) / "base", Path(scratch) / "adapters"
            folders.model(folders.FAMILIES[family](tied), chance.randrange(1 << 30)).save_pretrained(base)
            try:
                read = lambda: transformers.AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
                peft_cases.adapted(read(), settings).save_pretrained(folder)
                expected_model = peft.PeftModel.from_pretrained(read(), folder).eval()
            except Exception:  # PEFT itself refuses some of what is drawn
                continue
            if older:
                torch.save(load_file(folder / "adapter_model.safetensors"), folder / "adapter_model.bin")
                (folder / "adapter_model.safetensors").unlink()
            tokens = torch.randint(0, 48, (3, 20))
            expected = log_probabilities(expected_model, tokens)
            found, reason = kedges(folder, base, tokens)
        if found is None:
            result, text = "refused", "refused: " + reason.split("adapter_config.json: ")[-1]
        else:
            difference = (found - expected).abs().max().item()
            result = "equal" if difference < EQUAL else "different"
            text = f"{result}, {difference:.0e}"
        results[result] += 1
        number += 1
        model = f"{family}, {'tied' if tied else 'untied'}{', .bin' if older else ''}"
        cells = [cell.replace("|", "\\|") for cell in (short(settings), model, text)]
        print(f"| {cells[0]} | {cells[1]} | {cells[2]} |", flush=True)
    print("\n" + ", ".join(f"{count} {result}" for result, count in sorted(results.items())))


if __name__ == "__main__":
    main()
