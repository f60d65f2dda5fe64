"""Time and memory of a step of GRPO in Kedge and in TRL, in turns: parity/step.

Both sample 8 completions of at most 48 tokens for each of 8 prompts, judge them by the same rule (an even number of characters), and make
one update with the same learning rate, without a reference policy: TRL in micro-batches of 16 completions, Kedge with a worker for each
core, in micro-batches of MICRO_BATCH tokens together, with what texts begin with alike read once and without a pass that scores before the
update, as TRL has none. Each process makes 1 step that warms up and 3 that are timed; prompts are SHORT (about 50 tokens) or LONG (about
130).
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SUBJECTS = ["a lighthouse", "the sea", "an old map", "a stubborn mule", "the last train", "winter", "a broken clock", "bread"]
SHORT = "Tell me a long story about {}, with many details and no end in sight."
LONG = "Remember these rules. " + " ".join(f"Rule {i}: never use the word number {i} twice." for i in range(1, 8)) + " " + SHORT
STEPS = 4
MICRO_BATCH = 768
TEMPLATES = {"SHORT": SHORT, "LONG": LONG}


def peak(command):
    """The seconds of the timed steps, and the peak of memory, of a command that prints them as JSON."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["seconds"], answer["gibibytes"]


def kedge(program, model, compute, template, folder):
    """Trains with Kedge; called in a process of its own, whose children's memory is counted."""
    data, held_out = folder / "train.jsonl", folder / "test.jsonl"
    for file, subjects in (data, SUBJECTS), (held_out, ["a letter"]):
        rows = [{"messages": [{"role": "user", "content": template.format(each)}]} for each in subjects]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "EvenLength.java").write_text(
        "import dev.kedge.api.*;\n"
        "public final class EvenLength implements Verifier {\n"
        "  @Override public Verdict verify(Prompt prompt, String completion) {\n"
        '    return completion.length() % 2 == 0 ? Verdict.correct("even") : Verdict.wrong("odd", "");\n'
        "  }\n"
        "}\n")
    recipe = folder / "step.yaml"
    recipe.write_text(f"""
name: step
task: {{kind: dataset, train: [{data}], test: [{held_out}], prompt: "{{messages}}", answer: ""}}
reward: {{kind: java-source, source: {folder / "EvenLength.java"}}}
model: {{kind: directory, path: {model}, compute: {compute}}}
workers: {os.cpu_count()}
warm_start: {{updates: 0}}
steps: {STEPS}
rollout: {{prompts_per_step: 8, group_size: 8, sampling: {{max_new_tokens: 48, temperature: 1.0}}}}
objective: {{preset: grpo, reference: none}}
update: {{mini_batches: 1, micro_batch_tokens: {MICRO_BATCH // os.cpu_count()}, shared_prompts: true, score_first_update: false, exact_tokens: 0,
  learning_rate: {{peak: 1.0e-6, schedule: constant}}}}
evaluation: {{prompts: 1, samples: 1, every: {STEPS}}}
checkpoint: {{every: {STEPS}}}
memory: warn
""")
    run = folder / "run"
    subprocess.run([program, "train", str(recipe), "--run-dir", str(run)], stdout=subprocess.DEVNULL, check=True)
    lines = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    seconds = [line["time/step_seconds"] for line in lines if "time/step_seconds" in line]
    gibibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(json.dumps({"seconds": seconds[1:], "gibibytes": gibibytes}))


def trl(model, compute, template, folder):
    """Trains with TRL; called in a process of its own."""
    import time

    from datasets import Dataset
    from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback
    from trl import GRPOConfig, GRPOTrainer

    class Clock(TrainerCallback):
        """Takes the time between the ends of steps."""

        ends = [time.monotonic()]

        def on_step_end(self, args, state, control, **others):
            self.ends.append(time.monotonic())

    def even(completions, **others):
        return [1.0 if len(each[0]["content"]) % 2 == 0 else 0.0 for each in completions]

    rows = [{"prompt": [{"role": "user", "content": template.format(each)}]} for each in SUBJECTS]
    config = GRPOConfig(
        output_dir=str(folder), use_cpu=True, bf16=compute == "bfloat16", per_device_train_batch_size=16, gradient_accumulation_steps=4,
        num_generations=8, max_completion_length=48, max_steps=STEPS, learning_rate=1e-6, lr_scheduler_type="constant", beta=0.0,
        temperature=1.0, report_to=[], logging_strategy="no", save_strategy="no", gradient_checkpointing=False, disable_tqdm=True)
    clock = Clock()
    trainer = GRPOTrainer(
        model=AutoModelForCausalLM.from_pretrained(model, dtype="float32"), processing_class=AutoTokenizer.from_pretrained(model),
        reward_funcs=even, args=config, train_dataset=Dataset.from_list(rows), callbacks=[clock])
    trainer.train()
    seconds = [later - earlier for earlier, later in zip(clock.ends, clock.ends[1:])]
    gibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"seconds": seconds[1:], "gibibytes": gibibytes}))


def main(program, work, model, rounds="2", *types):
    """Prints the table."""
    print("| type, prompts | Kedge s | TRL s | time / TRL | Kedge GiB | TRL GiB | memory / TRL |")
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    for compute in types or ("float32",):
        for name in TEMPLATES:
            seconds, memory = {"kedge": [], "trl": []}, {"kedge": [], "trl": []}
            for _ in range(int(rounds)):
                for side in ("kedge", "trl"):
                    took, most = peak([sys.executable, "-B", __file__, program, work, model, side, compute, name])
                    seconds[side] += took
                    memory[side].append(most)
            ours, theirs = (statistics.median(seconds[side]) for side in ("kedge", "trl"))
            most, more = (max(memory[side]) for side in ("kedge", "trl"))
            print(f"| {compute}, {name} | {ours:.1f} | {theirs:.1f} | {ours / theirs:.2f} "
                  f"| {most:.1f} | {more:.1f} | {most / more:.2f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[4:5] in (["kedge"], ["trl"]):
        program, _, model, side, compute, name = sys.argv[1:]
        with tempfile.TemporaryDirectory() as temporary:
            place, template = Path(temporary), TEMPLATES[name]
            os.environ["OMP_NUM_THREADS"] = str(os.cpu_count())
            if side == "kedge":
                kedge(program, str(Path(model).resolve()), compute, template, place)
            else:
                trl(model, compute, template, place)
    else:
        main(*sys.argv[1:])
