"""Made pairs of a reference and an answer, whose truth is known because both are made from the same numbers.

Every kind draws numbers and gives the reference, spellings that are right and answers that are wrong. Each of them is put into
one of the sentences in which models answer. The same seed gives the same pairs.
"""

import math
import random
from fractions import Fraction

SEED = 20261128

FRAMES = [
    "\\boxed{%s}",
    "The answer is $%s$.",
    "After simplifying, the answer is $%s$.",
    "Putting the parts together, we reach the result. Therefore the answer is $\\boxed{%s}$.",
    "Hence the required value is\n\\[\n\\boxed{%s}\n\\]",
    "We get, in the end, $%s$",
    "<think>Perhaps it is \\boxed{17}? No, I should redo that.</think>\nSo we conclude that \\boxed{%s}.",
    "We work step by step.\nStep 1: rewrite the condition.\nStep 2: solve.\n\nFinal answer: \\(%s\\)",
    "**Answer:** $%s$",
    "$%s$",
    "<answer>$%s$</answer>",
    "So, after both cases are checked,\n\n**$%s$**",
    "Final Answer: The final answer is $%s$. I hope it is correct.",
    "First 3 + 4 = 7, and with the 12 others this gives the rest.\n#### %s",
    "Thus $\\boxed{%s}$ is what was asked for.",
]


def fraction(value, command="\\frac"):
    sign = "-" if value < 0 else ""
    value = abs(value)
    return f"{sign}{command}{{{value.numerator}}}{{{value.denominator}}}"


def proper(random_):
    """A fraction that is no whole number."""
    while True:
        value = Fraction(random_.randint(1, 60), random_.randint(2, 25)) * random_.choice([1, 1, -1])
        if value.denominator > 1:
            return value


def grouped(number, comma=","):
    return f"{number:,}".replace(",", comma)


def decimal(hundredths, places=2):
    """A number of hundredths as a decimal without superfluous zeros, or with so many places."""
    text = f"{hundredths / 100:.{places}f}"
    return text


def plain(hundredths):
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def integers(r):
    n = r.randint(2, 99999) * r.choice([1, 1, 1, -1])
    return str(n), [str(n), f"{n}.0", f"x={n}", f"+{n}" if n > 0 else f"- {-n}", f"{n}\\,"], [str(n + r.choice([1, -1, 10])), str(-n), f"{n}.5", f"{n}0"]


def thousands(r):
    n = r.randint(1000, 99999999)
    return str(n), [grouped(n), grouped(n, "{,}"), grouped(n, "\\,"), grouped(n, ",\\!")], [grouped(n + 1), grouped(n * 10), grouped(n // 10)]


def fractions(r):
    v = proper(r)
    k = r.randint(2, 6)
    n, d = v.numerator, v.denominator
    right = [fraction(v), fraction(v, "\\dfrac"), fraction(v, "\\tfrac"), f"{n}/{d}", f"{'-' if n < 0 else ''}\\frac{{{abs(n) * k}}}{{{d * k}}}", f"\\left({fraction(v)}\\right)"]
    wrong = [fraction(v + 1), fraction(-v), fraction(v + Fraction(1, d)), str(n), str(d)]
    if abs(n) != 1:
        wrong.append(fraction(1 / v))
    return r.choice([fraction(v), fraction(v, "\\dfrac"), f"{n}/{d}"]), right, wrong


def decimals(r):
    h = r.randint(101, 99999)
    if h % 100 == 0:
        h += 5
    v = Fraction(h, 100)
    return plain(h), [plain(h), plain(h) + "0", fraction(v), f"{v.numerator}/{v.denominator}"], [plain(h + 1), plain(-h), plain(10 * h), plain(h + 100)]


def mixed(r):
    whole, v = r.randint(1, 12), abs(proper(r)) % 1
    total = whole + v
    part = fraction(v)
    return fraction(total), [f"{whole}{part}", f"{whole}\\,{part}", f"{whole} {v.numerator}/{v.denominator}", fraction(total)], [f"{whole + 1}{part}", fraction(whole * v) if whole * v != total else "0", part, str(whole)]


def percent(r):
    n = r.randint(2, 97)
    return f"{n}\\%", [f"{n}\\%", str(n), f"{n}\\text{{ percent}}", f"{n}.0\\%", f"{n / 100:.2f}"], [f"{n + 1}\\%", f"{n}0\\%", f"-{n}\\%"]


def money(r):
    c = r.randint(101, 99999)
    if c % 100 == 0:
        c += 50
    text = decimal(c)
    dollars = r.random() < 0.5
    return f"\\${text}" if dollars else text, [f"\\${text}", text, f"\\$ {text}", f"{text}\\text{{ dollars}}", f"\\text{{USD }}{text}"], [f"\\${decimal(c + 100)}", f"\\${decimal(c + 1)}", f"\\${c}", f"{text}\\text{{ cents}}" if dollars else f"{text}9"]


UNITS = ["cm", "kg", "m", "s", "km", "hours", "mph", "apples", "cm^2", "m/s", "minutes", "dollars", "points", "liters"]


def units(r):
    n = r.choice([r.randint(2, 500), -r.randint(2, 90), round(r.uniform(1.1, 90), 1)])
    u = r.choice(UNITS)
    word = f"\\text{{ {u}}}" if "^" not in u else f"\\text{{ {u[:-2]}}}^2"
    return str(n), [f"{n}{word}", f"{n}~{word}", f"{n}\\,\\mathrm{{{u}}}", f"{n}\\ \\mathrm{{{u}}}"], [f"{n + 1:g}{word}", f"{-n}{word}", f"{n}0\\,\\mathrm{{{u}}}" if isinstance(n, int) else f"{n}1{word}"]


def roots(r):
    k, n = r.randint(2, 9), r.choice([2, 3, 5, 6, 7, 10, 11, 13, 14, 15])
    return f"{k}\\sqrt{{{n}}}", [f"{k}\\sqrt{{{n}}}", f"\\sqrt{{{k * k * n}}}", f"{k}\\cdot\\sqrt{{{n}}}", f"\\frac{{{k * n}}}{{\\sqrt{{{n}}}}}", f"{k}\\cdot {n}^{{1/2}}"], [f"{k + 1}\\sqrt{{{n}}}", f"\\sqrt{{{k * n}}}", str(k * n), f"{k}\\sqrt[3]{{{n}}}", str(k)]


def powers(r):
    b, e = r.randint(2, 9), r.randint(3, 40)
    return f"{b}^{{{e}}}", [f"{b}^{{{e}}}", f"{b}\\cdot {b}^{{{e - 1}}}", f"\\frac{{{b}^{{{e + 1}}}}}{{{b}}}", str(b ** e)], [f"{b}^{{{e + 1}}}", f"{b + 1}^{{{e}}}", str(b * e) if b * e != b ** e else "1", str(b ** e + 1)]


def scientific(r):
    m, e = r.randint(11, 99), r.choice([-9, -6, -4, -3, 3, 4, 6, 9])
    if m % 10 == 0:
        m += 3
    text = f"{m / 10:.1f}"
    return r.choice([f"{text} \\times 10^{{{e}}}", f"{text}e{e}"]), [f"{text}\\times10^{{{e}}}", f"{text}\\cdot 10^{{{e}}}", f"{text}\\times10^{{{e}}}\\text{{ J}}", f"{m}\\times 10^{{{e - 1}}}", f"{text}e{e}"], [f"{text}\\times10^{{{e + 1}}}", f"{text}\\times10^{{{-e}}}", f"{(m + 1) / 10:.1f}\\times10^{{{e}}}", text]


def signed(number, name):
    """A coefficient with its sign, as it stands behind other terms."""
    return f"{'+' if number > 0 else '-'}{abs(number) if abs(number) != 1 or not name else ''}{name}"


def polynomials(r):
    a, b = r.choice([-7, -5, -3, -2, 2, 3, 4, 6]), r.choice([-9, -4, -1, 1, 5, 8])
    if a + b == 0:
        b += 2 if b != -2 else 3
    s, p = a + b, a * b
    expanded = f"x^2{signed(s, 'x')}{signed(p, '')}"
    return r.choice([expanded, f"(x{signed(a, '')})(x{signed(b, '')})"]), [expanded, f"(x{signed(b, '')})(x{signed(a, '')})", f"{p}{signed(s, 'x')}+x^2", f"x(x{signed(s, '')}){signed(p, '')}"], [f"x^2{signed(s, 'x')}{signed(p + 1, '') if p != -1 else ''}", f"x^2{signed(-s, 'x')}{signed(p, '')}", f"x^3{signed(s, 'x')}{signed(p, '')}", f"(x{signed(a, '')})^2" if a != b else "x", str(p)]


def expressions(r):
    a, b = r.randint(2, 9), r.randint(2, 9)
    return f"\\frac{{{a}x+{b}}}{{x-{b}}}", [f"\\frac{{{b}+{a}x}}{{x-{b}}}", f"-\\frac{{{a}x+{b}}}{{{b}-x}}", f"{a}+\\frac{{{a * b + b}}}{{x-{b}}}", f"({a}x+{b})/(x-{b})"], [f"\\frac{{{a}x-{b}}}{{x-{b}}}", f"\\frac{{{a}x+{b}}}{{x+{b}}}", f"\\frac{{x-{b}}}{{{a}x+{b}}}", f"{a}x+{b}", str(a)]


def logarithms(r):
    b, n = r.randint(2, 9), r.choice([11, 13, 17, 19, 23])
    return f"\\log_{{{b}}} {n}", [f"\\log_{{{b}}} {n}", f"\\frac{{\\ln {n}}}{{\\ln {b}}}", f"\\log_{{{b}}}({n})", f"\\frac12\\log_{{{b}}}{n * n}"], [f"\\log_{{{b + 1}}} {n}", f"\\log_{{{n}}} {b}", str(n), f"\\ln {n}", str(b)]


def trigonometry(r):
    k = r.randint(2, 9)
    return f"{k}\\sin(2x)", [f"{2 * k}\\sin x\\cos x", f"{k}\\sin 2x", f"{2 * k}\\cos(x)\\sin(x)"], [f"{k}\\sin x", f"{2 * k}\\sin(2x)", f"{k}\\cos(2x)", f"-{k}\\sin(2x)", str(k)]


def multiples_of_pi(r):
    v = abs(proper(r))
    n, d = v.numerator, v.denominator
    return f"\\frac{{{n}\\pi}}{{{d}}}", [f"\\frac{{{n}}}{{{d}}}\\pi", f"{n}\\pi/{d}", f"\\frac{{{2 * n}\\pi}}{{{2 * d}}}", f"\\pi\\cdot\\frac{{{n}}}{{{d}}}"], [f"\\frac{{{n}}}{{{d}}}", f"\\frac{{{n + d}\\pi}}{{{d}}}", f"-\\frac{{{n}\\pi}}{{{d}}}", f"{n}\\pi", str(d)]


def intervals(r):
    a, w = r.randint(-20, 20), r.randint(1, 25)
    b = a + w
    if r.random() < 0.5:
        return f"[{a},{b})", [f"[{a}, {b})", f"\\left[{a},{b}\\right)", f"{a}\\le x<{b}", f"x\\in[{a},{b})"], [f"({a},{b})", f"[{a},{b}]", f"[{a},{b + 1})", f"{a}<x<{b}", str(b)]
    return f"({a},\\infty)", [f"({a}, \\infty)", f"x>{a}", f"\\left({a},+\\infty\\right)", f"\\{{x\\mid x>{a}\\}}"], [f"[{a},\\infty)", f"x<{a}", f"({a + 1},\\infty)", f"(-\\infty,{a})", str(a)]


def unions(r):
    a = r.randint(-15, 10)
    b = a + r.randint(1, 12)
    return f"(-\\infty,{a})\\cup({b},\\infty)", [f"(-\\infty, {a}) \\cup ({b}, \\infty)", f"x<{a}\\text{{ or }}x>{b}", f"({b},\\infty)\\cup(-\\infty,{a})"], [f"({a},{b})", f"(-\\infty,{a}]\\cup[{b},\\infty)", f"(-\\infty,{a})", f"(-\\infty,{a})\\cup({b + 1},\\infty)"]


def sets(r):
    members = r.sample(range(-20, 60), r.randint(2, 5))
    text = ",".join(map(str, members))
    back = ", ".join(map(str, reversed(members)))
    other = list(members)
    other[0] = 77
    return f"\\{{{text}\\}}", [f"\\{{{back}\\}}", text.replace(",", ", "), f"\\left\\{{{text}\\right\\}}"], [f"\\{{{','.join(map(str, members[:-1]))}\\}}", f"\\{{{text},78\\}}", f"\\{{{','.join(map(str, other))}\\}}", str(members[0])]


def solutions(r):
    a, b = r.sample(range(-12, 30), 2)
    return f"x={a},\\ x={b}", [f"x={b}\\text{{ or }}x={a}", f"{a}, {b}", f"x_1={a}, x_2={b}", f"\\{{{b},{a}\\}}", f"{a}\\text{{ and }}{b}"], [str(a), f"{a}, {b + 50}", f"{a},{b},99", f"x={b}"]


def tuples(r):
    n = [r.randint(-9, 30) for _ in range(r.choice([2, 3, 3]))]
    if n[0] == n[-1]:
        n[-1] += 1
    inner = ",".join(map(str, n))
    return f"({inner})", [f"({', '.join(map(str, n))})", f"\\left({inner}\\right)", f"({'.0, '.join(map(str, n))}.0)"], [f"({','.join(map(str, reversed(n)))})", f"({','.join(map(str, n[:-1] + [n[-1] + 1]))})", f"({inner},0)", str(n[-1])]


def lines(r):
    a, b, c = r.randint(1, 7), r.choice([-5, -3, 2, 4, 9]), r.randint(1, 20)
    return f"{a if a > 1 else ''}x{signed(b, 'y')}={c}", [f"{2 * a}x{signed(2 * b, 'y')}={2 * c}", f"{a}x{signed(b, 'y')}{signed(-c, '')}=0", f"{c}={a}x{signed(b, 'y')}"], [f"{a}x{signed(-b, 'y')}={c}", f"{a}x{signed(b, 'y')}={c + 1}", str(c), f"{a}x{signed(b, 'y')}=0"]


def matrices(r):
    n = r.sample(range(-9, 20), 4)
    m = lambda a, kind="pmatrix": f"\\begin{{{kind}}}{a[0]}&{a[1]}\\\\{a[2]}&{a[3]}\\end{{{kind}}}"
    return m(n), [m(n, "bmatrix"), m(n).replace("&", " & ").replace("\\\\", " \\\\ "), f"[[{n[0]},{n[1]}],[{n[2]},{n[3]}]]", f"\\left[\\begin{{array}}{{cc}}{n[0]}&{n[1]}\\\\{n[2]}&{n[3]}\\end{{array}}\\right]"], [m([n[0], n[2], n[1], n[3]]), m([n[0] + 1] + n[1:]), str(n[0] * n[3] - n[1] * n[2]), f"\\begin{{pmatrix}}{n[0]}\\\\{n[2]}\\end{{pmatrix}}"]


def complexes(r):
    a, b = r.choice([-8, -3, 2, 5, 7]), r.choice([-6, -4, 2, 3, 9])
    return f"{a}{signed(b, 'i')}", [f"{a} {'+' if b > 0 else '-'} {abs(b)}i", f"{abs(b)}i{signed(a, '')}" if b > 0 else f"-{abs(b)}i{signed(a, '')}", f"i({b}{signed(-a, 'i')})"], [f"{a}{signed(-b, 'i')}", f"{-a}{signed(b, 'i')}", str(a), f"{a}{signed(b, '')}", f"{b}{signed(a, 'i')}" if a != b else "0"]


WORDS = ["Tuesday", "ellipse", "hyperbola", "even", "odd", "yes", "no", "true", "false", "north", "isosceles", "Monday", "red", "circle", "Alice", "impossible"]


def texts(r):
    w, o = r.sample(WORDS, 2)
    return f"\\text{{{w}}}", [f"\\text{{{w}}}", f"\\text{{{w.capitalize()}}}", f"\\mathrm{{{w}}}", f"\\textbf{{{w}}}"], [f"\\text{{{o}}}", f"\\text{{not {w}}}", "0"]


def choices(r):
    c, o = r.sample("ABCDE", 2)
    return c, [f"\\text{{{c}}}", f"({c})", f"\\textbf{{({c})}}", f"\\mathrm{{({c})}}"], [f"\\text{{{o}}}", f"({o})", "17"]


def in_base(n, b):
    digits = ""
    while n:
        digits = str(n % b) + digits
        n //= b
    return digits


def bases(r):
    b = r.randint(2, 9)
    n = r.randint(b * b, 3000)
    return f"{in_base(n, b)}_{b}", [f"{in_base(n, b)}_{{{b}}}", f"({in_base(n, b)})_{{{b}}}", f"{in_base(n, b)}_{{\\text{{{dict(zip(range(2, 10), 'two three four five six seven eight nine'.split()))[b]}}}}}", f"{in_base(n, b)}"], [f"{in_base(n + 1, b)}_{b}", f"{in_base(n * b, b)}_{b}", f"{in_base(n, b)}_{b + 1}" if b < 9 else "1_9"]


def ratios(r):
    a, b = r.sample(range(2, 20), 2)
    return f"{a}:{b}", [f"{a}:{b}", f"{a} : {b}", f"{a}\\text{{ to }}{b}", f"{a}{{:}}{b}"], [f"{b}:{a}", f"{a + 1}:{b}", f"{a}:{b + 1}", str(b)]


def times(r):
    h, m = r.randint(1, 12), r.randint(10, 59)
    return f"{h}:{m}", [f"{h}:{m}", f"{h}{{:}}{m}", f"{h}\\!:\\!{m}", f"\\text{{{h}:{m}}}"], [f"{h}:{m - 1}", f"{h % 12 + 1}:{m}", str(m), f"{h}"]


def inequalities(r):
    a = r.randint(-9, 12)
    return f"x\\ge {a}", [f"x\\geq{a}", f"{a}\\le x", f"[{a},\\infty)", f"2x\\ge{2 * a}", f"x \\geqslant {a}"], [f"x>{a}", f"x\\le {a}", f"x\\ge {a + 1}", str(a), f"x={a}"]


def plus_minus(r):
    a, n = r.randint(1, 12), r.choice([2, 3, 5, 7, 11])
    return f"{a}\\pm\\sqrt{{{n}}}", [f"{a}+\\sqrt{{{n}}}, {a}-\\sqrt{{{n}}}", f"x={a}\\pm\\sqrt{{{n}}}", f"{a}-\\sqrt{{{n}}}\\text{{ and }}{a}+\\sqrt{{{n}}}"], [f"{a}+\\sqrt{{{n}}}", f"-{a}\\pm\\sqrt{{{n}}}", f"{a}\\pm\\sqrt{{{n + 1}}}", str(a)]


def counting(r):
    n = r.randint(6, 14)
    k = r.randint(2, n - 3)
    c = math.comb(n, k)
    return str(c), [f"\\binom{{{n}}}{{{k}}}", str(c), f"\\frac{{{n}!}}{{{k}!{n - k}!}}", f"\\binom{{{n}}}{{{n - k}}}", f"\\dbinom{{{n}}}{{{k}}}"], [f"\\binom{{{n + 1}}}{{{k}}}", f"{n}!", f"\\frac{{{n}}}{{{k}}}", str(c + 1)]


KINDS = [integers, thousands, fractions, decimals, mixed, percent, money, units, roots, powers, scientific, polynomials, expressions,
         logarithms, trigonometry, multiples_of_pi, intervals, unions, sets, solutions, tuples, lines, matrices, complexes, texts,
         choices, bases, ratios, times, inequalities, plus_minus, counting]


def pairs(each=81, seed=SEED):
    """Rows {"kind", "gold", "pred", "expected"}: of every kind so many right and nearly as many wrong ones."""
    r = random.Random(seed)
    rows = []
    for kind in KINDS:
        for number in range(each):
            gold, right, wrong = kind(r)
            frame = FRAMES[number % len(FRAMES)]
            rows.append(row(kind.__name__, gold, right[number % len(right)], frame, True))
            if number % 16:
                rows.append(row(kind.__name__, gold, wrong[number % len(wrong)], FRAMES[(number + 7) % len(FRAMES)], False))
    return rows


def row(kind, gold, answer, frame, expected):
    if frame.endswith("#### %s"):
        answer = answer.replace("\\!", "")
    return {"kind": kind, "gold": gold, "answer": answer, "pred": frame.replace("%s", answer), "expected": expected}
