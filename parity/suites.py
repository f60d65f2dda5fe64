"""Pairs of other projects' test suites, read out of their sources without running them."""

import ast
import math
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

MATH_VERIFY = "math-verify==0.9.0"


def sdist(requirement, folder):
    """The unpacked source distribution of a pinned package."""
    name = requirement.replace("==", "-").replace("-", "_", requirement.split("==")[0].count("-"))
    root = Path(folder) / name
    if not root.exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder, requirement],
            check=True)
        with tarfile.open(Path(folder) / f"{name}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return root


def value(node):
    """A literal as its value, anything else as its source."""
    if isinstance(node, (ast.Tuple, ast.List)):
        return [value(element) for element in node.elts]
    try:
        return ast.literal_eval(node)
    except ValueError:
        source = ast.unparse(node)
        return eval(source, {"math": math}) if isinstance(node, ast.JoinedStr) else source


def parametrized(file):
    """The rows of every `parametrize` of a file that has golds and predictions: test, number, names to values."""
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in function.decorator_list:
            if not (isinstance(call, ast.Call) and ast.unparse(call.func).endswith("parametrize")):
                continue
            names = value(call.args[0])
            names = [n.strip() for n in names.split(",")] if isinstance(names, str) else names
            if "gold" not in names or "pred" not in names:
                continue
            for number, row in enumerate(value(call.args[1])):
                if isinstance(row, list):
                    yield function.name, number, dict(zip(names, row))


def of_pytest(tests):
    """Rows {"id", "gold", "pred", "expected"} of all test files below a folder."""
    rows = []
    for file in sorted(Path(tests).rglob("test_*.py")):
        for test, number, row in parametrized(file):
            rows.append({"id": f"{file.stem}/{test}/{number:03}", "gold": row["gold"], "pred": row["pred"],
                         "expected": bool(row.get("expected", row.get("result")))})
    return rows


def math_verify(folder):
    """Math-Verify's own tests."""
    return of_pytest(sdist(MATH_VERIFY, folder) / "tests")


# Repositories that have no tests in their packages: address, commit, the folder that is read.
REPOSITORIES = {
    "lighteval": ("https://github.com/huggingface/lighteval", "b620bf575db867b5974cacdbba6bef5a69d08e9a"),
    "latex2sympy2_extended": ("https://github.com/IuvenisSapiens/latex2sympy2_extended", "107dedbd1988fe29000fc128b1ca855428cbd80d"),
}


def repository(name, folder):
    """A checkout of a pinned commit below `folder`, or None where it cannot be fetched; a folder of that name that is there is taken."""
    root = Path(folder) / name
    if not root.exists():
        address, commit = REPOSITORIES[name]
        root.mkdir(parents=True)
        for command in (["git", "init", "-q"], ["git", "fetch", "-q", "--depth", "1", address, commit], ["git", "checkout", "-q", "FETCH_HEAD"]):
            if subprocess.run(command, cwd=root, stderr=subprocess.DEVNULL, check=False).returncode:
                shutil.rmtree(root)
                return None
    return root


def lighteval(folder):
    """lighteval's tests of finding an answer; None where the repository cannot be had."""
    root = repository("lighteval", folder)
    return root and [row for row in of_pytest(root / "tests" / "metrics") if row["id"].startswith("test_extractive_match/")]


def latex2sympy(folder):
    """Formulas of latex2sympy2_extended's tests in a box, against sympy's own spelling of the expression that they are to be."""
    root = repository("latex2sympy2_extended", folder)
    if root is None:
        return None
    import sympy

    sys.path[:0] = [str(root), str(root / "src"), str(root / "tests")]
    from all_good_test import TestAllGood

    rows = []
    for number, (formula, expression) in enumerate(TestAllGood.GOOD_PAIRS):
        expression = sympy.sympify(expression)
        if expression.has(sympy.Limit, sympy.Integral):
            continue  # neither has a value that Kedge computes
        expression = expression.replace(lambda part: isinstance(part, sympy.log) and len(part.args) == 2,
                                        lambda part: sympy.log(part.args[0]) / sympy.log(part.args[1]))
        gold = sympy.latex(expression).replace("bar{x}", "\\bar{x}")
        rows.append({"id": f"all_good_test/{number:03}", "gold": gold, "pred": f"\\boxed{{{formula}}}", "expected": True})
    return rows
