"""Verdicts of math-verify and of TRL's accuracy reward on the same pairs."""

import importlib.util
import logging
import sys
import time
import types

import suites

TRL = "trl==1.16.0"


def timed(name, judge, rows):
    """Verdicts and pairs per second; an exception is no verdict, thus wrong."""
    verdicts = []
    begin = time.monotonic()
    for row in rows:
        try:
            verdicts.append(bool(judge(row["gold"], row["pred"])))
        except Exception:
            verdicts.append(False)
    return name, verdicts, len(rows) / (time.monotonic() - begin)


def math_verify():
    """math-verify with its defaults. The reference is set as a formula, since bare LaTeX is not read otherwise."""
    from math_verify import parse, verify

    logging.disable(logging.ERROR)
    return lambda gold, pred: verify(parse(f"${gold}$"), parse(pred))


def trl(folder):
    """TRL's own function, loaded from its source distribution without the rest of the package."""
    source = suites.sdist(TRL, folder) / "trl" / "rewards" / "accuracy_rewards.py"
    for name in ("trl", "trl.rewards"):
        package = types.ModuleType(name)
        package.__path__ = []
        sys.modules[name] = package
    sys.modules["trl.import_utils"] = types.ModuleType("trl.import_utils")
    sys.modules["trl.import_utils"].is_math_verify_available = lambda: True
    spec = importlib.util.spec_from_file_location("trl.rewards.accuracy_rewards", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda gold, pred: module.accuracy_reward([[{"content": pred}]], [f"${gold}$"])[0] == 1.0
