#!/bin/sh
# A fact about transformers 5.24.0 (with tokenizers 0.23.3), shown without Kedge; fails if it no longer holds.
#
# AutoTokenizer does not always encode by the rules in tokenizer.json. In a folder whose config.json says qwen2 it replaces normalizer and
# pre-tokenizer by Qwen's, whatever tokenizer_config.json names; in one that says llama it replaces them by GPT-2's if
# tokenizer_config.json names GPT2Tokenizer; in one that says olmo2 it keeps the file's. No warning is given. A model that was trained with
# the file (by transformers 4, by the tokenizers library) gets other token ids than it has seen.
# Input: a byte-level BPE tokenizer that the tokenizers library trained on one line and saved, with a rule that cuts numbers into groups of
# three digits; the text "1234567"; config.json with nothing but model_type; tokenizer_config.json with nothing but tokenizer_class.
# Seen with 5.24.0: the library and olmo2 give 123 456 7, qwen2 (with PreTrainedTokenizerFast named) 1 2 3 4 5 6 7, llama (with
# GPT2Tokenizer named) 1234567, one token that the file's rules can never give.
#
# Needs Python (3.11 or newer) with venv and 0.3 GB on the disk; fetches transformers==5.24.0 and tokenizers==0.23.3 from PyPI.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q transformers==5.24.0 tokenizers==0.23.3 >&2
cat > "$work/rules.py" <<'PYTHON'
import json
import sys
from pathlib import Path

import transformers
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoTokenizer

TEXT = "1234567"
work = Path(sys.argv[1])

whole = Tokenizer(models.BPE())
whole.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
whole.train_from_iterator(["1234567 123 456"] * 4, trainers.BpeTrainer(
    vocab_size=300, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
whole.decoder = decoders.ByteLevel()
whole.pre_tokenizer = pre_tokenizers.Sequence([
    pre_tokenizers.Split(Regex(r"\p{N}{1,3}"), "isolated"),
    pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def pieces(model_type, named):
    folder = work / model_type
    folder.mkdir()
    whole.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"model_type": model_type}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": named}))
    tokenizer = AutoTokenizer.from_pretrained(folder)
    found = tokenizer.convert_ids_to_tokens(tokenizer(TEXT)["input_ids"])
    print(f"{model_type}, {named}: {' '.join(found)} ({type(tokenizer).__name__})")
    return found


file = whole.encode(TEXT).tokens
print(f"transformers {transformers.__version__}; tokenizer.json by the tokenizers library: {' '.join(file)}")
found = [pieces("olmo2", "PreTrainedTokenizerFast"), pieces("qwen2", "PreTrainedTokenizerFast"), pieces("llama", "GPT2Tokenizer")]
if [file, *found] != [["123", "456", "7"], ["123", "456", "7"], list(TEXT), [TEXT]]:
    sys.exit("CHANGED: expected 123 456 7 of the library and of olmo2, seven digits of qwen2, and one token of llama")
print("as found with transformers 5.24.0")
PYTHON
"$work/venv/bin/python" "$work/rules.py" "$work"
