package dev.kedge.math.internal.extract;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The longest expression that begins at a place of running text. It holds numbers, signs between them, brackets, LaTeX
 * commands, names of functions, and single letters that stand beside one of these.
 */
final class ExpressionScan {

    private static final String SIGNS = "+-−–*×·⋅÷/^<>=≤≥≠≈±∪∩_∓";
    private static final String LEADING = "-−–+±<>≤≥≠×÷/^√|∓";
    private static final String VALUES = "π∞½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉";
    private static final String CURRENCY = "$£€¥₹₩₽₺₪฿";

    private final String text;
    private final int limit;
    private final int start;
    private final Deque<Character> open = new ArrayDeque<>();
    private int position;
    /** Behind the last operand or closing bracket, where an expression may end. */
    private int complete;
    private boolean operand;
    private boolean number;
    private boolean dangling;

    ExpressionScan(String text, int start, int limit) {
        this.text = text;
        this.limit = limit;
        this.position = start;
        int from = start;
        if (isBullet(start)) {
            this.start = start;
            this.complete = start;
            this.position = start + 1;
            return;
        }
        this.start = from;
        this.complete = start;
        while (position < limit && step()) {
            // the step has moved on
        }
    }

    int start() {
        return start;
    }

    /** Where it ends; its start if no expression begins there. */
    int end() {
        return complete;
    }

    /** Where to go on if no expression begins there. */
    int next() {
        return position;
    }

    boolean hasNumber() {
        return number;
    }

    /** Whether a sign at its end or an open bracket lacks what belongs to it. */
    boolean isPartial() {
        return dangling || !open.isEmpty() || isGlued();
    }

    /** As it is written, without currency. */
    String written() {
        String written = text.substring(start, complete);
        String plain = written.strip();
        while (plain.startsWith("=")) {
            plain = plain.substring(1).strip();
        }
        return plain.replace('（', '(').replace('）', ')');
    }

    /** A name before it, as in COVID-19 or AZYUK2. */
    private boolean isGlued() {
        return start > 0
                && (Characters.isLatin(text, start - 1) || "_\\{".indexOf(text.charAt(start - 1)) >= 0)
                && complete > start;
    }

    private boolean isBullet(int index) {
        boolean lineStart = index == 0 || text.charAt(index - 1) == '\n';
        if (!lineStart || text.charAt(index) != '-' || !text.startsWith(" ", index + 1)) {
            return false;
        }
        int lineEnd = text.indexOf('\n', index);
        String line = text.substring(index + 1, lineEnd < 0 ? limit : Math.min(limit, lineEnd));
        return line.chars().anyMatch(Character::isLetter);
    }

    private boolean step() {
        char character = text.charAt(position);
        if (Characters.isSpace(character) || character == '~') {
            return overSpace();
        }
        if (startsNumber()) {
            return takeNumber();
        }
        if (VALUES.indexOf(character) >= 0) {
            return take(1, true);
        }
        if (CURRENCY.indexOf(character) >= 0) {
            position++;
            return true;
        }
        if (character == '\\') {
            return takeCommand();
        }
        if (Character.isLetter(character)) {
            return takeName();
        }
        return takeSign(character);
    }

    /** A space ends an expression unless a sign, a bracket or a fraction goes on behind it. */
    private boolean overSpace() {
        int next = Characters.skipSpaces(text, position);
        while (next < limit && text.charAt(next) == '~') {
            next++;
        }
        if (next >= limit) {
            return false;
        }
        char after = text.charAt(next);
        boolean goesOn = !operand
                || !open.isEmpty()
                || isJoiningSign(next)
                || after == '\\' && isFormulaCommand(next)
                || after == '%'
                || after == '°'
                || isFractionAt(next)
                || isScaleAt(next)
                || isGroupAt(next);
        if (complete == start && !operand && position > start && !startsNumberAt(next) && !isOpeningAt(next)) {
            goesOn = goesOn && (after == '\\' || VALUES.indexOf(after) >= 0 || CURRENCY.indexOf(after) >= 0 || after == '√'
                    || after == '-' || (Character.isLetter(after) && isMathName(next)));
        }
        if (goesOn) {
            position = next;
        }
        return goesOn;
    }

    private boolean isOpeningAt(int index) {
        return Expressions.isOpening(text.charAt(index));
    }

    private boolean isJoiningSign(int index) {
        char sign = text.charAt(index);
        if (sign == '*' && text.startsWith("**", index)) {
            return false;
        }
        if (sign == ':') {
            return startsNumberAt(Characters.skipSpaces(text, index + 1)) && text.startsWith(" ", index + 1);
        }
        if (SIGNS.indexOf(sign) < 0 || sign == '_') {
            return false;
        }
        int next = Characters.skipSpaces(text, index + 1);
        if (next >= limit) {
            return sign != '-' && sign != '–' && sign != '*';
        }
        boolean operandFollows = beginsOperand(next);
        return operandFollows || (sign != '-' && sign != '–' && sign != '*' && sign != '/');
    }

    private boolean beginsOperand(int index) {
        char character = text.charAt(index);
        return startsNumberAt(index)
                || isOpeningAt(index)
                || VALUES.indexOf(character) >= 0
                || CURRENCY.indexOf(character) >= 0
                || character == '√'
                || character == '\\'
                || ((character == '-' || character == '−' || character == '=') && index + 1 < limit)
                || (Character.isLetter(character) && isMathName(index));
    }

    /** A single letter or the name of a function. */
    private boolean isMathName(int index) {
        int stop = nameEnd(index);
        String name = text.substring(index, stop);
        return (name.length() == 1 && !Characters.isWideLetter(name.charAt(0)) && !"aI".contains(name))
                || Wording.isFunction(name);
    }

    private boolean isFractionAt(int index) {
        if (!Characters.isDigit(text, index) || !endsWithDigit()) {
            return false;
        }
        int stop = index;
        while (Characters.isDigit(text, stop)) {
            stop++;
        }
        return text.startsWith("/", stop) && Characters.isDigit(text, stop + 1);
    }

    /** Three digits behind one to three: 12 000. */
    private boolean isGroupAt(int index) {
        int digits = 0;
        while (Characters.isDigit(text, complete - 1 - digits)) {
            digits++;
        }
        boolean three = Characters.isDigit(text, index)
                && Characters.isDigit(text, index + 1)
                && Characters.isDigit(text, index + 2)
                && !Characters.isDigit(text, index + 3);
        boolean first = digits <= 3 && digits > 0 && complete - digits == start;
        boolean later = digits == 3 && complete - 4 > start && text.charAt(complete - 4) == ' ';
        return three && (first || later);
    }

    private boolean isScaleAt(int index) {
        return endsWithDigit() && Wording.isScale(text.substring(index, nameEnd(index)));
    }

    private boolean endsWithDigit() {
        return Characters.isDigit(text, complete - 1);
    }

    private boolean startsNumber() {
        return startsNumberAt(position);
    }

    private boolean startsNumberAt(int index) {
        return Characters.isDigit(text, index)
                || (index < limit && text.charAt(index) == '.' && Characters.isDigit(text, index + 1));
    }

    private boolean takeNumber() {
        if (operand && position > complete && open.isEmpty() && !isFractionAt(position) && !isGroupAt(position)) {
            return false;
        }
        position = NumberEnd.of(text, position);
        number = true;
        return done(true);
    }

    private boolean takeName() {
        int stop = nameEnd(position);
        String name = text.substring(position, stop);
        boolean beside = position == complete && complete > start;
        if (isScaleAt(position)) {
            position = stop;
            return done(true);
        }
        if (!isMathName(position) && !(beside && name.length() == 1 && !Characters.isWideLetter(name.charAt(0)))) {
            if (!operand && complete < position) {
                dangling = hasOperatorBehind();
            }
            position = stop;
            return false;
        }
        if (operand && !beside && open.isEmpty()) {
            return false;
        }
        boolean single = name.length() == 1;
        boolean alone = complete == start && position == start;
        if (alone && single && !isUsedAsName(stop)) {
            position = stop;
            return false;
        }
        position = stop;
        operand = single || name.equals("pi");
        if (operand) {
            complete = position;
        }
        return true;
    }

    /** Whether a single letter at the beginning is followed by what makes it a name in a formula. */
    private boolean isUsedAsName(int stop) {
        if (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1)) && !Characters.isWideLetter(text.charAt(start - 1))) {
            return false;
        }
        if (stop < limit && (text.charAt(stop) == '(' || text.charAt(stop) == '^' || text.charAt(stop) == '_')) {
            return true;
        }
        int next = Characters.skipSpaces(text, stop);
        return next < limit
                && SIGNS.indexOf(text.charAt(next)) >= 0
                && !(text.charAt(next) == '-' && next == stop)
                && isJoiningSign(next);
    }

    private int nameEnd(int index) {
        int stop = index;
        while (stop < limit && Character.isLetter(text.charAt(stop))) {
            stop++;
        }
        return stop;
    }

    private boolean takeCommand() {
        int stop = nameEnd(position + 1);
        if (stop == position + 1) {
            char next = position + 1 < limit ? text.charAt(position + 1) : ' ';
            if (next == '%') {
                position += 2;
                return operand && done(true);
            }
            if (next == '{' || next == '}') {
                position += 2;
                return bracket(next);
            }
            if (",!;: $".indexOf(next) >= 0) {
                position += 2;
                return true;
            }
            position++;
            return false;
        }
        if (!isFormulaCommand(position)) {
            position = stop;
            return false;
        }
        String name = text.substring(position + 1, stop);
        position = stop;
        boolean value = !name.equals("times") && !name.equals("cdot") && !name.equals("div") && !isRelation(name);
        operand = value;
        if (value) {
            complete = position;
        }
        return true;
    }

    private static boolean isRelation(String name) {
        return switch (name) {
            case "le", "leq", "ge", "geq", "ne", "neq", "lt", "gt", "approx", "pm", "cup", "cap", "in", "to", "over" ->
                true;
            default -> false;
        };
    }

    private boolean isFormulaCommand(int backslash) {
        String name = text.substring(Math.min(limit, backslash + 1), nameEnd(Math.min(limit, backslash + 1)));
        return switch (name) {
            case "", "text", "textbf", "mathrm", "begin", "end", "boxed", "quad", "qquad", "item", "section" -> false;
            default -> true;
        };
    }

    private boolean takeSign(char character) {
        if (character == '{' && (operand || complete < position) && position > start) {
            position++;
            return bracket('{');
        }
        if (character == '}' && !open.isEmpty()) {
            position++;
            return bracket('}');
        }
        if (Expressions.isOpening(character)) {
            if (operand && position > complete) {
                return false;
            }
            position++;
            return bracket('(');
        }
        if (character == ')' || character == ']' || character == '）') {
            if (open.isEmpty()) {
                return false;
            }
            position++;
            return bracket(')');
        }
        if (RAISED.indexOf(character) >= 0 || character == '%' || character == '°' || character == '‰') {
            position++;
            return operand && done(true);
        }
        if (character == '!' && operand && isFactorial()) {
            position++;
            return done(true);
        }
        if (character == ',' || character == ';') {
            if (open.isEmpty()) {
                return false;
            }
            position++;
            operand = false;
            return true;
        }
        if (character == '|') {
            position++;
            if (operand) {
                complete = position;
            }
            return position < limit && !Characters.isSpace(text.charAt(position));
        }
        if (character == ':') {
            boolean between = operand && startsNumberAt(position + 1) && endsWithDigit();
            boolean spaced = operand && isJoiningSign(position);
            position++;
            operand = false;
            return between || spaced;
        }
        if (character == '√' || (SIGNS.indexOf(character) >= 0 && !text.startsWith("**", position))) {
            return sign(character);
        }
        if (text.startsWith("**", position) && operand && position + 2 < limit && startsNumberAt(position + 2)) {
            position += 2;
            operand = false;
            return true;
        }
        position++;
        return false;
    }

    private boolean sign(char character) {
        boolean first = complete == start && position == start;
        if (first && LEADING.indexOf(character) < 0) {
            position++;
            return false;
        }
        if (!first && operand && !isJoiningSign(position) && character != '^' && character != '_' && character != '√') {
            dangling |= character == '+' || character == '×' || character == '÷' || character == '^';
            return false;
        }
        if (first && (character == '-' || character == '–' || character == '+') && isWithinWord()) {
            position++;
            return false;
        }
        position++;
        operand = false;
        return true;
    }

    private boolean isWithinWord() {
        return start > 0 && Character.isLetterOrDigit(text.charAt(start - 1)) && !Characters.isWideLetter(text.charAt(start - 1));
    }

    /** An exclamation mark at the end of a sentence is none of mathematics. */
    private boolean isFactorial() {
        int next = position + 1;
        if (position != complete || next >= limit) {
            return false;
        }
        char after = text.charAt(next);
        if (!Characters.isSpace(after)) {
            return "+-*/^)=,".indexOf(after) >= 0 || !open.isEmpty();
        }
        int word = Characters.skipSpaces(text, next);
        return word < limit && SIGNS.indexOf(text.charAt(word)) >= 0 && isJoiningSign(word);
    }

    private boolean bracket(char bracket) {
        if (bracket == '{' || bracket == '(') {
            open.push(bracket);
            operand = false;
            return true;
        }
        if (!open.isEmpty()) {
            open.pop();
        }
        return done(true);
    }

    private boolean hasOperatorBehind() {
        String rest = text.substring(complete, position).strip();
        return !rest.isEmpty() && complete > start && "=-–*/:".indexOf(rest.charAt(0)) < 0;
    }

    private boolean take(int length, boolean isNumber) {
        if (operand && position > complete && open.isEmpty()) {
            return false;
        }
        position += length;
        number |= isNumber;
        return done(true);
    }

    private boolean done(boolean isOperand) {
        operand = isOperand;
        complete = position;
        return true;
    }
}
