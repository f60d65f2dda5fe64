"""Reference answers of public data sets, each put into a sentence, a box and bold: every one is right by itself.

And random pairs of different references of one data set: whatever is paid of these is looked at by a person.
"""

import json
import random
import re
from pathlib import Path

import suites

FRAMES = ["\\boxed{%s}", "So we get \\boxed{%s}.", "The answer is %s.", "**%s**"]
BOXES = 2  # of them; a reference of several lines is put into these only, since a sentence ends with its line
SHARED = Path(__file__).resolve().parent.parent.parent
FIELDS = ["answer", "Answer", "final_answer", "ground_truth", "gt", "target", "reference_answer"]
PAIRS_OF_A_SET = 3100
PAIRS_OF_A_TASK = 300


def of_row(row):
    """The reference of a row of a data file; None if it has none that is text or a number."""
    for field in FIELDS:
        answer = row.get(field)
        if isinstance(answer, list) and len(answer) == 1:
            answer = answer[0]
        if isinstance(answer, (str, int, float)) and not isinstance(answer, bool):
            text = str(answer)
            return text.rsplit("####", 1)[1].strip() if "####" in text else text.strip()
    solution = row.get("solution")
    boxes = re.findall(r"\\boxed\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}", solution) if isinstance(solution, str) else []
    return boxes[-1] if boxes else None


def of_file(file):
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [answer for answer in map(of_row, rows) if answer]


def of_suite(rows):
    """The references of a suite that are one formula and nothing else, without their dollar signs."""
    golds = [row["gold"].strip() for row in rows]
    return [gold[1:-1] for gold in golds if len(gold) > 2 and gold[0] == gold[-1] == "$" and "$" not in gold[1:-1]]


def generated(folder, each=100):
    """The answers of reasoning-gym's generated tasks, by task, kept in `folder` (making them takes minutes); none without the package."""
    kept = Path(folder) / f"reasoning-gym-{each}.json"
    if not kept.exists():
        kept.write_text(json.dumps(made_tasks(each)), encoding="utf-8")
    return json.loads(kept.read_text(encoding="utf-8"))


def made_tasks(each):
    try:
        import reasoning_gym
        from reasoning_gym.factory import DATASETS
    except ImportError:
        return {}
    sets = {}
    for name in sorted(DATASETS):
        try:
            rows = reasoning_gym.create_dataset(name, size=each, seed=1)
            answers = [row["answer"] for row in rows if isinstance(row["answer"], str)]
        except Exception as failure:  # a task of theirs that needs something more
            print(f"  reasoning-gym {name}: left out, {type(failure).__name__}")
            continue
        if answers:
            sets[f"reasoning-gym/{name}"] = answers
    return sets


def data_sets(folder, data):
    """Name to references: files below `data`, references of Math-Verify's tests, and generated tasks."""
    sets = {}
    roots = [data] if data else []
    for root in roots:
        for file in sorted(Path(root).rglob("*.jsonl")):
            answers = of_file(file)
            if answers:
                sets.setdefault(f"{file.parent.name}/{file.stem}", answers)
    sets["Math-Verify/references"] = of_suite(suites.math_verify(folder))
    sets.update(generated(folder))
    return sets


def framed(sets):
    """Rows: every different reference in every frame."""
    return [{"kind": name, "gold": answer, "pred": frame.replace("%s", answer), "expected": True}
            for name, answers in sets.items() for answer in dict.fromkeys(answers)
            for frame in (FRAMES[:BOXES] if "\n" in answer else FRAMES)]


def different(sets, seed=7):
    """Rows of two references of one set that are not written the same."""
    r = random.Random(seed)
    rows = []
    for name, answers in sets.items():
        once = list(dict.fromkeys(answers))
        seen = set()
        pairs = PAIRS_OF_A_TASK if name.startswith("reasoning-gym/") else PAIRS_OF_A_SET
        for _ in range(pairs if len(once) > 1 else 0):
            gold, other = r.sample(range(len(once)), 2)
            if (gold, other) not in seen:
                seen.add((gold, other))
                rows.append({"kind": name, "gold": once[gold], "pred": f"\\boxed{{{once[other]}}}"})
    return rows
