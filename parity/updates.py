"""Three updates on the same rollouts by TRL, and beside them by Kedge: parity/updates.

A folder gets a small random Qwen3, 8 prompts with 4 completions each (of 2 to 12 tokens, a quarter of them cut off at 12) and their
rewards, a recipe of Kedge's, and for each case what TRL made of them: loss and gradient norm of every update, and the weights after it.
TRL is a GRPOTrainer (or GMPOTrainer, RLOOTrainer) that trains as ever, three optimizer steps on one batch (num_iterations 3); only the
tokens and rewards are given. Advantages, old log-probabilities, padding, masks, loss, clipping and AdamW are its own.
Kedge's side is TrlUpdates.java, in the tests of the trainer, which reads such a folder.
"""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VOCABULARY, PAD, END = 32, 0, 2
WORDS = ["<pad>", "<unknown>", "<end>"] + [f"w{i}" for i in range(3, VOCABULARY)]
GROUPS, SIZE, LONGEST = 8, 4, 12
UPDATES, RATE, NORM = 3, 2e-3, 0.5
EPSILON = 1e-5  # at 1e-8 a derivative that is nothing but rounding would make a step as large as any other

K3 = "reference: {kind: k3, coefficient: 0.04, gradient: importance-corrected}"
SEQUENCE = {"importance_sampling_level": "sequence"}

# Name, settings of TRL beside those that all share, settings of Kedge: of the objective, and others.
CASES = [
    ("grpo", {"loss_type": "grpo", "beta": 0.04, "use_bias_correction_kl": False}, "preset: grpo"),
    ("grpo, no reference", {"loss_type": "grpo"}, "preset: grpo, reference: none"),
    ("grpo, importance-corrected", {"loss_type": "grpo", "beta": 0.04}, f"preset: grpo, {K3}"),
    ("grpo, beta 1", {"loss_type": "grpo", "beta": 1.0}, "preset: grpo, " + K3.replace("0.04", "1.0")),
    ("ppo-clip", {"loss_type": "dapo"}, "preset: ppo-clip"),
    ("bnpo", {"loss_type": "bnpo"}, "preset: bnpo"),
    ("dapo", {"loss_type": "dapo", "epsilon_high": 0.28}, "preset: dapo"),
    ("dr-grpo", {"loss_type": "dr_grpo", "scale_rewards": "none"},
     f"preset: dr-grpo, aggregation: {{kind: constant-length, length: {LONGEST}}}"),
    ("cispo", {"loss_type": "cispo", "epsilon_high": 5.0}, "preset: cispo"),
    ("cispo, cap 1.1", {"loss_type": "cispo", "epsilon_high": 1.1},
     "preset: cispo, condition: {kind: clip-higher, epsilon_low: 1.0, epsilon_high: 0.1}"),
    ("gspo", {"loss_type": "grpo", **SEQUENCE, "epsilon": 3e-4, "epsilon_high": 4e-4}, "preset: gspo"),
    ("gspo, 0.1", {"loss_type": "grpo", **SEQUENCE, "epsilon": 0.1, "epsilon_high": 0.1},
     "preset: gspo, condition: {kind: ratio, epsilon: 0.1}"),
    ("gspo-token-mean, 0.1", {"loss_type": "dapo", **SEQUENCE, "epsilon": 0.1, "epsilon_high": 0.1},
     "preset: gspo-token-mean, condition: {kind: ratio, epsilon: 0.1}"),
    ("luspo", {"loss_type": "luspo", **SEQUENCE, "epsilon": 2e-3, "epsilon_high": 2.5e-3}, "preset: luspo"),
    ("luspo, 0.1, beta 0.04", {"loss_type": "luspo", **SEQUENCE, "epsilon": 0.1, "beta": 0.04, "use_bias_correction_kl": False},
     "preset: luspo, condition: {kind: ratio, epsilon: 0.1}, reference: {kind: k3, coefficient: 0.04}"),
    ("sapo", {"loss_type": "sapo"}, "preset: sapo"),
    ("vespo", {"loss_type": "vespo"}, "preset: vespo"),
    ("gmpo", {"trainer": "gmpo", "loss_type": "grpo", "epsilon": 0.4}, "preset: gmpo"),
    ("rloo", {"trainer": "rloo"}, "preset: rloo, reward_penalty: none"),
    ("two-sided, cap 1.3", {"loss_type": "dapo", "delta": 1.3}, "preset: two-sided, worsening_cap: {kind: dual-clip, cap: 1.3}"),
    ("opsm, 0.02", {"loss_type": "grpo", "beta": 0.04, "off_policy_mask_threshold": 0.02},
     "preset: opsm, condition: {kind: all, of: [{kind: ratio, epsilon: 0.2}, {kind: sequence-kl1, delta: 0.02}]}"),
    ("dapo, entropy bonus", {"loss_type": "dapo", "epsilon_high": 0.28, "entropy_coef": 0.05}, "preset: dapo, entropy_bonus: 0.05"),
    ("grpo, rewards by the batch", {"loss_type": "grpo", "scale_rewards": "batch"},
     "preset: grpo, reference: none, advantage: {kind: group-mean, std: batch}"),
    ("grpo, truncated masked", {"loss_type": "grpo", "mask_truncated_completions": True}, "preset: grpo, reference: none",
     "rollout.truncated=mask"),
    ("dapo, truncated masked", {"loss_type": "dapo", "epsilon_high": 0.28, "mask_truncated_completions": True}, "preset: dapo",
     "rollout.truncated=mask"),
    ("dapo, temperature 0.7", {"loss_type": "dapo", "epsilon_high": 0.28, "temperature": 0.7}, "preset: dapo",
     "rollout.sampling.temperature=0.7"),
    ("top-entropy", {"loss_type": "dapo", "epsilon_high": 0.28, "top_entropy_quantile": 0.2}, "preset: top-entropy"),
    ("gspo, 0.1, importance-corrected", {"loss_type": "grpo", **SEQUENCE, "epsilon": 0.1, "beta": 1.0},
     "preset: gspo, condition: {kind: ratio, epsilon: 0.1}, " + K3.replace("0.04", "1.0")),
    ("dapo, weight decay 0.5", {"loss_type": "dapo", "epsilon_high": 0.28, "weight_decay": 0.5}, "preset: dapo",
     "update.adam.weight_decay=0.5"),
]

# What is meant to differ, and why.
DIFFERENT = {
    "top-entropy": "TRL chooses tokens anew in every update, by the policy as it stands",
    "gspo, 0.1, importance-corrected": "TRL multiplies the estimate of a token by the ratio of its sequence",
    "dapo, weight decay 0.5": "TRL leaves norms and biases out of the decay",
}

RECIPE = f"""# What TRL was given, as Kedge's settings; each case adds its own.
name: updates
model: {{kind: directory, path: model}}
rollout: {{prompts_per_step: {GROUPS}, group_size: {SIZE}, sampling: {{max_new_tokens: {LONGEST}, temperature: 1.0}}}}
update:
  epochs: {UPDATES}
  mini_batches: 1
  max_gradient_norm: {NORM}
  exact_tokens: 0
  learning_rate: {{peak: {RATE}, schedule: constant}}
  adam: {{beta1: 0.9, beta2: 0.999, epsilon: {EPSILON}, weight_decay: 0.0}}
"""


def make(folder, seed):
    """A model, a tokenizer with one word for each token, rollouts, and the recipe."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit
    from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(seed)
    config = Qwen3Config(
        vocab_size=VOCABULARY, hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1,
        head_dim=8, max_position_embeddings=32, tie_word_embeddings=False, initializer_range=0.3, pad_token_id=PAD, bos_token_id=None,
        eos_token_id=END)
    model = Qwen3ForCausalLM(config)
    with torch.no_grad():  # norms of 1 would not tell one from another
        for name, weight in model.named_parameters():
            if "norm" in name:
                weight.mul_(1 + 0.2 * torch.randn_like(weight))
    model.save_pretrained(folder / "model")
    tokenizer = Tokenizer(WordLevel({WORDS[i]: i for i in range(VOCABULARY)}, unk_token=WORDS[1]))
    tokenizer.pre_tokenizer = WhitespaceSplit()

    draw = random.Random(seed)
    rows = []
    for group in range(GROUPS):
        prompt = [draw.randrange(3, VOCABULARY) for _ in range(draw.randint(1, 7))]
        rewards = [1.0, 0.0] + [draw.choice([0.0, 0.25, 1.0]) for _ in range(SIZE - 2)]
        draw.shuffle(rewards)
        for reward in rewards:
            truncated = draw.random() < 0.25
            length = LONGEST if truncated else draw.randint(2, LONGEST)
            completion = [draw.randrange(3, VOCABULARY) for _ in range(length)]
            if not truncated:
                completion[-1] = END
            rows.append({"group": group, "prompt": prompt, "completion": completion, "truncated": truncated, "reward": reward})
    (folder / "rollouts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "recipe.yaml").write_text(RECIPE)
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token=WORDS[PAD], eos_token=WORDS[END], padding_side="left"), rows


def text(tokens):
    """Tokens as the tokenizer reads them."""
    return " ".join(WORDS[token] for token in tokens)


def train(folder, tokenizer, rows, settings, keep):
    """The losses and gradient norms of TRL's updates; calls keep(update, model) after each."""
    from datasets import Dataset
    from transformers import TrainerCallback
    from trl import GRPOConfig, GRPOTrainer, RLOOConfig, RLOOTrainer
    from trl.experimental.gmpo import GMPOConfig, GMPOTrainer

    settings = dict(settings)
    trainers = {"grpo": (GRPOTrainer, GRPOConfig), "gmpo": (GMPOTrainer, GMPOConfig), "rloo": (RLOOTrainer, RLOOConfig)}
    base, configuration = trainers[settings.pop("trainer", "grpo")]
    losses, norms = [], []

    class Keeping(TrainerCallback):
        """Takes what Trainer logs of a step, and the weights after it."""

        def on_log(self, args, state, control, logs=None, **others):
            if "grad_norm" in logs:
                norms.append(float(logs["grad_norm"]))

        def on_step_end(self, args, state, control, model=None, **others):
            keep(state.global_step, model)

    class Given(base):
        """Takes the given tokens in place of sampled ones, and keeps the loss, which Trainer logs with fewer digits."""

        def _generate_single_turn(self, prompt_ids, *others, **named):
            asked, found = {}, []
            for prompt in map(tuple, prompt_ids):  # the n-th time that a prompt is asked for it gets its n-th completion
                asked[prompt] = asked.get(prompt, -1) + 1
                found.append([row["completion"] for row in rows if tuple(row["prompt"]) == prompt][asked[prompt]])
            return found if base is RLOOTrainer else (found, None)

        def compute_loss(self, *arguments, **named):
            loss = super().compute_loss(*arguments, **named)
            losses.append(loss.item())
            return loss

    def reward(prompts, completion_ids, **others):
        worth = {(text(row["prompt"]), text(row["completion"])): row["reward"] for row in rows}
        return [worth[prompt, text(ids)] for prompt, ids in zip(prompts, completion_ids)]

    prompts = list(dict.fromkeys(text(row["prompt"]) for row in rows))
    if len(prompts) != GROUPS or len({(text(row["prompt"]), text(row["completion"])) for row in rows}) != len(rows):
        raise SystemExit("two prompts or two completions of one are alike: take another seed")
    with tempfile.TemporaryDirectory() as output:
        shared = {
            "output_dir": output, "use_cpu": True, "bf16": False, "per_device_train_batch_size": GROUPS * SIZE,
            "gradient_accumulation_steps": 1, "num_generations": SIZE, "num_iterations": UPDATES, "max_steps": UPDATES,
            "max_completion_length": LONGEST, "learning_rate": RATE, "lr_scheduler_type": "constant", "max_grad_norm": NORM, "beta": 0.0,
            "optim": "adamw_torch", "adam_beta2": 0.999, "adam_epsilon": EPSILON, "weight_decay": 0.0, "temperature": 1.0,
            "report_to": [], "logging_steps": 1, "save_strategy": "no", "gradient_checkpointing": False, "disable_tqdm": True,
            "model_init_kwargs": {"dtype": "float32"}}
        trainer = Given(
            model=str(folder / "model"), processing_class=tokenizer, reward_funcs=reward,
            args=configuration(**{**shared, **settings}), train_dataset=Dataset.from_list([{"prompt": each} for each in prompts]),
            callbacks=[Keeping()])
        with contextlib.redirect_stdout(sys.stderr):  # the table is all that is printed
            trainer.train()
    return losses, norms


def write(folder, seed=1, all_weights=True):
    """Makes the folder; without all_weights those after the last update only, which are enough to hold a line."""
    import torch
    import transformers
    import trl

    torch.set_num_threads(1)
    tokenizer, rows = make(folder, seed)
    cases = []
    for name, settings, objective, *others in CASES:
        weights = folder / "weights" / name.replace(", ", "-").replace(" ", "-")

        def keep(update, model, weights=weights):
            if all_weights or update == UPDATES:
                with tempfile.TemporaryDirectory() as temporary:
                    model.save_pretrained(temporary)
                    weights.mkdir(parents=True, exist_ok=True)
                    shutil.copy(Path(temporary) / "model.safetensors", weights / f"{update}.safetensors")

        losses, norms = train(folder, tokenizer, rows, settings, keep)
        cases.append({"name": name, "weights": weights.name, "trl": settings, "kedge": [f"objective={{{objective}}}", *others],
                      "different": DIFFERENT.get(name, ""), "loss": losses, "gradient_norm": norms})
    versions = {"trl": trl.__version__, "transformers": transformers.__version__, "torch": torch.__version__}
    lines = ",\n".join(json.dumps(case) for case in cases)
    (folder / "cases.json").write_text(f'{{"versions": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')


def main(home, *arguments):
    """Prints the table, or makes the golden values of TrlUpdatesGoldenTest: golden FOLDER."""
    os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"
    if arguments[:1] == ("golden",):
        folder = Path(arguments[1])
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write(folder, all_weights=False)
        return
    with tempfile.TemporaryDirectory() as temporary:
        write(Path(temporary), *map(int, arguments))
        source = Path(home) / "trainer/src/test/java/dev/kedge/train/internal/update/TrlUpdates.java"
        jar = Path(os.environ.get("KEDGE_HOME", home)) / "app/target/kedge.jar"
        java = Path(os.environ["JAVA_HOME"]) / "bin/java" if os.environ.get("JAVA_HOME") else "java"
        subprocess.run([java, "-Dai.djl.offline=true", "-cp", jar, source, temporary], check=True,
                       env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"})


if __name__ == "__main__":
    main(*sys.argv[1:])
