"""What TensorBoard's reader finds in a run's event file, beside the lines of metrics.jsonl: parity/tensorboard."""

import json
import math
import shutil
import struct
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import tensorboard
from tensorboard.backend.event_processing import event_accumulator

RECIPE = """
name: events
seed: 1
threads: 1
task: {kind: addition, digits: 2}
model: {kind: new, hidden_size: 16, feed_forward_size: 24, layers: 1, query_heads: 2, key_value_heads: 1, head_width: 8, max_positions: 48}
warm_start: {updates: 12, batch_size: 4, checkpoint_every: 5, learning_rate: {peak: 3.0e-3}}
steps: 4
rollout: {prompts_per_step: 4, group_size: 4, sampling: {max_new_tokens: 16}}
objective: {preset: atr-grpo}
update: {mini_batches: 2, learning_rate: {peak: 1.0e-3}}
evaluation: {split: test, prompts: 4, samples: 2, every: 2}
checkpoint: {every: 2, keep_last: 2}
"""


def run(program, *arguments):
    done = subprocess.run([program, "train", *arguments], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(f"kedge train {' '.join(arguments)}: {done.stderr}")


def made(program, scratch):
    """A whole run, and the same taken back to step 2 and finished again."""
    recipe = scratch / "events.yaml"
    recipe.write_text(RECIPE)
    whole, resumed = scratch / "whole", scratch / "resumed"
    run(program, str(recipe), "--run-dir", str(whole))
    shutil.copytree(whole, resumed)
    shutil.rmtree(resumed / "checkpoints" / "step-4")
    run(program, "--resume", "--run-dir", str(resumed))
    return [whole, resumed]


def float32(value):
    return math.nan if value is None else struct.unpack("<f", struct.pack("<f", value))[0]


def lines(folder):
    """Tag to points (step, value), as docs/run-directory.md says that a line becomes events."""
    found = defaultdict(list)
    for line in map(json.loads, (folder / "metrics.jsonl").read_text().splitlines()):
        step, phase = line.pop("step"), line.pop("phase")
        for name, value in line.items():
            prefix = f"{phase}/" if phase in ("warm_start", "summary") and not name.startswith(f"{phase}/") else ""
            found[prefix + name].append((step, float32(value)))
    return found


def same(one, other):
    return len(one) == len(other) and all(
        a == c and (b == d or (not math.isfinite(b) and not math.isfinite(d))) for (a, b), (c, d) in zip(one, other))


def hyper_parameters(reader):
    """What the page HPARAMS reads."""
    from tensorboard.plugins.hparams import metadata

    found = reader.summary_metadata.get(metadata.SESSION_START_INFO_TAG)
    if found is None:
        return {}
    start = metadata.parse_session_start_info_plugin_data(found.plugin_data.content)
    return {key: getattr(value, value.WhichOneof("kind")) for key, value in start.hparams.items()}


def compare(folder):
    """A row of the table, and whether all of it is as it should be."""
    reader = event_accumulator.EventAccumulator(
        str(folder), size_guidance={event_accumulator.SCALARS: 0, event_accumulator.TENSORS: 0})
    reader.Reload()
    scalars = {tag: [(event.step, event.value) for event in reader.Scalars(tag)] for tag in reader.Tags()["scalars"]}
    expected = lines(folder)
    wrong = [tag for tag in sorted(expected.keys() | scalars.keys()) if not same(expected.get(tag, []), scalars.get(tag, []))]
    for tag in wrong[:10]:
        print(f"{folder.name} {tag}: metrics.jsonl {expected.get(tag)}, TensorBoard {scalars.get(tag)}", file=sys.stderr)
    text = ""
    if "config" in reader.Tags()["tensors"]:
        text = reader.Tensors("config")[0].tensor_proto.string_val[0].decode()
    config = (folder / "config.yaml").read_text()
    chosen = hyper_parameters(reader)
    points = sum(map(len, expected.values()))
    good = not wrong and config.strip() in text and {"seed", "steps"} <= chosen.keys()
    cells = [folder.name, f"{len(expected) - len(wrong)} of {len(expected.keys() | scalars.keys())}", points,
             "yes" if config.strip() in text else "no", len(chosen), "as it should be" if good else "**wrong**"]
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    return good


def main():
    program, *given = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(given[0])] if given else made(program, Path(scratch))
        print(f"tensorboard {tensorboard.__version__}\n")
        print("| run | tags with the same steps and values | points | config.yaml as text | hyper-parameters | |")
        print("|---|---:|---:|---|---:|---|")
        return all([compare(folder) for folder in folders])


sys.exit(0 if main() else 1)
