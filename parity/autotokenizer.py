"""Model folders whose tokenizers `AutoTokenizer` reads by other rules than their files have, beside Kedge.

`parity/tokenizers [COUNT] [SEED]` draws COUNT folders, encodes the same texts with AutoTokenizer and with `./kedge sample`, and prints
by model type whether the ids are equal and whether Kedge gave its notice; a difference without a notice, and a notice without a
difference, end it with status 1. `parity/tokenizers golden FILE` writes the values that TokenizerDifferenceTest reads.
"""

import gzip
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

import tokenizers
import torch
import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

transformers.logging.set_verbosity_error()
HOME = Path(__file__).resolve().parent.parent
KEDGE = shlex.split(os.environ.get("KEDGE", str(HOME / "kedge")))
RULES = json.loads((HOME / "trainer/src/main/resources/dev/kedge/text/transformers.json").read_text(encoding="utf-8"))
TYPES = ["llama", "qwen2", "qwen3", "mistral", "smollm3", "gemma2", "gemma3_text", "phi3", "olmo2", "granite"]
CLASSES = [None, "PreTrainedTokenizerFast", "TokenizersBackend", "LlamaTokenizer", "LlamaTokenizerFast", "GPT2Tokenizer", "Qwen2Tokenizer",
           "Qwen2TokenizerFast", "GemmaTokenizer", "GPTNeoXTokenizerFast", "CohereTokenizerFast", "CodeLlamaTokenizer",
           "Qwen3_5Tokenizer", "SomebodysTokenizer", "RobertaTokenizer"]
SPECIAL = ["<s>", "</s>", "<unk>", "<pad>", "<mask>", "<bos>", "<eos>", "<|endoftext|>", "<|padding|>", "<UNK>", "<BOS_TOKEN>",
           "<|END_OF_TURN_TOKEN|>", "<PAD>", "<CLS>", "<SEP>", "<MASK_TOKEN>", "▁<PRE>", "▁<MID>", "▁<SUF>", "▁<EOT>", "<|tool|>", "<|image|>"]
# Without <FILL_ME>: a text with it changes what CodeLlamaTokenizer makes of every text after it.
TEXTS = RULES["texts"] + ["a" + token + " b" for token in SPECIAL]
SENTENCES = [
    "The year 2026 has 365 days, and 1234567 is not the 42nd number.", "It's what they've said: we'll do it, don't they?",
    "def sum(a, b):\n    return a + b\n\n\nprint(sum(12, 30))", "caf\u00e9 na\u00efve \u00fcber \u00c5ngstr\u00f6m", "\u4f60\u597d\u4e16\u754c \u65e5\u672c\u8a9e", "x  =  10;\t\ty = 200   ",
    "HelloWorld helloWorld hello world", "price: $12.50, 3.14159, 1,000,000", "</think>\n\n42", "one two  three   four"]


def byte_level(pre_tokenizer, normalizer=None, ignore_merges=False, vocabulary=420, special=("<|endoftext|>",)):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=vocabulary, show_progress=False, special_tokens=list(special),
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(SENTENCES * 3, trainer)
    return tokenizer


def pieces(normalizer, pre_tokenizer, special):
    trained = Tokenizer(models.BPE())
    trained.normalizer = normalizers.Replace(" ", "\u2581")
    # pieces of words, as SentencePiece makes them
    trained.pre_tokenizer = pre_tokenizers.Split("\u2581", "merged_with_next")
    trained.train_from_iterator(SENTENCES * 3, trainers.BpeTrainer(vocab_size=260, show_progress=False))
    model = json.loads(trained.to_str())["model"]
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    tokens = list(special) + bytes_ + [token for token, _ in sorted(model["vocab"].items(), key=lambda entry: entry[1])]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    tokenizer = Tokenizer(models.BPE(vocabulary, [tuple(merge) for merge in model["merges"]], unk_token="<unk>", fuse_unk=True,
                                     byte_fallback=True))
    tokenizer.normalizer = normalizer
    if pre_tokenizer is not None:
        tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return tokenizer


def template(tokenizer, token):
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{token} $A", pair=f"{token} $A {token} $B", special_tokens=[(token, tokenizer.token_to_id(token))])
    return tokenizer


QWEN = RULES["classes"]["Qwen2Tokenizer"]["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"]
LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def split(rule):
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(rule), "isolated"),
                                    pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def kinds():
    """The files, by what they are like."""
    plain = pre_tokenizers.ByteLevel(add_prefix_space=False)
    digits = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    begin = ("<unk>", "<s>", "</s>")
    made = {
        "gpt2": (byte_level(plain), "<|endoftext|>", "<|endoftext|>"),
        "qwen": (byte_level(split(QWEN), normalizers.NFC()), None, "<|endoftext|>"),
        "smollm": (byte_level(digits), "<|endoftext|>", "<|endoftext|>"),
        "llama3": (template(byte_level(split(LLAMA3), None, True, special=("<s>", "</s>")), "<s>"), "<s>", "</s>"),
        "llama2": (template(pieces(normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")]), None, begin),
                            "<s>"), "<s>", "</s>"),
        "metaspace": (template(pieces(None, pre_tokenizers.Metaspace("\u2581", "first", split=False), begin), "<s>"), "<s>", "</s>"),
        "gemma": (template(pieces(normalizers.Replace(" ", "\u2581"), pre_tokenizers.Split(" ", "merged_with_previous"),
                                  ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>")), "<bos>"), "<bos>", "<eos>"),
    }
    return {name: (json.loads(tokenizer.to_str()), begin, end) for name, (tokenizer, begin, end) in made.items()}


def base(begin, end):
    settings = {"eos_token": end, "model_max_length": 64}
    if begin is not None:
        settings["bos_token"] = begin
    return settings


def odd(draw, tokenizer, settings, config):
    """A folder with some further settings."""
    chosen = draw.sample(["prefix", "legacy", "begin", "end", "decoder", "flags", "unadded", "map", "model", "split", "extra", "unk", "null", "role"],
                         draw.choice([1, 1, 2, 3]))
    tokenizer = json.loads(json.dumps(tokenizer))
    settings = dict(settings)
    config = dict(config)
    for choice in chosen:
        if choice == "prefix":
            settings["add_prefix_space"] = draw.choice([True, False, None])
        elif choice == "legacy":
            settings["legacy"] = draw.choice([True, False])
        elif choice == "begin":
            settings["add_bos_token"] = draw.choice([True, False])
            settings.setdefault("bos_token", settings["eos_token"])
        elif choice == "end":
            settings["add_eos_token"] = draw.choice([True, False])
        elif choice == "decoder":
            settings["added_tokens_decoder"] = decoder(tokenizer)
        elif choice == "flags":
            settings["added_tokens_decoder"] = decoder(tokenizer)
            first = next(iter(settings["added_tokens_decoder"].values()), {"lstrip": 0, "rstrip": 0, "normalized": 0, "special": 0, "single_word": 0})
            first[draw.choice(["lstrip", "rstrip", "normalized", "special", "single_word"])] ^= True
        elif choice == "unadded":
            tokenizer["added_tokens"] = tokenizer["added_tokens"][:-1]
        elif choice == "map":
            settings["auto_map"] = {"AutoTokenizer": ["their.Tokenizer", None]}
        elif choice == "model":
            config["tokenizer_class"] = settings.pop("tokenizer_class", "LlamaTokenizer")
            if config["tokenizer_class"] is None:
                del config["tokenizer_class"]
        elif choice == "split":
            settings["split_special_tokens"] = draw.choice([True, False])
        elif choice == "extra":
            settings[draw.choice(["extra_special_tokens", "additional_special_tokens"])] = ["<|tool|>"]
        elif choice == "unk":
            settings["unk_token"] = draw.choice(["<unk>", "</s>", "<|endoftext|>"])
        elif choice == "null":
            settings[draw.choice(["bos_token", "unk_token", "pad_token"])] = None
        elif choice == "role":
            settings["image_token"] = "<|image|>"
    return tokenizer, settings, config


def decoder(tokenizer):
    return {str(token["id"]): {key: value for key, value in token.items() if key != "id"} for token in tokenizer["added_tokens"]}


def write(folder, tokenizer, settings, config):
    folder.mkdir(parents=True)
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def outcome(folder, texts):
    """The class, ids of every text without what is put around it, and what is put around the first; or None if it cannot be loaded."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
        plain = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in texts]
        return [type(tokenizer).__name__, plain, tokenizer(texts[0])["input_ids"]]
    except Exception as fault:  # whatever it is, there are no ids to compare
        return [f"{type(fault).__name__}: {str(fault).splitlines()[0][:120] if str(fault) else ''}", None, None]


def configured(model_type):
    return {"model_type": model_type}


def golden(file):
    random_cases = 400
    draw = random.Random(20261129)
    files = kinds()
    cases, outcomes = [], []

    def add(kind, tokenizer, settings, config):
        with tempfile.TemporaryDirectory() as work:
            write(Path(work) / "folder", tokenizer, settings, config)
            found = outcome(Path(work) / "folder", TEXTS)
        found = [found[0] if found[1] is None else "", *found[1:]]
        if found not in outcomes:
            outcomes.append(found)
        case = {"kind": kind, "settings": settings, "config": config, "outcome": outcomes.index(found)}
        if tokenizer["added_tokens"] != files[kind][0]["added_tokens"]:
            case["added_tokens"] = tokenizer["added_tokens"]
        cases.append(case)

    for kind, (tokenizer, begin, end) in files.items():
        for model_type in TYPES:
            for name in CLASSES:
                settings = base(begin, end)
                if name:
                    settings["tokenizer_class"] = name
                add(kind, tokenizer, settings, configured(model_type))
    for _ in range(random_cases):
        kind = draw.choice(list(files))
        tokenizer, begin, end = files[kind]
        settings = base(begin, end)
        name = draw.choice(CLASSES)
        if name:
            settings["tokenizer_class"] = name
        add(kind, *odd(draw, tokenizer, settings, configured(draw.choice(TYPES))))
    values = {"made": f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}", "texts": TEXTS,
              "files": {kind: made[0] for kind, made in files.items()},
              "outcomes": [{"fault": fault, "ids": ids, "first": first} for fault, ids, first in outcomes], "cases": cases}
    Path(file).write_bytes(gzip.compress(json.dumps(values, separators=(",", ":")).encode(), mtime=0))
    print(f"{len(cases)} cases, {len(outcomes)} outcomes; {sum(o[1] is None for o in outcomes)} of these are faults")


def drawn(draw, files):
    """A folder's files, drawn: half with nothing but a class, half with further settings."""
    kind = draw.choice(list(files))
    tokenizer, begin, end = files[kind]
    settings = base(begin, end)
    name = draw.choice(CLASSES)
    if name:
        settings["tokenizer_class"] = name
    model_type = draw.choice(TYPES)
    config = configured(model_type)
    if draw.random() < 0.5:
        tokenizer, settings, config = odd(draw, tokenizer, settings, config)
    return kind, model_type, tokenizer, settings, config


def weights(folder, model_type):
    """A model of some type, as small as may be."""
    config = AutoConfig.for_model(
        model_type, vocab_size=640, hidden_size=16, intermediate_size=24, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=1, head_dim=8, max_position_embeddings=64, bos_token_id=1, eos_token_id=0, pad_token_id=0)
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)


def kedge(folder, texts):
    """Ids of prompts by `./kedge sample`, and what it says about AutoTokenizer; None and the message if it refuses the folder."""
    command = [*KEDGE, "sample", "--model", str(folder), "--max-new-tokens", "1", "--threads", "1", "--json"]
    for text in texts:
        command += ["--prompt", text]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode != 0:
        return None, done.stderr.strip().splitlines()[0]
    notices = [line for line in done.stderr.splitlines() if "AutoTokenizer" in line]
    return [json.loads(line)["prompt_tokens"] for line in done.stdout.splitlines()], notices


def compare(count, seed):
    draw = random.Random(seed)
    files = kinds()
    texts = [text for text in TEXTS if text]
    columns = ["equal, nothing said", "different, said", "class not known, said", "not loaded by transformers", "refused by Kedge",
               "different, not said", "equal, said"]
    table = {model_type: Counter() for model_type in TYPES}
    bad = 0
    with tempfile.TemporaryDirectory() as work:
        models_of = {}
        for model_type in TYPES:
            models_of[model_type] = Path(work) / model_type
            weights(models_of[model_type], model_type)
        for number in range(count):
            kind, model_type, tokenizer, settings, config = drawn(draw, files)
            folder = Path(work) / f"folder-{number}"
            whole = json.loads((models_of[model_type] / "config.json").read_text())
            write(folder, tokenizer, settings, {**whole, **config})
            shutil.copy(models_of[model_type] / "model.safetensors", folder)
            name, _, _ = found = outcome(folder, texts)
            if found[1] is None:
                table[model_type]["not loaded by transformers"] += 1
                continue
            reader = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
            theirs = [reader(text)["input_ids"] for text in texts]
            ours, notices = kedge(folder, texts)
            if ours is None:
                table[model_type]["refused by Kedge"] += 1
                print(f"refused: {kind} {settings} {config}: {notices}")
                continue
            differs = ours != theirs
            said = len(notices) == 1
            known = not said or " gives other " in notices[0]
            column = ("class not known, said" if said and not known else
                      ("different, " if differs else "equal, ") + ("said" if said else "nothing said" if not differs else "not said"))
            table[model_type][column] += 1
            if column in ("different, not said", "equal, said") or len(notices) > 1:
                bad += 1
                first = next((i for i in range(len(texts)) if ours[i] != theirs[i]), 0)
                print(f"{column}: {kind} {name} {settings} {config}\n  {texts[first]!r} {ours[first]} here, {theirs[first]} there; {notices}")
            shutil.rmtree(folder)
    print(f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}, torch {torch.__version__}; seed {seed}\n")
    print("| model type | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for model_type, row in [*table.items(), ("all", sum(table.values(), Counter()))]:
        print(f"| {model_type} | " + " | ".join(str(row[column]) for column in columns) + " |")
    sys.exit(bad > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["golden"]:
        golden(sys.argv[2])
    else:
        compare(*[int(argument) for argument in (sys.argv[1:] + ["100", "1"][len(sys.argv) - 1:])[:2]])
