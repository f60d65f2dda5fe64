"""Kedge's verdicts, from `./kedge verify`."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

HOME = Path(os.environ.get("KEDGE_HOME", Path(__file__).resolve().parent.parent))


def judge(pairs, verifier="math"):
    """The verdicts {"correct", "extracted", "reason"} of pairs (gold, pred), in their order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as rows:
        for number, (gold, pred) in enumerate(pairs):
            rows.write(json.dumps({"id": str(number), "gold": gold, "pred": pred}) + "\n")
    try:
        done = subprocess.run(
            [str(HOME / "kedge"), "verify", "--input", rows.name, "--json", "--verifier", verifier],
            stdout=subprocess.PIPE, encoding="utf-8", check=False)
    finally:
        os.unlink(rows.name)
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    if len(verdicts) != len(pairs):
        raise SystemExit(f"kedge verify: {len(pairs)} pairs in, {len(verdicts)} verdicts out (exit {done.returncode})")
    return verdicts


def timed(pairs):
    """The verdicts, and the seconds that they took with the start of the program."""
    begin = time.monotonic()
    verdicts = judge(pairs)
    return verdicts, time.monotonic() - begin
