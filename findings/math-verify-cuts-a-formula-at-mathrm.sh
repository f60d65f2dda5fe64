#!/bin/sh
# A fact about math-verify 0.9.0 (latex2sympy2_extended 1.11.0, sympy 1.14.0), shown without Kedge; fails if it no longer holds.
#
# parse() of a formula that has \mathrm{e} within a fraction reads only what stands before the fraction, and says nothing: the formula
# text it keeps ends at "\frac{1}{". So verify() takes 1 - 1/e and 1 + 1/e for the same, and both for 1. With a plain e they differ.
# \mathrm{e} is how ISO 80000-2 and many textbooks set the base of the natural logarithm.
# Input: the four formulas below, defaults of parse() and verify().
# Seen: verify(1 - 1/\mathrm{e}, 1 + 1/\mathrm{e}) is True, verify(1 - 1/e, 1 + 1/e) is False.
#
# Needs Python 3.10 or newer with venv; fetches the pinned packages from PyPI into a temporary folder.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q math-verify==0.9.0 latex2sympy2_extended==1.11.0 antlr4-python3-runtime==4.13.2 sympy==1.14.0 >&2
cat > "$work/mathrm.py" <<'PY'
import sys

from math_verify import parse, verify


def same(left, right):
    first, second = parse(left), parse(right)
    print(f"{left} is read as {first}, {right} as {second}: verify says {verify(first, second)}")
    return verify(first, second)


upright = same(r"$1 - \frac{1}{\mathrm{e}}$", r"$1 + \frac{1}{\mathrm{e}}$")
italic = same(r"$1 - \frac{1}{e}$", r"$1 + \frac{1}{e}$")
one = same("$1$", r"$1 + \frac{1}{\mathrm{e}}$")
if not upright or not one or italic:
    print("CHANGED: expected True, False, True")
    sys.exit(1)
print("as found with math-verify 0.9.0")
PY
"$work/venv/bin/python" "$work/mathrm.py"
