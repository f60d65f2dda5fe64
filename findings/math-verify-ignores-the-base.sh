#!/bin/sh
# A fact about math-verify 0.9.0 (latex2sympy2_extended 1.11.0, sympy 1.14.0), shown without Kedge; fails if it no longer holds.
#
# A number with its base as an index, $1011_2$, is read as the decimal number 1011 and the base is dropped without a word. So 1011 in base two,
# in base three and in base ten are the same to verify(), and 1011_2 is not 11_{10}, which it is.
# Input: the formulas below, defaults of parse() and verify().
# Seen: verify(1011_2, 1011_3) is True, verify(1011_2, 1011) is True, verify(1011_2, 11_{10}) is False.
#
# Needs Python 3.10 or newer with venv; fetches the pinned packages from PyPI into a temporary folder.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q math-verify==0.9.0 latex2sympy2_extended==1.11.0 antlr4-python3-runtime==4.13.2 sympy==1.14.0 >&2
cat > "$work/base.py" <<'PY'
import sys

from math_verify import parse, verify

verdicts = []
for other in (r"$1011_3$", r"$1011$", r"$11_{10}$"):
    gold, answer = parse(r"$1011_2$"), parse(other)
    verdicts.append(verify(gold, answer))
    print(f"$1011_2$ is read as {gold}, {other} as {answer}: verify says {verdicts[-1]}")
if verdicts != [True, True, False]:
    print("CHANGED: expected True, True, False")
    sys.exit(1)
print("as found with math-verify 0.9.0")
PY
"$work/venv/bin/python" "$work/base.py"
