package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The words and LaTeX commands that mean something, and what. */
final class Vocabulary {

    /** The token that a word or command becomes. */
    record Meaning(Kind kind, String text) {}

    /** Commands that change only how something looks, and are passed over. */
    static final Set<String> LAYOUT = Set.of(
            "left",
            "right",
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "biggl",
            "biggr",
            "displaystyle",
            "textstyle",
            "scriptstyle",
            "limits",
            "nolimits",
            "quad",
            "qquad",
            "hspace",
            "hfill",
            "hline",
            "phantom",
            "middle",
            "kern",
            "thinspace",
            "enspace",
            "rm",
            "bf",
            "it",
            "bold",
            "noindent",
            "newline",
            "par",
            "medspace",
            "nobreak",
            "allowbreak",
            "strut",
            "mathstrut",
            "nonumber",
            "notag",
            "ensuremath",
            "large",
            "Large",
            "small",
            "cline",
            "mathord",
            "mathbin",
            "mathrel",
            "mathopen",
            "mathclose",
            "underline",
            "tag",
            "blacksquare",
            "qed",
            "qedhere",
            "checkmark",
            "hskip",
            "vphantom",
            "hphantom",
            "normalsize",
            "smash",
            "scriptscriptstyle",
            "centering");

    /** Commands whose braces hold letters in another type face. */
    static final Set<String> FACES = Set.of(
            "mathbf",
            "mathit",
            "mathsf",
            "mathtt",
            "mathcal",
            "mathfrak",
            "mathscr",
            "mathbb",
            "vec",
            "hat",
            "dot",
            "ddot",
            "tilde",
            "widehat",
            "operatorname",
            "boldsymbol",
            "bm",
            "pmb",
            "boxed",
            "fbox",
            "framebox",
            "overrightarrow",
            "mathop",
            "overset",
            "underbrace");

    /** Commands whose braces hold words. */
    static final Set<String> WORDS = Set.of(
            "text",
            "textbf",
            "textit",
            "textrm",
            "textsf",
            "texttt",
            "textnormal",
            "textup",
            "textsc",
            "mbox",
            "hbox",
            "mathrm",
            "emph",
            "tt",
            "unit",
            "si");

    private static final Map<String, Meaning> COMMANDS = new HashMap<>();
    private static final Map<String, Meaning> PLAIN = new HashMap<>();
    private static final Set<String> UNITS = new HashSet<>();

    static {
        String functions =
                "sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh coth ln log lg exp"
                        + " max min gcd lcm det cis";
        for (String name : functions.split(" ", -1)) {
            COMMANDS.put(name, new Meaning(Kind.FUNCTION, name));
            PLAIN.put(name, new Meaning(Kind.FUNCTION, name));
        }
        String alsoFunctions =
                "asin=arcsin acos=arccos atan=arctan abs=abs floor=floor ceil=ceil sqrt=sqrt cbrt=cbrt binom=binom"
                        + " binomial=binom factorial=factorial arsinh=arsinh arcosh=arcosh artanh=artanh asinh=arsinh"
                        + " acosh=arcosh atanh=artanh cosec=csc arcsinh=arsinh arccosh=arcosh arctanh=artanh tg=tan"
                        + " ctg=cot cotg=cot arctg=arctan arcctg=arccot sech=sech csch=csch";
        for (String pair : alsoFunctions.split(" ", -1)) {
            String[] names = pair.split("=", -1);
            PLAIN.put(names[0], new Meaning(Kind.FUNCTION, names[1]));
        }
        for (String name : "arcsinh arccosh arctanh arsinh arcosh artanh asinh acosh atanh floor ceil abs sech csch"
                .split(" ", -1)) {
            COMMANDS.put(name, PLAIN.getOrDefault(name, new Meaning(Kind.FUNCTION, name)));
        }
        COMMANDS.put("lcm", new Meaning(Kind.FUNCTION, "lcm"));
        COMMANDS.put("sh", new Meaning(Kind.FUNCTION, "sinh"));
        COMMANDS.put("ch", new Meaning(Kind.FUNCTION, "cosh"));
        COMMANDS.put("th", new Meaning(Kind.FUNCTION, "tanh"));
        COMMANDS.put("cosec", new Meaning(Kind.FUNCTION, "csc"));
        COMMANDS.put("tg", new Meaning(Kind.FUNCTION, "tan"));
        COMMANDS.put("ctg", new Meaning(Kind.FUNCTION, "cot"));
        COMMANDS.put("cotg", new Meaning(Kind.FUNCTION, "cot"));
        COMMANDS.put("arctg", new Meaning(Kind.FUNCTION, "arctan"));
        COMMANDS.put("arcctg", new Meaning(Kind.FUNCTION, "arccot"));

        commands(
                Kind.RELATION,
                "= eq",
                "< lt",
                "> gt",
                "<= le leq leqslant leqq",
                ">= ge geq geqslant geqq",
                "!= ne neq",
                "~ approx simeq thickapprox approxeq doteq",
                "in in isin",
                "notin notin",
                "== equiv cong",
                "?~ sim",
                "-> to rightarrow Rightarrow implies longrightarrow Longrightarrow mapsto iff"
                        + " Leftrightarrow leftrightarrow",
                "| mid",
                "subset subset subseteq",
                "par parallel",
                "perp perp",
                "prop propto");
        commands(Kind.OPERATOR, "* cdot times ast star bullet", "/ div", "+- pm", "-+ mp", ": colon");
        commands(
                Kind.SET_OPERATION,
                "union cup bigcup",
                "intersection cap bigcap",
                "difference setminus backslash smallsetminus");
        commands(Kind.CONSTANT, "pi pi", "infinity infty");
        commands(
                Kind.COMMAND,
                "frac frac dfrac tfrac cfrac nicefrac sfrac xfrac flatfrac",
                "binom binom dbinom tbinom",
                "sqrt sqrt",
                "root root",
                "of of",
                "overline overline bar",
                "stackrel stackrel",
                "choose choose",
                "over over",
                "bmod bmod mod",
                "pmod pmod");
        commands(Kind.SERIES, "sum sum", "product prod");
        commands(Kind.AND, "and land wedge");
        commands(Kind.OR, "or lor vee");
        commands(Kind.DEGREE, "degree circ degree");
        commands(Kind.CONSTANT, "i imath");
        commands(Kind.PRIME, "' prime");
        commands(
                Kind.SYMBOL,
                "... ldots dots cdots dotsc dotsb vdots ddots",
                "∅ emptyset varnothing",
                "∠ angle measuredangle",
                "△ triangle bigtriangleup",
                "ℓ ell",
                "ℏ hbar",
                "∂ partial",
                "∇ nabla",
                "∀ forall",
                "∃ exists",
                "ℝ R reals Reals",
                "ℤ Z",
                "ℕ N",
                "ℚ Q",
                "ℂ C",
                "⊤ top intercal");
        commands(Kind.OPEN, "floor lfloor", "ceil lceil", "angle langle", "[ lbrack", "{ lbrace", "| lvert lVert");
        commands(Kind.CLOSE, "floor rfloor", "ceil rceil", "angle rangle", "] rbrack", "} rbrace", "| rvert rVert");
        commands(Kind.BAR, "| vert Vert");
        String greek =
                "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma"
                        + " tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega";
        for (String letter : greek.split(" ", -1)) {
            Meaning meaning = new Meaning(Kind.SYMBOL, letter.startsWith("var") ? letter.substring(3) : letter);
            COMMANDS.put(letter, meaning);
            if (letter.length() > 2) {
                PLAIN.put(letter, meaning);
            }
        }
        PLAIN.put("pi", new Meaning(Kind.CONSTANT, "pi"));
        for (String infinity : "infinity inf infty oo".split(" ", -1)) {
            PLAIN.put(infinity, new Meaning(Kind.CONSTANT, "infinity"));
        }
        PLAIN.put("and", new Meaning(Kind.AND, "and"));
        PLAIN.put("or", new Meaning(Kind.OR, "or"));
        PLAIN.put("union", new Meaning(Kind.SET_OPERATION, "union"));
        for (String percent : "percent percents pct percentage".split(" ", -1)) {
            PLAIN.put(percent, new Meaning(Kind.PERCENT, "%"));
        }
        for (String degree : "degree degrees deg".split(" ", -1)) {
            PLAIN.put(degree, new Meaning(Kind.DEGREE, "degree"));
        }
        UNITS.addAll(Set.of(
                "pts", "am", "pm", "AM", "PM", "sq", "cu", "per", "cubic", "square", "hrs", "secs", "mins", "cc"));
    }

    /** Short words of running text, which are no products of letters. */
    private static final Set<String> PROSE = Set.of(
            "so", "we", "is", "it", "the", "are", "be", "to", "of", "if", "at", "by", "as", "was", "has", "had", "her",
            "his", "she", "he", "they", "for", "thus", "then", "that", "my", "not", "no", "yes", "on", "an", "its",
            "you", "can", "get", "let", "but", "all", "any", "our", "out", "use", "now", "odd", "one", "two", "six",
            "ten", "red", "new", "per", "with", "from", "only", "both", "this", "than", "too", "also", "have", "will",
            "who", "how", "why", "their", "each", "which", "does", "dne", "nan", "sind", "sino", "cosa", "logo",
            "tant");

    private Vocabulary() {}

    static boolean isProse(String word) {
        return PROSE.contains(word);
    }

    private static void commands(Kind kind, String... lines) {
        for (String line : lines) {
            String[] names = line.split(" ", -1);
            for (int i = 1; i < names.length; i++) {
                COMMANDS.put(names[i], new Meaning(kind, names[0]));
            }
        }
    }

    /** What a LaTeX command means; null-free: {@code isKnown} first. */
    static boolean isCommand(String name) {
        return COMMANDS.containsKey(name);
    }

    static Meaning command(String name) {
        return COMMANDS.getOrDefault(name, new Meaning(Kind.SYMBOL, name));
    }

    static boolean isPlainWord(String word) {
        return PLAIN.containsKey(word);
    }

    static Meaning plainWord(String word) {
        return PLAIN.getOrDefault(word, new Meaning(Kind.WORD, word));
    }

    static boolean isUnit(String word) {
        return UNITS.contains(word);
    }

    /** Whether LaTeX knows the command, whatever it means. */
    static boolean isLatex(String name) {
        return isCommand(name)
                || LAYOUT.contains(name)
                || FACES.contains(name)
                || WORDS.contains(name)
                || name.equals("begin")
                || name.equals("end")
                || name.equals("item");
    }
}
