"""What Kedge writes, opened by transformers and PEFT: parity/models-out.

Two small bases of transformers' own, a Llama with a tied head and a Qwen3 with an untied one, are trained by `./kedge train` for a
moment. Each folder that comes out is opened, and its tokenizer, chat template, settings and log-probabilities are compared: with the
base's, and with what Kedge itself says of the folder.
"""

import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory()
os.environ.update(HF_HUB_OFFLINE="1", HF_HUB_CACHE=str(Path(SCRATCH.name) / "cache"))

import huggingface_hub
import peft
import tokenizers
import torch
import transformers

HUB_NAME, COMMIT = "kedge-parity/small-qwen3", "0123456789abcdef0123456789abcdef01234567"
EQUAL = 1e-4  # of a log-probability, both in float32
ROUNDED = 0.1  # the same computed in bfloat16 twice, log-probabilities around -5
TEXTS = ["12+34=", "Hello, world!\n\n  Two blanks", "naïve café 東京 🙂", "<|end|>x<|start|> y", " 3.14  007\t"]
SYSTEM = {"role": "system", "content": "Be brief."}
SIZES = dict(
    hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=8,
    max_position_embeddings=128, rms_norm_eps=1e-5)
TEMPLATE = (
    "{% for message in messages %}{{ '<|start|>' + message['role'] + '\n' + message['content'] + '<|end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|start|>assistant\n' }}{% endif %}")
RECIPE = """
name: written
seed: 1
threads: 1
task: {{kind: addition, digits: 2}}
model: {model}
warm_start: {{updates: 2, batch_size: 4, learning_rate: {{peak: 1.0e-2, warmup_updates: 0}}}}
steps: 1
rollout: {{prompts_per_step: 2, group_size: 2, sampling: {{max_new_tokens: 12}}}}
objective: {{preset: grpo}}
evaluation: {{split: test, prompts: 2, samples: 1, every: 1}}
checkpoint: {{every: 1, keep_last: 2, max_shard_bytes: {shard}}}
"""


def tokenizer(kind):
    """A byte-level BPE as the class that a family has, with a template of its own."""
    made = tokenizers.Tokenizer(tokenizers.models.BPE())
    made.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = tokenizers.decoders.ByteLevel()
    trainer = tokenizers.trainers.BpeTrainer(
        vocab_size=300, show_progress=False, initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet(), special_tokens=["<|pad|>", "<|start|>", "<|end|>"])
    made.train_from_iterator(TEXTS * 3 + ["the sum of one and another one"] * 3, trainer)
    special = dict(pad_token="<|pad|>", bos_token="<|start|>", eos_token="<|end|>")
    if kind == "qwen3":
        state = json.loads(made.to_str())["model"]
        merges = [tuple(pair) for pair in state["merges"]]
        found = transformers.Qwen2Tokenizer(vocab=state["vocab"], merges=merges, unk_token=None, **special)
        found.chat_template = {"default": TEMPLATE, "tool_use": "{{ tools | length }} tools\n" + TEMPLATE}
    else:
        found = transformers.PreTrainedTokenizerFast(tokenizer_object=made, **special)
        found.chat_template = TEMPLATE
    return found


def base(folder, kind, dtype):
    """Random weights, norms around 1, and settings that a finished model has."""
    words = tokenizer(kind)
    ids = dict(pad_token_id=0, bos_token_id=1, eos_token_id=2, vocab_size=len(words))
    config = (
        transformers.LlamaConfig(**SIZES, **ids, tie_word_embeddings=True) if kind == "llama"
        else transformers.Qwen3Config(**SIZES, **ids, tie_word_embeddings=False))
    torch.manual_seed(len(kind))
    model = transformers.AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            weight.normal_(1 if name.endswith("norm.weight") else 0, 0.2)
    model.generation_config = transformers.GenerationConfig(
        do_sample=True, temperature=0.6, top_p=0.95, top_k=20, eos_token_id=[2, 0], bos_token_id=1, pad_token_id=0)
    model.to(dtype).save_pretrained(folder)
    words.save_pretrained(folder)


def in_cache(folder):
    """The folder as the cache of huggingface_hub has it."""
    place = Path(os.environ["HF_HUB_CACHE"]) / ("models--" + HUB_NAME.replace("/", "--"))
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text(COMMIT)
    (place / "snapshots").mkdir()
    (place / "snapshots" / COMMIT).symlink_to(folder)


def kedge(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(f"kedge {' '.join(map(str, arguments))}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()] if "--json" in arguments else done.stdout


def trained(program, folder, model, shard=5_000_000_000):
    recipe = folder.with_suffix(".yaml")
    recipe.write_text(RECIPE.format(model=model, shard=shard))
    kedge(program, "train", recipe, "--run-dir", folder)
    return folder


def log_probabilities(model, rows):
    with torch.no_grad():
        found = torch.log_softmax(model(rows).logits.double(), -1)
    return found[:, :-1].gather(-1, rows[:, 1:, None]).squeeze(-1)


def scored(program, folder, rows, *options):
    given = Path(SCRATCH.name) / "rows.jsonl"
    given.write_text("".join(json.dumps({"tokens": row, "prompt_tokens": 1}) + "\n" for row in rows.tolist()))
    found = kedge(program, "score", "--model", folder, "--input", given, "--json", *options)
    return torch.tensor([line["logprobs"] for line in found], dtype=torch.float64)


class Table:
    """A row for each folder; a cell is `same`, a number, or what is wrong."""

    COLUMNS = ["folder", "opened as", "weights", "tokenizer", "chat", "generation", "card", "log-probabilities", "in bfloat16"]

    def __init__(self, program):
        self.program = program
        self.wrong = 0
        self.scores = {}
        print("| " + " | ".join(self.COLUMNS) + " |\n|" + "---|" * len(self.COLUMNS), flush=True)

    def check(self, good, right="same", wrong="DIFFERENT"):
        self.wrong += not good
        return right if good else f"**{wrong}**"

    def row(self, name, folder, made_of=None, dtype=torch.float32, opened="transformers", model=None, card=None, files=None, asked=True):
        """One folder; `made_of` is the base that its text and settings come from, `model` opens it if not transformers does; `asked`: Kedge too."""
        info = {}
        if model is None:
            model, info = transformers.AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True, dtype="auto")
        complete = not any(info.get(kind) for kind in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"))
        stored = {weight.dtype for weight in model.parameters()}
        weights = self.check(complete and stored == {dtype}, str(dtype).removeprefix("torch."), f"{info} {stored}")
        if files is not None:
            weights += ", " + self.check(len(list(folder.glob("*.safetensors"))) >= files, "sharded", "in one file")
        torch.manual_seed(5)
        rows = torch.randint(3, model.config.vocab_size, (3, 30))
        compute, rounded = "float32", ""
        if dtype == torch.bfloat16:
            compute, rounded = "bfloat16", self.difference(model, folder, rows, "bfloat16", ROUNDED)
        cells = [
            name, opened, weights, *self.text(folder, made_of, asked), self.generation(folder, made_of),
            "" if card is None else self.card(folder, card),
            self.difference(model.float(), folder, rows, "float32", EQUAL) if asked or compute == "float32" else "", rounded]
        print("| " + " | ".join(cells) + " |", flush=True)

    def difference(self, model, folder, rows, compute, allowed):
        if (folder, compute) not in self.scores:
            self.scores[folder, compute] = scored(self.program, folder, rows, "--compute", compute)
        found = (log_probabilities(model, rows) - self.scores[folder, compute]).abs().max().item()
        return self.check(found < allowed, f"{found:.0e}", f"{found:.0e}")

    def text(self, folder, made_of, asked):
        """Class, ids and chat as the base's; where Kedge is asked, its ids and the text that it gives the model too."""
        ours = transformers.AutoTokenizer.from_pretrained(folder)
        chats = [[SYSTEM, {"role": "user", "content": text}] for text in TEXTS]
        given = dict(tokenize=False, add_generation_prompt=True)
        told = [ours.apply_chat_template(chat, **given) for chat in chats] if made_of else ["12+34=", "7+8="]
        ids = [ours(text, add_special_tokens=not made_of)["input_ids"] for text in told]
        same_ids, same_chat = True, True
        if asked:
            chat = ["--chat", "--system", SYSTEM["content"]] if made_of else ["--no-chat"]
            prompts = [flag for text in (TEXTS if made_of else told) for flag in ("--prompt", text)]
            sampled = kedge(self.program, "sample", "--model", folder, "--max-new-tokens", "1", "--json", *chat, *prompts)
            same_ids &= [line["prompt_tokens"] for line in sampled] == ids
            same_chat &= [line["given"] for line in sampled] == told
        if made_of:
            theirs = transformers.AutoTokenizer.from_pretrained(made_of)
            same_ids &= type(ours) is type(theirs) and [theirs(text)["input_ids"] for text in TEXTS] == [ours(text)["input_ids"] for text in TEXTS]
            same_ids &= ours.special_tokens_map == theirs.special_tokens_map and ours.model_max_length == theirs.model_max_length
            same_ids &= ours.get_vocab() == theirs.get_vocab() and ours.padding_side == theirs.padding_side
            same_chat &= ours.chat_template == theirs.chat_template and [theirs.apply_chat_template(chat, **given) for chat in chats] == told
        name = type(ours).__name__
        return self.check(same_ids, name, f"{name}: DIFFERENT"), self.check(same_chat, "same" if made_of else "none")

    def generation(self, folder, made_of):
        if not made_of or not (folder / "config.json").exists():
            return "the base's" if made_of else "none"

        def settings(place):
            found = transformers.GenerationConfig.from_pretrained(place).to_diff_dict()
            found.pop("transformers_version", None)
            return found

        return self.check(settings(folder) == settings(made_of), "same", f"{settings(folder)}")

    def card(self, folder, expected):
        data = huggingface_hub.ModelCard.load(folder / "README.md").data.to_dict()
        return self.check({key: data.get(key) for key in expected} == expected, "there", f"{data}")


def adapters(table, program, scratch, bases):
    """LoRA beside a base that is a folder, by its relative path, and beside one of the hub's cache, by its name."""
    both = "lora: {rank: 4, alpha: 8}"
    folder = trained(program, scratch / "adapters-llama", f"{{kind: directory, path: {bases['llama']}, {both}}}")

    def over_base(place, **given):
        read = transformers.AutoModelForCausalLM.from_pretrained(bases["llama"], dtype=torch.float32)
        return peft.PeftModel.from_pretrained(read, place, **given).eval()

    table.row("adapters of a Llama, tied", folder, bases["llama"], opened="PEFT, base given", model=over_base(folder), card={"library_name": "peft"})
    os.chdir(folder)
    named = json.loads(Path("adapter_config.json").read_text())["base_model_name_or_path"]
    found = peft.AutoPeftModelForCausalLM.from_pretrained(".", dtype=torch.float32).eval()
    os.chdir(scratch)
    good = table.check(not Path(named).is_absolute(), f"PEFT, base `{named}`", f"base {named}")
    table.row("the same, from its own folder", folder, bases["llama"], opened=good, model=found, asked=False)
    step = folder / "checkpoints" / "step-1"
    table.row("its checkpoint", step, bases["llama"], opened="PEFT, base given", model=over_base(step), asked=False)
    merged = scratch / "merged-llama"
    kedge(program, "merge", "--model", folder, "--output", merged)
    table.row("merged", merged, bases["llama"], card={"library_name": "transformers"})

    of_hub = trained(program, scratch / "adapters-qwen3", f"{{kind: directory, path: {HUB_NAME}, {both}}}")
    found = peft.AutoPeftModelForCausalLM.from_pretrained(of_hub, dtype=torch.float32).eval()
    config = peft.PeftConfig.from_pretrained(of_hub)
    good = table.check(
        config.base_model_name_or_path == HUB_NAME and config.revision == COMMIT, f"PEFT, base `{HUB_NAME}` at its commit",
        f"base {config.base_model_name_or_path} at {config.revision}")
    expected = {"library_name": "peft", "base_model": HUB_NAME}
    table.row("adapters of a Qwen3 of the hub's cache, untied, bfloat16", of_hub, bases["qwen3"], opened=good, model=found, card=expected)
    merged = scratch / "merged-qwen3"
    kedge(program, "merge", "--model", of_hub, "--output", merged)
    table.row("merged, bfloat16", merged, bases["qwen3"], torch.bfloat16, card={"library_name": "transformers", "base_model": HUB_NAME})


def main():
    program = str(Path(sys.argv[1]).resolve())
    warnings.simplefilter("ignore")
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    torch.set_num_threads(1)
    scratch = Path(SCRATCH.name)
    bases = {"llama": scratch / "base-llama", "qwen3": scratch / "base-qwen3"}
    base(bases["llama"], "llama", torch.float32)
    base(bases["qwen3"], "qwen3", torch.bfloat16)
    in_cache(bases["qwen3"])
    print(f"transformers {transformers.__version__}, PEFT {peft.__version__}, torch {torch.__version__}\n")
    table = Table(program)
    whole = {"library_name": "transformers", "pipeline_tag": "text-generation"}

    run = trained(program, scratch / "run-llama", f"{{kind: directory, path: {bases['llama']}}}")
    table.row("run of a Llama, tied", run, bases["llama"], card=whole)
    table.row("its checkpoint", run / "checkpoints" / "step-1", bases["llama"], asked=False)
    run = trained(program, scratch / "run-qwen3", f"{{kind: directory, path: {HUB_NAME}, compute: bfloat16, weights: bfloat16}}", 30_000)
    table.row("run of a Qwen3, untied, bfloat16", run, bases["qwen3"], torch.bfloat16, card=whole | {"base_model": HUB_NAME}, files=2)
    table.row("its checkpoint", run / "checkpoints" / "step-1", bases["qwen3"], torch.bfloat16, files=2, asked=False)
    adapters(table, program, scratch, bases)
    run = trained(program, scratch / "run-new", "{kind: new, hidden_size: 32, feed_forward_size: 48, head_width: 8, tied_embeddings: false}")
    table.row("run of a new model, untied", run, card=whole)
    shape = scratch / "shape.json"
    shape.write_text(json.dumps(json.loads((bases["llama"] / "config.json").read_text()) | {"tie_word_embeddings": False}))
    kedge(program, "new-model", "--like", shape, "--output", scratch / "new-model", "--storage", "float16")
    table.row("`new-model`, a Llama, untied, float16", scratch / "new-model", dtype=torch.float16)
    return table.wrong


wrong = main()
SCRATCH.cleanup()
sys.exit(1 if wrong else 0)
