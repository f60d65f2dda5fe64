"""Random configurations of ten families, in transformers and in Kedge: `parity/models/run compare [COUNT] [SEED]`.

Draws until COUNT of them load in transformers, compares log-probabilities of two random texts (Kedge's by `./kedge score`), and prints
a table: equal (to 1e-3), refused by name, different. Every case that is not equal is printed above it.
"""

import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import torch

import tiny

HOME = Path(__file__).resolve().parent.parent.parent
KEDGE = shlex.split(os.environ.get("KEDGE", str(HOME / "kedge")))
CLOSE = 1e-3
POSITIONS = 64
FAMILIES = list(tiny.ARCHITECTURES)
ACTIVATIONS = ["silu", "gelu", "gelu_pytorch_tanh", "relu", "gelu_new", "quick_gelu", "swish", "relu2", "gelu_fast", "mish"]
TYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16, "float64": torch.float64}


def rotary(draw, family, settings, width):
    """Some kind of rotary positions, in one of its spellings."""
    theta = draw.choice([500.0, 10000.0, 1000000.0])
    kinds = ["default", "default", "linear", "dynamic", "yarn", "longrope", "llama3", "proportional"]
    if family == "phi3":
        kinds = ["default", "partial", "longrope", "longrope"]
    kind = draw.choice(kinds)
    rope = {"rope_type": kind}
    if kind in ("linear", "dynamic", "yarn", "llama3", "proportional"):
        rope["factor"] = draw.choice([1.0, 2.0, 4.5, 8.0])
    if kind in ("yarn", "llama3", "longrope") and draw.random() < 0.7:
        rope["original_max_position_embeddings"] = draw.choice([8, 16, 32, 64])
    if kind == "yarn":
        for key, values in {
            "beta_fast": [8, 32.0],
            "beta_slow": [1, 2.0],
            "attention_factor": [0.8, 1.3],
            "mscale": [0.707],
            "mscale_all_dim": [0.5],
            "truncate": [False, True],
        }.items():
            if draw.random() < 0.3:
                rope[key] = draw.choice(values)
    if kind == "llama3":
        rope.update(low_freq_factor=1.0, high_freq_factor=draw.choice([2.0, 4.0]))
    if kind == "proportional":
        rope["partial_rotary_factor"] = draw.choice([0.25, 0.5, 1.0])
    if kind == "longrope":
        rope["short_factor"] = [round(draw.uniform(1, 2), 3) for _ in range(width // 2)]
        rope["long_factor"] = [round(draw.uniform(2, 8), 3) for _ in range(width // 2)]
        if draw.random() < 0.3:
            rope["attention_factor"] = 1.2
        if family == "phi3":
            settings["original_max_position_embeddings"] = draw.choice([8, 16, 64])
    if kind == "partial":
        rope = {"rope_type": "default"}
        settings["partial_rotary_factor"] = draw.choice([0.5, 0.75])
    if family == "gemma3_text":
        return gemma3(draw, settings, rope, theta)
    spelling = draw.choice(["scaling", "parameters", "older"])
    if spelling == "parameters":
        settings["rope_parameters"] = dict(rope, rope_theta=theta)
    else:
        settings["rope_theta"] = theta
        if kind != "default":
            if spelling == "older":
                rope["type"] = rope.pop("rope_type")
            settings["rope_scaling"] = rope
    if draw.random() < 0.1 and family != "phi3":
        settings["partial_rotary_factor"] = 0.5


def gemma3(draw, settings, rope, theta):
    if draw.random() < 0.5:
        settings["rope_parameters"] = {
            "full_attention": dict(rope, rope_theta=theta),
            "sliding_attention": {"rope_type": "default", "rope_theta": draw.choice([100.0, 10000.0])},
        }
        return
    settings["rope_theta"] = theta
    if draw.random() < 0.5:
        settings["rope_local_base_freq"] = draw.choice([100.0, 10000.0])
    if rope["rope_type"] != "default":
        settings["rope_scaling"] = rope


def windows(draw, family, settings, layers):
    types = [draw.choice(["sliding_attention", "full_attention"]) for _ in range(layers)]
    window = draw.choice([3, 5, 8, 13, 64])
    if family in ("qwen2", "qwen3", "smollm3"):
        if draw.random() < 0.5:
            settings.update(use_sliding_window=True, sliding_window=window)
            if family != "smollm3":
                settings["max_window_layers"] = draw.choice([0, 1, 2, 28])
            if draw.random() < 0.5:
                settings["layer_types"] = types
    elif family in ("mistral", "phi3"):
        settings["sliding_window"] = draw.choice([None, window, window])
    elif family.startswith("gemma"):
        settings["sliding_window"] = window
        if draw.random() < 0.5:
            settings["layer_types"] = types
        elif family == "gemma3_text" and draw.random() < 0.7:
            settings["sliding_window_pattern"] = draw.choice([2, 3])


def configuration(draw, family):
    heads = draw.choice([2, 4])
    hidden = heads * draw.choice([4, 6, 8])
    layers = draw.choice([2, 3])
    settings = {
        "vocab_size": draw.choice([24, 33]),
        "hidden_size": hidden,
        "intermediate_size": draw.choice([20, 32]),
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "num_key_value_heads": draw.choice([count for count in (1, 2, 4) if heads % count == 0]),
        "max_position_embeddings": POSITIONS,
        "rms_norm_eps": draw.choice([1e-6, 1e-5]),
    }
    width = hidden // heads
    if family.startswith("gemma") or family == "qwen3" or (family != "phi3" and draw.random() < 0.5):
        width = draw.choice([4, 6, 8, 12])
        settings["head_dim"] = width
    if draw.random() < 0.5:
        settings["tie_word_embeddings"] = draw.random() < 0.5
    if draw.random() < 0.4:
        settings["attention_bias"] = True
    if draw.random() < 0.4:
        settings["mlp_bias"] = True
    if draw.random() < 0.5:
        settings["hidden_activation" if family.startswith("gemma") else "hidden_act"] = draw.choice(ACTIVATIONS)
    if family == "granite":
        settings.update(
            embedding_multiplier=draw.choice([1.0, 12.0]),
            attention_multiplier=draw.choice([1.0, 0.3]),
            residual_multiplier=draw.choice([1.0, 0.22]),
            logits_scaling=draw.choice([1.0, 8.0]),
        )
    if family.startswith("gemma"):
        settings["query_pre_attn_scalar"] = draw.choice([4, 16, 256])
        if draw.random() < 0.5:
            settings["final_logit_softcapping"] = draw.choice([None, 5.0, 30.0])
            settings["attn_logit_softcapping"] = draw.choice([None, 5.0, 50.0])
    if family == "smollm3" and draw.random() < 0.6:
        settings["no_rope_layers"] = [draw.choice([0, 1]) for _ in range(layers)]
    elif family == "smollm3":
        settings["no_rope_layer_interval"] = 2
    windows(draw, family, settings, layers)
    rotary(draw, family, settings, width)
    return settings


def expected(model, texts):
    found = []
    for text in texts:
        logprobs = tiny.logits(model, torch.tensor([text]))[0].double().log_softmax(-1)
        found.append([float(logprobs[place, token]) for place, token in enumerate(text[1:])])
    return found


def kedge(folder, texts):
    """Log-probabilities, or the line that refuses."""
    rows = os.path.join(folder, "texts.jsonl")
    with open(rows, "w") as file:
        for text in texts:
            file.write(json.dumps({"tokens": text, "prompt_tokens": 1}) + "\n")
    done = subprocess.run(
        [*KEDGE, "score", "--model", folder, "--input", rows, "--json"], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        return (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
    return [json.loads(line)["logprobs"] for line in done.stdout.splitlines()]


def case(draw, family, number):
    """equal, refused or different; what is to be said of it; None where transformers does not load it."""
    settings = tiny.config(family, **configuration(draw, family))
    kind = draw.choice(["float32", "float32", "bfloat16", "float16", "float64"])
    settings["dtype" if draw.random() < 0.5 else "torch_dtype"] = kind
    folder = tempfile.mkdtemp(prefix="kedge-models-")
    try:
        try:
            tiny.build(folder, settings, number, TYPES[kind], draw.choice([None, 2, 3]))
            model = tiny.load(folder)
            texts = [
                [draw.randrange(3, settings["vocab_size"]) for _ in range(length)]
                for length in (draw.randint(7, 20), draw.randint(30, POSITIONS))
            ]
            right = expected(model, texts)
        except Exception as refusal:
            return None, f"{type(refusal).__name__} {refusal}"
        found = kedge(folder, texts)
        if isinstance(found, str):
            return "refused", found
        difference = max(abs(a - b) for x, y in zip(right, found) for a, b in zip(x, y))
        return ("equal" if difference < CLOSE else "different"), f"{difference:.1e} {json.dumps(settings)}"
    finally:
        shutil.rmtree(folder)


def main(count, seed):
    tally = Counter()
    worst = 0.0
    unloaded = 0
    for number in range(10 * count):
        if sum(tally.values()) == count:
            break
        draw = random.Random(1000 * seed + number)
        family = FAMILIES[number % len(FAMILIES)]
        outcome, note = case(draw, family, number)
        if outcome is None:
            unloaded += 1
            continue
        tally[family, outcome] += 1
        if outcome == "equal":
            worst = max(worst, float(note.split()[0]))
        else:
            print(f"{number} {family} {outcome}: {note}", flush=True)
    print(f"\n{count} configurations (seed {seed}; {unloaded} more that transformers refuses), largest difference of an equal one {worst}\n")
    print("| family | equal | refused by name | different |\n|---|---:|---:|---:|")
    for family in FAMILIES:
        print(f"| {family} | " + " | ".join(str(tally[family, kind]) for kind in ("equal", "refused", "different")) + " |")
    totals = [sum(tally[family, kind] for family in FAMILIES) for kind in ("equal", "refused", "different")]
    print("| all | " + " | ".join(map(str, totals)) + " |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
