"""Prints how Kedge's mathematical verifier judges what others have: see README.md."""

import argparse
import collections
import json
import sys
from pathlib import Path

import kedge
import made
import odd
import peers
import references
import suites

SUITES = [
    ("Math-Verify 0.9.0, its own tests", suites.math_verify),
    ("lighteval, tests of finding an answer", suites.lighteval),
    ("latex2sympy2_extended, pairs with a value", suites.latex2sympy),
]
ALL = ["suites", "made", "odd", "references", "different"]


class Misses:
    """What came out other than it should, written to a file by kind."""

    def __init__(self, file):
        self.file = open(file, "w", encoding="utf-8") if file else None

    def write(self, title, rows, verdicts):
        kinds = collections.defaultdict(list)
        for row, verdict in zip(rows, verdicts):
            if verdict["correct"] != row.get("expected", False):
                kinds[row.get("kind", row.get("id"))].append((row, verdict))
        for kind, missed in kinds.items() if self.file else []:
            self.file.write(f"## {title}: {kind} ({len(missed)})\n")
            for row, verdict in missed:
                ruling = "PAID" if verdict["correct"] else "not paid"
                self.file.write(f"{ruling} | {json.dumps(row['gold'], ensure_ascii=False)} <- {json.dumps(row['pred'], ensure_ascii=False)}"
                                f" | {verdict['extracted']} | {verdict['reason']}\n")


def line(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def judged(rows):
    return kedge.judge([(row["gold"], row["pred"]) for row in rows])


def counts(rows, correct):
    """Right ones paid, right ones, wrong ones paid, wrong ones."""
    right = [paid for row, paid in zip(rows, correct) if row["expected"]]
    wrong = [paid for row, paid in zip(rows, correct) if not row["expected"]]
    return sum(right), len(right), sum(wrong), len(wrong)


def suites_table(arguments, misses):
    line("suite", "pairs", "as the suite says", "paid against it")
    line("---", "---:", "---:", "---:")
    for name, read in SUITES:
        rows = read(arguments.work)
        if rows is None:
            line(name, "not had", "", "")
            continue
        verdicts = judged(rows)
        paid, right, wrong, _ = counts(rows, [verdict["correct"] for verdict in verdicts])
        line(name, len(rows), paid + len(rows) - right - wrong, wrong)
        misses.write(name, rows, verdicts)


def beside_peers(title, rows, arguments, misses):
    line(title, "right ones paid", "wrong ones paid", "pairs per second")
    line("---", "---:", "---:", "---:")
    verdicts, seconds = kedge.timed([(row["gold"], row["pred"]) for row in rows])
    misses.write(title, rows, verdicts)
    results = [("Kedge, with the start of its program", [verdict["correct"] for verdict in verdicts], len(rows) / seconds)]
    if arguments.peers:
        results.append(peers.timed("math-verify 0.9.0", peers.math_verify(), rows))
        results.append(peers.timed("TRL 1.16.0, accuracy_reward", peers.trl(arguments.work), rows))
    for name, correct, speed in results:
        paid, right, wrong, all_wrong = counts(rows, correct)
        line(name, f"{paid} of {right}", f"{wrong} of {all_wrong}", f"{speed:.0f}")


def references_table(arguments, misses):
    line("references put into a sentence, a box, bold", "pairs", "paid", "share")
    line("---", "---:", "---:", "---:")
    for title, sets in groups(arguments):
        rows = references.framed(sets)
        verdicts = judged(rows)
        paid = sum(verdict["correct"] for verdict in verdicts)
        line(f"{title} ({len(sets)} sets)", len(rows), paid, f"{100 * paid / len(rows):.2f} %")
        misses.write(title, rows, verdicts)


def different_table(arguments, misses):
    line("pairs of different references of one set", "pairs", "paid")
    line("---", "---:", "---:")
    for title, sets in groups(arguments):
        rows = references.different(sets)
        verdicts = judged(rows)
        line(f"{title} ({len(sets)} sets)", len(rows), sum(verdict["correct"] for verdict in verdicts))
        misses.write(f"{title}, different", rows, verdicts)


def groups(arguments):
    sets = references.data_sets(arguments.work, arguments.data)
    made_up = {name: answers for name, answers in sets.items() if name.startswith("reasoning-gym/")}
    public = {name: answers for name, answers in sets.items() if name not in made_up}
    return [(title, sets) for title, sets in (("public data sets", public), ("reasoning-gym's tasks", made_up)) if sets]


def main():
    parser = argparse.ArgumentParser(prog="parity/verdicts", description=__doc__)
    parser.add_argument("tables", nargs="*", default=ALL, help=f"of {', '.join(ALL)}; all if none is named")
    parser.add_argument("--peers", action="store_true", help="judge made and odd pairs by math-verify and TRL too (minutes)")
    parser.add_argument("--data", type=Path, help="a folder of data files NAME/SPLIT.jsonl with reference answers")
    parser.add_argument("--misses", help="a file for everything that came out other than it should")
    parser.add_argument("--work", type=Path, default=Path(sys.prefix).parent, help="where sources of others are kept; not in this repository")
    arguments = parser.parse_args()
    unknown = set(arguments.tables) - set(ALL)
    if unknown:
        parser.error(f"tables must be of {', '.join(ALL)}, got {', '.join(sorted(unknown))}")
    misses = Misses(arguments.misses)
    for number, table in enumerate(arguments.tables):
        if number:
            print()
        if table == "suites":
            suites_table(arguments, misses)
        elif table == "made":
            beside_peers("made pairs", made.pairs(), arguments, misses)
        elif table == "odd":
            beside_peers("odd spellings", odd.pairs(), arguments, misses)
        elif table == "references":
            references_table(arguments, misses)
        else:
            different_table(arguments, misses)


if __name__ == "__main__":
    main()
