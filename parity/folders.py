"""Small model folders in every way that others store them, with the logits that transformers computes from each.

Prints nothing but what it writes: an archive for each kind, one folder for each case, in the resources of the trainer's tests.
"""

import json
import sys
import tempfile
import zipfile
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file, save_file

import peft_cases

RESOURCES = Path(__file__).resolve().parent.parent / "trainer/src/test/resources/dev/kedge/model/hub"
TOKENS = torch.tensor([[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], [7, 0, 23, 11, 12, 13, 22, 21, 2, 2, 10, 19]])
SIZES = dict(
    vocab_size=24,
    hidden_size=16,
    intermediate_size=24,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=64,
    bos_token_id=1,
    eos_token_id=2,
)


def llama(tied):
    return transformers.LlamaConfig(**SIZES, tie_word_embeddings=tied)


def qwen2(tied):
    return transformers.Qwen2Config(**SIZES, tie_word_embeddings=tied)


def qwen3(tied):
    return transformers.Qwen3Config(**SIZES, head_dim=8, tie_word_embeddings=tied)


def model(config, seed):
    """Random weights, all of them: norms around 1, biases too, so that nothing can be left out unnoticed."""
    torch.manual_seed(seed)
    made = transformers.AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    with torch.no_grad():
        for name, weight in made.named_parameters():
            if name.endswith("norm.weight"):
                weight.normal_(1, 0.3)
            else:
                weight.normal_(0, 0.3)
    return made.eval()


def edit_config(folder, **values):
    path = folder / "config.json"
    config = json.loads(path.read_text())
    config.update(values)
    path.write_text(json.dumps(config, indent=2) + "\n")


def weights(folder):
    return load_file(folder / "model.safetensors")


def write(folder, tensors, name="model.safetensors"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({key: value.contiguous() for key, value in tensors.items()}, path, metadata={"format": "pt"})


def stored_as(kind):
    return lambda folder: write(folder, {key: value.to(kind) for key, value in weights(folder).items()})


def mixed(folder):
    kinds = [torch.float64, torch.float16, torch.bfloat16, torch.float32, torch.float8_e5m2]
    write(folder, {key: value.to(kinds[i % 5]) for i, (key, value) in enumerate(sorted(weights(folder).items()))})


def renamed(change):
    return lambda folder: write(folder, {change(key): value for key, value in weights(folder).items()})


def head(scale, embedding=True, kind=torch.float32):
    def change(folder):
        tensors = weights(folder)
        matrix = tensors["model.embed_tokens.weight"]
        tensors["lm_head.weight"] = (matrix * scale).to(kind)
        if not embedding:
            del tensors["model.embed_tokens.weight"]
        write(folder, tensors)

    return change


def buffers(folder):
    tensors = weights(folder)
    for layer in range(2):
        tensors[f"model.layers.{layer}.self_attn.rotary_emb.inv_freq"] = torch.full([2], 7.0)
    write(folder, tensors)


def shards(pattern, writer=write, index="model.safetensors.index.json"):
    def change(folder):
        tensors = weights(folder)
        (folder / "model.safetensors").unlink()
        names = {key: pattern % (i % 3 + 1) for i, key in enumerate(sorted(tensors))}
        for name in set(names.values()):
            writer(folder, {key: value for key, value in tensors.items() if names[key] == name}, name)
        (folder / index).write_text(json.dumps({"metadata": {}, "weight_map": names}))

    return change


def another_file(folder):
    tensors = weights(folder)
    write(folder, tensors, "other.safetensors")
    write(folder, {key: torch.zeros_like(value) for key, value in tensors.items()})
    edit_config(folder, transformers_weights="other.safetensors")


FOLDERS = {
    "plain": (llama(False), lambda folder: None),
    "float64": (qwen2(False), stored_as(torch.float64)),
    "float8-e4m3": (llama(False), stored_as(torch.float8_e4m3fn)),
    "float8-e5m2": (llama(True), stored_as(torch.float8_e5m2)),
    "mixed-types": (qwen3(False), mixed),
    "without-prefix": (qwen3(True), renamed(lambda key: key.removeprefix("model."))),
    "without-prefix-untied": (llama(False), renamed(lambda key: key.removeprefix("model."))),
    "prefix-twice": (llama(False), renamed(lambda key: "model." + key)),
    "head-alone": (qwen2(True), head(1, embedding=False)),
    "head-twice": (llama(True), head(1)),
    "head-rounded": (llama(True), head(1, kind=torch.bfloat16)),
    "head-another": (qwen3(True), head(-0.5)),
    "old-buffers": (llama(False), buffers),
    "shards-below": (qwen2(False), shards("parts/of-weights/model-%05d-of-00003.safetensors")),
    "another-file": (llama(False), another_file),
}


def torch_file(folder, tensors, name="pytorch_model.bin"):
    torch.save(tensors, folder / name)


def bins(change, make=lambda tensors: tensors):
    def write_bin(folder):
        change(folder)
        if (folder / "model.safetensors").exists():
            torch_file(folder, make(weights(folder)))
            (folder / "model.safetensors").unlink()

    return write_bin


def of_a_model(folder):
    """A state dict as a module has it: ordered, with metadata, the tied head in the embedding's storage."""
    whole = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    torch_file(folder, whole.state_dict())
    (folder / "model.safetensors").unlink()


def views(tensors):
    """All in one storage, some by columns."""
    flat = torch.cat([value.t().reshape(-1) if value.dim() == 2 else value for value in tensors.values()])
    made, at = {}, 0
    for key, value in tensors.items():
        part = flat[at : at + value.numel()]
        made[key] = part.view(value.shape[1], value.shape[0]).t() if value.dim() == 2 else part
        at += value.numel()
    return made


def parameters(tensors):
    return {key: torch.nn.Parameter(value) for key, value in tensors.items()}


def in_turn(tensors):
    kinds = [torch.float64, torch.float16, torch.bfloat16, torch.float32]
    return {key: value.to(kinds[i % 4]) for i, (key, value) in enumerate(tensors.items())}


BINS = {
    "single": (llama(False), bins(lambda folder: None)),
    "state-dict": (qwen3(False), of_a_model),
    "state-dict-tied": (qwen2(True), of_a_model),
    "views": (qwen2(False), bins(lambda folder: None, views)),
    "parameters": (llama(True), bins(lambda folder: None, parameters)),
    "types": (qwen3(True), bins(lambda folder: None, in_turn)),
    "without-prefix": (llama(False), bins(renamed(lambda key: key.removeprefix("model.")))),
    "shards": (llama(False), shards("pytorch_model-%05d-of-00003.bin", torch_file, "pytorch_model.bin.index.json")),
}


def case(folder, config, change, seed):
    model(config, seed).save_pretrained(folder)
    change(folder)
    read, info = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    assert not info["missing_keys"], (folder, info)
    with torch.no_grad():
        logits = read.eval()(TOKENS).logits
    save_file({"tokens": TOKENS, "logits": logits.contiguous()}, folder / "expected.safetensors")
    (folder / "generation_config.json").unlink(missing_ok=True)


def pack(source, archive):
    """The same bytes whenever the folders are the same."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted(path for path in source.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(source).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, path.read_bytes(), compresslevel=9)
    print(archive, archive.stat().st_size)


def archive(name, cases):
    with tempfile.TemporaryDirectory() as scratch:
        for number, (case_name, (config, change)) in enumerate(cases.items()):
            folder = Path(scratch) / case_name
            folder.mkdir()
            case(folder, config, change, 100 + number)
        pack(Path(scratch), RESOURCES / f"{name}.zip")


REFUSED = ["pissa-iterated", "alora", "parameters", "replicated"]
FAMILIES = {"llama": llama, "qwen2": qwen2, "qwen3": qwen3}


def base_of(number, name):
    """Families take turns; where biases are stored, one that has them."""
    return "qwen2" if "bias" in name else list(FAMILIES)[number % 3]


def adapters():
    """Adapters beside the six models that they are for, which are folders of their own."""
    import peft

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for number, (name, (settings, tied)) in enumerate(peft_cases.CASES.items()):
            if name in REFUSED:
                continue
            family = base_of(number, name)
            base = folder / f"base-{family}-{'tied' if tied else 'untied'}"
            if not base.exists():
                model(FAMILIES[family](tied), 7).save_pretrained(base)
                (base / "generation_config.json").unlink(missing_ok=True)
            torch.manual_seed(200 + number)
            made = peft_cases.adapted(transformers.AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32), settings)
            made.save_pretrained(folder / name)
            (folder / name / "README.md").unlink()
            plain = transformers.AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
            read = peft.PeftModel.from_pretrained(plain, folder / name).eval()
            with torch.no_grad():
                logits = read(TOKENS).logits
            save_file({"tokens": TOKENS, "logits": logits.contiguous()}, folder / name / "expected.safetensors")
            path = folder / name / "adapter_config.json"
            config = json.loads(path.read_text())
            config["base_model_name_or_path"] = f"../{base.name}"
            for key in ("target_modules", "exclude_modules"):
                if isinstance(config[key], list):
                    config[key].sort()
            path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
        pack(folder, RESOURCES / "adapters.zip")


def main():
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    kinds = {"folders": FOLDERS, "bins": BINS}
    for name in sys.argv[1:] or ["folders", "bins", "adapters"]:
        if name == "adapters":
            adapters()
        else:
            archive(name, kinds[name])


if __name__ == "__main__":
    main()
