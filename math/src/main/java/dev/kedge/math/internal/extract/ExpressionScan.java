package dev.kedge.math.internal.extract;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The longest expression that begins at a place of running text. It holds numbers, signs between them, brackets, LaTeX
 * commands, names of functions, and single letters that stand beside one of these.
 */
final class ExpressionScan {

    private static final String LEADING = "-−–+±<>≤≥≠×÷/^√|∓";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉";

    private final String text;
    private final int limit;
    private final int start;
    private final Ahead ahead;
    private final Deque<Character> open = new ArrayDeque<>(2);
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
        this.ahead = new Ahead(text, limit);
        int from = start;
        if (ahead.isBullet(start)) {
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
        boolean hyphen = start > 1 && text.charAt(start - 1) == '-' && Characters.isLatin(text, start - 2);
        return start > 0
                && (hyphen || Characters.isLatin(text, start - 1) || "_\\".indexOf(text.charAt(start - 1)) >= 0)
                && complete > start;
    }

    private boolean step() {
        char character = text.charAt(position);
        if (Characters.isSpace(character) || character == '~') {
            return overSpace();
        }
        if (startsNumber()) {
            return takeNumber();
        }
        if (Ahead.VALUES.indexOf(character) >= 0) {
            return take(1, true);
        }
        if (Ahead.CURRENCY.indexOf(character) >= 0) {
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
                || ahead.isJoiningSign(next)
                || (after == '\\' && ahead.isFormulaCommand(next))
                || after == '%'
                || after == '°'
                || ahead.isFractionAt(next, complete)
                || ahead.isScaleAt(next, complete)
                || ahead.isGroupAt(next, start, complete);
        if (complete == start
                && !operand
                && position > start
                && !ahead.startsNumberAt(next)
                && !ahead.isOpeningAt(next)) {
            goesOn = goesOn
                    && (after == '\\'
                            || Ahead.VALUES.indexOf(after) >= 0
                            || Ahead.CURRENCY.indexOf(after) >= 0
                            || after == '√'
                            || after == '-'
                            || (Character.isLetter(after) && ahead.isMathName(next)));
        }
        if (goesOn) {
            position = next;
        }
        return goesOn;
    }

    private boolean endsWithDigit() {
        return Characters.isDigit(text, complete - 1);
    }

    private boolean startsNumber() {
        return ahead.startsNumberAt(position);
    }

    private boolean takeNumber() {
        if (operand
                && position > complete
                && open.isEmpty()
                && !ahead.isFractionAt(position, complete)
                && !ahead.isGroupAt(position, start, complete)) {
            return false;
        }
        position = NumberEnd.of(text, position);
        number = true;
        return done(true);
    }

    private boolean takeName() {
        int stop = ahead.nameEnd(position);
        String name = text.substring(position, stop);
        boolean beside = position == complete && complete > start;
        if (ahead.isScaleAt(position, complete)) {
            position = stop;
            return done(true);
        }
        if (!ahead.isMathName(position)
                && !(beside && name.length() == 1 && !Characters.isWideLetter(name.charAt(0)))) {
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
        if (!single && !name.equals("pi")) {
            return takeFunction();
        }
        return done(true);
    }

    /** Whether a single letter at the beginning is followed by what makes it a name in a formula. */
    private boolean isUsedAsName(int stop) {
        if (start > 0
                && Character.isLetterOrDigit(text.charAt(start - 1))
                && !Characters.isWideLetter(text.charAt(start - 1))) {
            return false;
        }
        if (stop < limit && (text.charAt(stop) == '(' || text.charAt(stop) == '^' || text.charAt(stop) == '_')) {
            return true;
        }
        int next = Characters.skipSpaces(text, stop);
        return next < limit
                && Ahead.SIGNS.indexOf(text.charAt(next)) >= 0
                && !(text.charAt(next) == '-' && next == stop)
                && ahead.isJoiningSign(next);
    }

    private boolean takeCommand() {
        int stop = ahead.nameEnd(position + 1);
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
        if (!ahead.isFormulaCommand(position)) {
            position = stop;
            return false;
        }
        String name = text.substring(position + 1, stop);
        position = stop;
        if (Wording.isFunction(name) && !name.equals("pi")) {
            return takeFunction();
        }
        boolean value = !name.equals("times") && !name.equals("cdot") && !name.equals("div") && !Ahead.isRelation(name);
        operand = value;
        if (value) {
            complete = position;
        }
        return true;
    }

    /** A function with its index or power, to which an argument belongs. */
    private boolean takeFunction() {
        while (position + 1 < limit && (text.charAt(position) == '_' || text.charAt(position) == '^')) {
            int next = position + 1;
            int group = text.charAt(next) == '{' ? BraceGroups.endOf(text, next) : next + 1;
            while (group == next + 1 && Characters.isDigit(text, group - 1) && Characters.isDigit(text, group)) {
                group++;
                next++;
            }
            if (group < 0 || group > limit) {
                break;
            }
            position = group;
        }
        operand = false;
        complete = position;
        dangling = false;
        return true;
    }

    private boolean takeSign(char character) {
        if (character == '{' && position > start) {
            position++;
            return bracket('{');
        }
        if (character == '}' && !open.isEmpty()) {
            position++;
            return bracket('}');
        }
        if (Characters.isOpening(character)) {
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
        if (character == '!' && operand && position == complete && ahead.isFactorial(position, !open.isEmpty())) {
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
            boolean between = operand && ahead.startsNumberAt(position + 1) && endsWithDigit();
            boolean spaced = operand && ahead.isJoiningSign(position);
            position++;
            operand = false;
            return between || spaced;
        }
        if (character == '√' || (Ahead.SIGNS.indexOf(character) >= 0 && !text.startsWith("**", position))) {
            return sign(character);
        }
        if (text.startsWith("**", position) && operand && position + 2 < limit && ahead.startsNumberAt(position + 2)) {
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
        if (!first
                && operand
                && !ahead.isJoiningSign(position)
                && character != '^'
                && character != '_'
                && character != '√') {
            dangling |= character == '+' || character == '×' || character == '÷';
            return false;
        }
        if (first && (character == '-' || character == '–' || character == '+') && ahead.isWithinWord(start)) {
            position++;
            return false;
        }
        position++;
        operand = false;
        return true;
    }

    /** Whether what stands behind the last operand is a sign that wants more than a word. */
    private boolean hasOperatorBehind() {
        String rest = text.substring(complete, position).strip();
        return !rest.isEmpty() && complete > start && "=-–*/:".indexOf(rest.charAt(0)) < 0;
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
