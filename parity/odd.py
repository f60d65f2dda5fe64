"""Odd spellings: answers that say the same in another notation, and answers that only look alike.

Each line is a reference with spellings that are right and answers that are wrong; each answer is put into a box and into a sentence.
SENTENCES are whole completions.
"""

BOX = "\\boxed{%s}"
SENTENCE = "So the answer is $%s$."

TABLE = [
    ("absolute inequality", "[-2,6]", ["|x-2|\\le4", "\\{x: |x-2|\\le 4\\}", "-2\\le x\\le6", "\\left|x-2\\right|\\leq 4", "|2-x|\\le4", "x\\ge-2\\text{ and }x\\le6"], ["|x-2|<4", "|x+2|\\le4", "|x-2|\\ge4", "x\\ge-2\\text{ or }x\\le6"]),
    ("union", "(-\\infty,-3]\\cup[3,\\infty)", ["|x|\\ge 3", "x\\le-3\\text{ or }x\\ge3", "x^2\\ge9", "\\mathbb{R}\\setminus(-3,3)", "[3,\\infty)\\cup(-\\infty,-3]"], ["|x|\\le 3", "|x|>3", "x\\ge3", "x\\le-3\\text{ and }x\\ge3"]),
    ("union spelled", "(-\\infty,0)\\cup(2,\\infty)", ["x<0 \\text{ or } x>2", "\\{x<0\\}\\cup\\{x>2\\}", "x(x-2)>0", "x<0\\lor x>2", "|x-1|>1", "x>2\\text{ or }x<0"], ["x<0 \\text{ and } x>2", "x(x-2)<0", "0<x<2", "(-\\infty,0]\\cup[2,\\infty)"]),
    ("and / or", "[0,5]", ["x\\ge0 \\text{ and } x\\le5", "0\\le x\\le5", "x\\ge0, x\\le5", "\\{x\\mid0\\le x\\le5\\}"], ["x\\ge0 \\text{ or } x\\le5", "x>0\\text{ and }x<5", "[0,\\infty)"]),
    ("all reals", "\\mathbb{R}", ["\\text{all real numbers}", "(-\\infty,\\infty)", "x\\in\\mathbb{R}", "\\mathbf{R}", "\\text{All reals}"], ["\\emptyset", "\\mathbb{Q}", "[0,\\infty)", "\\text{all integers}"]),
    ("integers", "\\mathbb{Z}", ["\\mathbf{Z}", "\\text{all integers}", "\\{\\ldots,-2,-1,0,1,2,\\ldots\\}", "\\text{the integers}"], ["\\mathbb{N}", "\\mathbb{R}", "\\{-2,-1,0,1,2\\}", "\\text{all real numbers}"]),
    ("set builder", "(3,\\infty)", ["]3,\\infty[", "\\text{all } x > 3", "\\{x\\in\\mathbb{R}: x>3\\}", "\\{x : x > 3\\}", "x\\in(3,\\infty)", "3<x"], ["[3,\\infty)", "[3,\\infty[", "x<3", "3"]),
    ("half-open", "[1,4)", ["[1,4[", "1\\le x<4", "\\{x\\mid 1\\le x<4\\}", "x\\in[1,4)"], ["]1,4[", "[1,4]", "(1,4)"]),
    ("set operations", "\\{1,2,3\\}", ["\\{x\\in\\mathbb{Z}: 1\\le x\\le3\\}", "\\{1,2\\}\\cup\\{3\\}", "\\{3,2,1\\}", "\\{1,2,3,4\\}\\setminus\\{4\\}", "1, 2\\text{ and }3"], ["\\{x\\in\\mathbb{Z}: 1\\le x<3\\}", "\\{1,2\\}", "[1,3]", "\\{1,2,3,4\\}"]),
    ("empty set", "\\emptyset", ["\\varnothing", "\\{\\}", "\\text{empty set}", "∅"], ["\\{0\\}", "0", "\\mathbb{R}"]),
    ("base", "2B_{16}", ["101011_2", "0x2B", "(2B)_{16}", "2b_{16}", "2\\mathrm{B}_{16}", "43_{10}"], ["2A_{16}", "101010_2", "0x2A", "43_{16}"]),
    ("base three", "1011211_3", ["1011211_{\\text{three}}", "(1011211)_3", "1011211_{3}", "{1011211}_3", "1011211"], ["1011211_4", "1011212_3", "(1011210)_3"]),
    ("binomial", "\\binom{12}{5}", ["\\mathrm{C}_{12}^{5}", "{}_{12}C_5", "C(12,5)", "{12 \\choose 5}", "C_{12}^5", "792", "\\binom{12}{7}", "\\frac{12!}{5!7!}"], ["\\mathrm{C}_{12}^{4}", "C(5,12)", "\\frac{12}{5}", "\\binom{5}{12}"]),
    ("cents", "75 cents", ["75¢", "\\$0.75", "75\\text{ cents}", "0.75\\text{ dollars}", "75"], ["\\$75", "7.5\\text{ cents}", "\\$7.50", "75\\text{ dollars}"]),
    ("dollars", "\\$5", ["5\\text{ dollars}", "\\$5.00", "500\\text{ cents}", "5"], ["5\\text{ cents}", "\\$50", "5¢"]),
    ("money", "1250.5", ["USD 1250.50", "Rs. 1250.50", "\\text{US\\$ }1250.50", "\\$1{,}250.50", "1{,}250.50\\text{ dollars}", "€1250.50", "1250.50\\text{ EUR}"], ["USD 125.05", "Rs. 1250", "\\$1{,}250.05", "12505"]),
    ("yen", "3000", ["¥3000", "3000\\text{円}", "3{,}000\\text{ yen}", "₩3000", "₹3,000"], ["¥300", "3\\text{円}", "¥30000"]),
    ("complex", "2-3i", ["2-3\\mathrm{i}", "\\overline{2+3i}", "2 - 3j", "-3i+2", "2+(-3)i", "2-3\\cdot i"], ["2+3i", "-2-3i", "3-2i", "\\overline{2-3i}"]),
    ("polar", "-1", ["\\operatorname{cis}\\pi", "e^{i\\pi}", "\\cos\\pi+i\\sin\\pi", "e^{-i\\pi}", "i^2"], ["\\operatorname{cis}0", "e^{2\\pi i}", "\\operatorname{cis}\\frac{\\pi}{2}", "i"]),
    ("polar form", "1+i", ["\\sqrt2 e^{i\\pi/4}", "\\sqrt{2}\\left(\\cos\\frac{\\pi}{4}+i\\sin\\frac{\\pi}{4}\\right)", "\\sqrt2\\operatorname{cis}\\frac{\\pi}{4}", "\\sqrt2\\,\\mathrm{cis}\\,45^\\circ"], ["2e^{i\\pi/4}", "\\sqrt2 e^{-i\\pi/4}", "1-i"]),
    ("date", "\\text{March 5}", ["\\text{March } 5", "March 5", "\\text{March 5th}", "\\text{5 March}"], ["\\text{March 6}", "\\text{May 5}", "5"]),
    ("derivative", "2x e^{x^2}", ["\\frac{d}{dx}e^{x^2}", "2xe^{x^2}", "2x\\exp(x^2)", "e^{x^2}\\cdot 2x", "\\frac{2x}{e^{-x^2}}"], ["\\frac{d}{dx}e^{x}", "xe^{x^2}", "2xe^{2x}"]),
    ("over", "\\frac{44}{3}", ["{44 \\over 3}", "44/3", "14\\frac23", "\\frac{88}{6}", "\\dfrac{44}3"], ["{3 \\over 44}", "{44 \\over 4}", "44\\frac13"]),
    ("infinite", "\\infty", ["\\text{infinity}", "+\\infty", "\\text{Infinity}", "∞"], ["-\\infty", "0", "\\text{finite}"]),
    ("integral constant", "\\frac{x^3}{3}+C", ["\\frac{x^3}{3}+c", "\\frac13x^3+C", "C+\\frac{x^3}{3}", "\\frac{1}{3}x^3 + \\text{constant}"], ["\\frac{x^3}{3}-x+C", "\\frac{x^2}{3}+C", "C"]),
    ("layout", "\\frac{3}{4}", ["^3/_4", "\\nicefrac{3}{4}", "\\sfrac{3}{4}", "\\frac{3}{4}\\blacksquare", "\\displaystyle\\frac34", "{}^3\\!/_4", "\\frac{3}{4}\\,\\square", "\\textstyle\\frac{3}{4}", "¾", "0.75", "\\mathbf{\\frac{3}{4}}", "\\color{red}{\\frac34}"], ["^4/_3", "\\nicefrac{4}{3}", "3\\frac14", "34", "\\frac{3}{40}"]),
    ("matrix", "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", ["\\begin{pmatrix}1&3\\\\2&4\\end{pmatrix}^T", "\\frac12\\begin{pmatrix}2&4\\\\6&8\\end{pmatrix}", "\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}", "\\left(\\begin{smallmatrix}1&2\\\\3&4\\end{smallmatrix}\\right)", "\\left[\\begin{array}{rr}1&2\\\\3&4\\end{array}\\right]", "\\begin{pmatrix}1&2\\\\3&4\\\\\\end{pmatrix}", "\\begin{pmatrix}1&1\\\\1&1\\end{pmatrix}+\\begin{pmatrix}0&1\\\\2&3\\end{pmatrix}"], ["\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}^T", "\\frac12\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}", "-2", "\\begin{pmatrix}1&2&3&4\\end{pmatrix}"]),
    ("zero", "0", ["\\sin\\pi", "-0", "0.0", "\\ln 1", "\\sqrt2-\\frac{2}{\\sqrt2}", "\\cos\\frac{\\pi}{2}", "\\tan\\pi", "5-5"], ["\\sin 1", "10^{-9}", "1", "\\cos\\pi"]),
    ("number words", "12", ["\\text{twelve}", "12\\text{ (twelve)}", "\\text{Twelve}", "12\\text{ eggs}", "12."], ["\\text{eleven}", "\\text{twenty}", "\\text{two}", "12\\text{ million}", "13\\text{ (thirteen)}"]),
    ("larger words", "42", ["\\text{forty-two}", "\\text{forty two}", "42", "\\text{Forty-two}"], ["\\text{forty}", "\\text{twenty-four}", "\\text{fourteen}"]),
    ("ordinals", "5", ["5^{\\text{th}}", "5\\text{th}", "5th", "\\text{fifth}", "5^{th}"], ["5^2", "15\\text{th}", "\\text{fourth}", "\\frac15"]),
    ("halves", "\\frac12", ["\\text{one half}", "50\\%", "\\text{one-half}", "1/2", ".5", "½"], ["\\text{one third}", "2", "\\text{half past one}", "5\\%"]),
    ("ratio", "3:4", ["3\\text{ to }4", "3 : 4", "3{:}4", "3\\colon4", "\\text{3 to 4}"], ["4:3", "4\\text{ to }3", "3:5", "34"]),
    ("long ratio", "2:3:5", ["2 : 3 : 5", "2\\text{ to }3\\text{ to }5", "2{:}3{:}5"], ["2:5:3", "2:3", "5:3:2", "3:5"]),
    ("time", "7:45", ["7{:}45", "7:45\\text{ a.m.}", "\\text{7:45}", "07:45"], ["7{:}46", "8{:}45", "45", "745"]),
    ("afternoon", "\\text{4:30 p.m.}", ["4:30\\text{ PM}", "\\text{4:30 PM}", "4{:}30\\text{ p.m.}", "\\text{4:30 pm}"], ["4:30\\text{ a.m.}", "\\text{5:30 p.m.}", "30"]),
    ("units behind terms", "16\\pi", ["16\\pi\\,\\mathrm{m}^3", "16\\pi\\text{ cm}^2", "16\\pi\\text{ square units}", "\\pi\\cdot16", "16π"], ["16", "4\\pi\\text{ cm}^2", "16\\pi^2", "\\pi"]),
    ("negative units", "-58.0", ["-58.0~\\text{ dollars}", "-58\\ \\mathrm{cm}", "-58^\\circ\\text{C}", "-58\\text{ points}", "-58\\%", "−58"], ["58\\text{ cm}", "-5.8\\text{ cm}", "-59\\ \\mathrm{cm}"]),
    ("units of fractions", "\\frac{3}{4}", ["\\frac{3}{4}\\text{ m}", "\\frac34\\,\\mathrm{kg}", "\\frac{3}{4}\\text{ of an hour}", "0.75\\text{ miles}"], ["\\frac{4}{3}\\text{ m}", "\\frac{3}{4m}", "\\frac{1}{4}\\text{ m}"]),
    ("units of sums", "1+\\sqrt{2}", ["1+\\sqrt{2}\\text{ cm}", "(1+\\sqrt2)\\,\\mathrm{m}", "\\sqrt2+1"], ["1-\\sqrt{2}\\text{ cm}", "\\sqrt2\\text{ cm}", "2+\\sqrt2"]),
    ("physical units", "10", ["10\\,\\Omega", "10\\ \\mu\\text{F}", "10\\text{ J/(mol K)}", "10\\,\\mathrm{kg\\,m/s^2}", "10\\ \\mathrm{m\\,s^{-1}}", "10\\text{ V}", "10\\text{ ft}^2", "10\\text{ m/s}^2"], ["10^2\\,\\Omega", "100\\ \\mu\\text{F}", "\\frac{10}{m}", "10x"]),
    ("scientific", "3.4 \\times 10^{-6}", ["3.4\\times10^{-6}\\text{ J}", "3.4e-6", "3.4\\cdot10^{-6}", "0.0000034", "34\\times10^{-7}", "3.4\\mathrm{E}{-6}", "3.4*10^{-6}", "3.4 x 10^{-6}"], ["3.4\\times10^{6}", "3.4\\times10^{-7}\\text{ J}", "3.4", "4.3\\times10^{-6}"]),
    ("units converted", "2\\text{ hours}", ["120\\text{ minutes}", "2\\text{ h}", "2\\text{ hrs}", "7200\\text{ seconds}", "2"], ["2\\text{ minutes}", "120\\text{ hours}", "12\\text{ minutes}"]),
    ("lengths converted", "1.5\\text{ km}", ["1500\\text{ m}", "1500\\,\\mathrm{m}", "1.5\\text{ kilometers}", "150000\\text{ cm}"], ["1.5\\text{ m}", "15\\text{ m}", "1500\\text{ km}"]),
    ("masses converted", "3\\text{ kg}", ["3000\\text{ g}", "3\\text{ kilograms}", "3"], ["3\\text{ g}", "300\\text{ g}", "3000\\text{ kg}"]),
    ("speeds", "100\\text{ km/h}", ["100\\text{ kph}", "100\\,\\mathrm{km/h}", "100\\text{ km per hour}"], ["100\\text{ m/s}", "100\\text{ mph}", "10\\text{ km/h}"]),
    ("compound units", "\\text{5 ft 6 in}", ["5\\text{ ft }6\\text{ in}", "5\\text{ feet }6\\text{ inches}", "\\text{5 ft 6 in}"], ["6\\text{ in}", "5\\text{ ft}", "6\\text{ ft }5\\text{ in}"]),
    ("vectors", "\\begin{pmatrix}1\\\\-2\\\\5\\end{pmatrix}", ["\\begin{pmatrix}1&-2&5\\end{pmatrix}^T", "\\mathbf{i}-2\\mathbf{j}+5\\mathbf{k}", "(1,-2,5)^T", "\\hat{i}-2\\hat{j}+5\\hat{k}", "\\langle1,-2,5\\rangle", "(1,-2,5)", "\\vec{i}-2\\vec{j}+5\\vec{k}", "[1,-2,5]^T"], ["\\mathbf{i}+2\\mathbf{j}+5\\mathbf{k}", "(1,5,-2)", "\\langle1,-2\\rangle", "5\\hat{i}-2\\hat{j}+\\hat{k}"]),
    ("degrees", "45^\\circ", ["45\\text{ degrees}", "45°", "45", "\\frac{\\pi}{4}", "45^{\\circ}"], ["54^\\circ", "45\\%", "\\frac{\\pi}{3}"]),
    ("recurring", "0.1\\overline{6}", ["\\frac16", "0.1666\\ldots", "0.1(6)", "0.1\\dot6"], ["0.16", "0.\\overline{16}", "0.6"]),
    ("thousands", "7215340", ["7,\\! 215,\\! 340", "7{,}215{,}340", "7\\,215\\,340", "7,215,340", "7 215 340", "7.21534\\times10^6"], ["7215.34", "721,534", "7,\\!215,\\!341"]),
    ("million", "17000000", ["17\\text{ million}", "17{,}000{,}000", "1.7\\times10^7"], ["17", "17\\text{ billion}", "1.7\\text{ million}"]),
    ("logarithms", "\\log_2 3", ["\\frac{\\ln3}{\\ln2}", "\\log_{2}{3}", "\\frac{\\log 3}{\\log 2}", "\\lg 3/\\lg 2", "\\mathrm{log}_2\\,3"], ["\\log_3 2", "\\ln 3", "\\log_2 4"]),
    ("trigonometry", "\\tan x", ["\\frac{\\sin x}{\\cos x}", "\\mathrm{tg}\\,x", "\\operatorname{tan}(x)", "\\frac{1}{\\cot x}", "\\tan(x)"], ["\\cot x", "\\tan 2x", "\\tan^2x", "\\sin x"]),
    ("inverse functions", "\\arctan 2", ["\\tan^{-1}2", "\\operatorname{arctg}2", "\\mathrm{arctan}(2)", "\\text{arctan}(2)"], ["\\frac{1}{\\tan2}", "\\tan 2", "\\arctan\\frac12"]),
    ("roots", "\\sqrt[3]{4}", ["4^{1/3}", "2^{2/3}", "\\sqrt[3]4", "∛4", "\\root 3 \\of 4"], ["\\sqrt{4}", "3\\sqrt4", "4^3"]),
    ("floor", "\\lfloor x\\rfloor", ["\\left\\lfloor x\\right\\rfloor", "\\operatorname{floor}(x)", "⌊x⌋"], ["\\lceil x\\rceil", "x", "|x|"]),
    ("absolute", "|x||y|", ["|xy|", "\\lvert x\\rvert\\lvert y\\rvert", "|x|\\cdot|y|", "|y||x|"], ["xy", "|x|+|y|", "|x+y|"]),
    ("plus and minus", "\\pm2", ["2,-2", "x=\\pm2", "\\{-2,2\\}", "2\\text{ or }-2", "\\mp2"], ["2", "-2", "\\pm3", "\\{2\\}"]),
    ("several unknowns", "(x,y)=(1,2)", ["x=1,y=2", "(1,2)", "x=1\\text{ and }y=2", "y=2,\\ x=1"], ["x=2,y=1", "(2,1)", "x=1"]),
    ("lists of pairs", "(1,2),(2,1)", ["(2,1),(1,2)", "\\{(1,2),(2,1)\\}", "(1,2)\\text{ and }(2,1)", "(1,2);(2,1)"], ["(1,2)", "(1,2),(1,2)", "(1,2),(2,2)"]),
    ("functions", "f(x)=2x+1", ["2x+1", "f(x)=1+2x", "y=2x+1", "f:x\\mapsto2x+1"], ["f(x)=2x-1", "x=2x+1", "f(x)=2x"]),
    ("equations", "x^2+y^2=4", ["y^2+x^2=4", "x^2+y^2-4=0", "2x^2+2y^2=8", "4=x^2+y^2"], ["x^2+y^2=2", "4", "x^2-y^2=4", "0"]),
    ("words", "\\text{Yes}", ["\\text{yes}", "\\textbf{Yes}", "Yes", "\\text{YES}", "\\text{Yes.}"], ["\\text{No}", "\\text{yes and no}", "1"]),
    ("capitals", "\\text{ACB}", ["\\mathrm{ACB}", "ACB", "\\text{A C B}"], ["ABC", "\\text{BAC}", "AC"]),
    ("letters", "\\text{A,D}", ["\\text{D, A}", "\\text{A and D}", "\\mathrm{A},\\mathrm{D}", "A,D"], ["\\text{D}", "\\text{A}", "\\text{A,B}", "\\text{A,B,D}"]),
    ("chain", "A \\to B \\to C", ["A\\rightarrow B\\rightarrow C", "A → B → C", "A\\to B\\to C"], ["B \\to A \\to C", "C", "A\\to C", "A\\to C\\to B"]),
    ("angle", "\\angle ABC", ["\\angle CBA", "∠ABC"], ["\\angle BAC", "\\angle ACB"]),
]

SENTENCES = [
    ("B", ["I would choose B.", "Option B is right, because A fails.", "The answer is B because A is wrong.", "Answer: **B**", "(B)", "The correct option is (B).", "So it must be B.", "B. 12 cm"], ["I would choose A.", "Option A is right, because B fails.", "The answer is A because B is wrong."]),
    ("18", ["$18$ is what we get, and $17$ would be too small.", "The answer is 18, in all.", "Ans: 18", "The answer is 18 (see above).", "The answer is not 17 but 18.", "In total she has **18** apples.", "So there are 18 of them.", "答案：18", "所以答案是18。", "Ответ: 18", "답: 18개", "18 apples", "A: 18", "La réponse est 18.", "Die Antwort ist 18.", "La respuesta es 18."], ["17 is what we get, and 18 would be too large.", "The answer is not 18 but 17.", "sqrt(18)", "答案：5/18", "The ratio is 5:18", "\\boxed{17} is better than 18 by a little.", "That is log(18)."]),
    ("\\frac12", ["The answer is one half.", "The probability is 1/2, or 50%.", "So the chance is 50%.", "That makes 1/2.", "答案是1/2"], ["The answer is one third.", "The probability is 1/3, not 1/2.", "That makes 11/2."]),
    ("Yes", ["Yes, because it divides.", "The answer is yes.", "\\boxed{Yes}", "Answer: Yes"], ["No, it does not.", "The answer is no.", "Answer: No"]),
    ("June 20", ["It is on June 20.", "\\boxed{June 20}", "The answer is June 20."], ["May 20", "\\boxed{20}", "The answer is June 2."]),
    ("4", ["Put the number in $\\boxed{\\phantom{2}}$. It is $\\boxed{4}$.", "Fill $\\boxed{?}$ and get $\\boxed{4}$.", "so the answer is $\\boxed 4$.", "{\"answer\": \"4\"}", "<answer>4</answer>"], ["\\boxed{4}. Hmm, actually it is \\boxed{7", "\\boxed{4x}", "\\boxed{x^4}", "<answer>5</answer> 4"]),
]


def pairs():
    """Rows {"kind", "gold", "pred", "expected"}."""
    rows = []
    for kind, gold, right, wrong in TABLE:
        for answers, expected in ((right, True), (wrong, False)):
            for answer in answers:
                for frame in (BOX, SENTENCE):
                    rows.append({"kind": kind, "gold": gold, "pred": frame.replace("%s", answer), "expected": expected})
    for gold, right, wrong in SENTENCES:
        for answers, expected in ((right, True), (wrong, False)):
            for answer in answers:
                rows.append({"kind": "sentence", "gold": gold, "pred": answer, "expected": expected})
    return rows
