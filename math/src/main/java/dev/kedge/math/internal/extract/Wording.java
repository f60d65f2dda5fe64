package dev.kedge.math.internal.extract;

import java.util.List;
import java.util.Set;

/** The words around an expression in running text: names of functions, and words that make more of it. */
final class Wording {

    private static final Set<String> FUNCTIONS = Set.of(
            "sqrt",
            "cbrt",
            "log",
            "ln",
            "lg",
            "exp",
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "arcsin",
            "arccos",
            "arctan",
            "sinh",
            "cosh",
            "tanh",
            "asin",
            "acos",
            "atan",
            "abs",
            "floor",
            "ceil",
            "max",
            "min",
            "gcd",
            "lcm",
            "det",
            "mod",
            "pi",
            "inf",
            "binom",
            "infinity");

    /** Words behind a number that the parser of answers reads with it. */
    private static final Set<String> SCALES = Set.of("hundred", "thousand", "million", "billion", "trillion");

    private static final String WIDE_SCALES = "万萬亿만억";

    /** What makes more of the number before it. */
    private static final Phrases BEHIND = Phrases.byFirst(List.of(
            "squared",
            "cubed",
            "factorial",
            "plus",
            "minus",
            "times",
            "divided by",
            "multiplied by",
            "over",
            "to the power",
            "to the",
            "raised to",
            "dozen",
            "score",
            "modulo",
            "mod ",
            "choose",
            "base",
            "or more",
            "or less",
            "or fewer",
            "or greater",
            "and above",
            "and below",
            "at most",
            "at least",
            "is not",
            "isn't",
            "lakh",
            "crore",
            "mil ",
            "millón",
            "millones",
            "milhões",
            "millions",
            "milliards",
            "mille",
            "miljoen",
            "miljard",
            "milliarden",
            "millionen",
            "tausend",
            "тыс",
            "млн",
            "млрд",
            "миллион",
            "миллиард",
            "тысяч",
            "万",
            "萬",
            "亿",
            "億",
            "千",
            "百",
            "兆",
            "만",
            "억",
            "천",
            "조",
            "倍",
            "分之",
            "割",
            "未満",
            "以上",
            "以下",
            "이상",
            "이하",
            "미만",
            "초과",
            "次方",
            "の倍数",
            "的倍数",
            "的平方",
            "의 제곱",
            "का",
            "गुना",
            "لاکھ"));

    /** What makes more of the number behind it. */
    private static final Phrases BEFORE = Phrases.byLast(List.of(
            "root of",
            "log of",
            "logarithm of",
            "sine of",
            "cosine of",
            "tangent of",
            "half of",
            "third of",
            "quarter of",
            "multiple of",
            "multiples of",
            "power of",
            "factorial of",
            "square of",
            "cube of",
            "plus",
            "minus",
            "times",
            "divided by",
            "multiplied by",
            "over",
            "at most",
            "at least",
            "less than",
            "more than",
            "greater than",
            "fewer than",
            "larger than",
            "smaller than",
            "bigger than",
            "lower than",
            "higher than",
            "no more than",
            "no less than",
            "up to",
            "below",
            "above",
            "under",
            "exceeds",
            "exceed",
            "not",
            "isn't",
            "cannot be",
            "can't be",
            "never",
            "modulo",
            "mod",
            "between",
            "不是",
            "根号",
            "大于",
            "小于",
            "超过",
            "至少",
            "至多",
            "不到",
            "第",
            "√",
            "не",
            "nicht",
            "pas",
            "más de",
            "menos de",
            "plus de",
            "moins de",
            "mehr als",
            "weniger als",
            "mindestens",
            "höchstens",
            "больше",
            "меньше",
            "au moins",
            "au plus",
            "squared",
            "base"));

    private static final int MAX_BEFORE = 24;

    private Wording() {}

    static boolean isFunction(String word) {
        return FUNCTIONS.contains(word);
    }

    static boolean isScale(String word) {
        return SCALES.contains(word);
    }

    /** Whether a power of ten of Chinese, Japanese or Korean stands there, which the parser of answers reads. */
    static boolean isWideScale(String text, int index) {
        int next = Characters.skipSpaces(text, index);
        return next < text.length() && WIDE_SCALES.indexOf(text.charAt(next)) >= 0;
    }

    /** Whether the words around an expression make another value of it. */
    static boolean makesMore(String text, int start, int end) {
        String before = Characters.lower(text.substring(Math.max(0, start - MAX_BEFORE), start))
                .stripTrailing();
        for (String words : BEFORE.atEnd(before)) {
            if (before.endsWith(words) && beginsWord(before, before.length() - words.length())) {
                return true;
            }
        }
        int next = Characters.skipSpaces(text, end);
        String after = Characters.lower(text.substring(next, Math.min(text.length(), next + MAX_BEFORE)));
        for (String words : BEHIND.at(after, 0)) {
            if (after.startsWith(words) && endsWord(after, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWord(String text, int index) {
        return index == 0
                || !Character.isLetter(text.charAt(index - 1))
                || Characters.isWideLetter(text.charAt(index))
                || text.charAt(index) == '√';
    }

    private static boolean endsWord(String text, String words) {
        char last = words.charAt(words.length() - 1);
        int end = words.length();
        return end >= text.length() || !Character.isLetter(text.charAt(end)) || last == ' ' || last > 127;
    }
}
