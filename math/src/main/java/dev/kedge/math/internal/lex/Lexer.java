package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The lexer of written answers, LaTeX or plain text or a mixture of both. One pass without going back, so that the cost
 * is linear; more than {@value #MAX_CHARACTERS} characters or {@value #MAX_TOKENS} tokens are refused.
 */
public final class Lexer {

    static final int MAX_CHARACTERS = 6000;
    static final int MAX_TOKENS = 1500;
    private static final int MAX_PREFIX = 400;
    private static final int MAX_TEXT_DEPTH = 8;

    private static final Map<String, String> TWO_SIGNS =
            Map.of("<=", "<=", ">=", ">=", "==", "=", "=<", "<=", "=>", "->", "<>", "!=");

    private final String text;
    private final List<Token> tokens;
    private final Set<Integer> spacedBrackets = new HashSet<>();
    private final Deque<Integer> brackets = new ArrayDeque<>();
    private final int depth;
    private int position;
    private boolean spaced;

    private Lexer(String text, List<Token> tokens, int depth) {
        this.text = text;
        this.tokens = tokens;
        this.depth = depth;
    }

    /**
     * The tokens of an answer.
     *
     * @param text the answer, in plain characters
     * @return its tokens and {@link Kind#END}
     * @throws UnreadableException if it is too long or holds what no answer holds
     */
    public static List<Token> tokens(String text) throws UnreadableException {
        if (text.length() > MAX_CHARACTERS) {
            throw new UnreadableException("an answer of more than " + MAX_CHARACTERS + " characters");
        }
        List<Token> tokens = new ArrayList<>();
        new Lexer(text, tokens, 0).run();
        tokens.add(new Token(Kind.END, "", Rational.ZERO, text.length(), false));
        return tokens;
    }

    /**
     * The tokens of the beginning of a sentence, up to what no answer holds.
     *
     * @param text a sentence, in plain characters
     * @return the tokens before that and {@link Kind#END}
     */
    public static List<Token> prefix(String text) {
        String beginning = text.substring(0, Math.min(text.length(), MAX_PREFIX));
        List<Token> tokens = new ArrayList<>();
        try {
            new Lexer(beginning, tokens, 0).run();
        } catch (UnreadableException unreadable) {
            // what was read so far is what counts
        }
        tokens.add(new Token(Kind.END, "", Rational.ZERO, beginning.length(), false));
        return tokens;
    }

    /**
     * Whether a text is words and nothing else.
     *
     * @param text an answer, in plain characters
     * @return true if it holds no formula
     */
    public static boolean isRunningText(String text) {
        return Vocabulary.isRunningText(text);
    }

    private void run() throws UnreadableException {
        if (depth > MAX_TEXT_DEPTH) {
            throw new UnreadableException("text within text too deep");
        }
        findSpacedBrackets();
        while (position < text.length()) {
            next();
            if (tokens.size() > MAX_TOKENS) {
                throw new UnreadableException("an answer of more than " + MAX_TOKENS + " parts");
            }
        }
    }

    /** Brackets in which a comma with a space after it separates: there, a comma without one may group thousands. */
    private void findSpacedBrackets() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '(' || character == '[') {
                open.push(i);
            } else if ((character == ')' || character == ']') && !open.isEmpty()) {
                open.pop();
            } else if (character == '{' && i > 0 && text.charAt(i - 1) == '\\') {
                open.push(i);
            } else if (character == '}' && i > 0 && text.charAt(i - 1) == '\\' && !open.isEmpty()) {
                open.pop();
            } else if (character == ',' && i + 1 < text.length() && text.charAt(i + 1) == ' ' && !open.isEmpty()) {
                spacedBrackets.add(open.peek());
            }
        }
    }

    private boolean commasGroup() {
        return brackets.isEmpty() || spacedBrackets.contains(brackets.peek());
    }

    private void next() throws UnreadableException {
        char character = text.charAt(position);
        if (character == ' '
                || character == '\n'
                || character == '~'
                || character == '$'
                || character == '£'
                || character == '€'
                || character == '¥'
                || character == '"') {
            position++;
            spaced = true;
        } else if (NumberLexer.startsAt(text, position)) {
            NumberLexer.Read number = NumberLexer.at(text, position, commasGroup());
            tokens.add(new Token(Kind.NUMBER, number.written(), number.value(), position, spaced));
            spaced = false;
            position = number.end();
        } else if (character == '\\') {
            command();
        } else if (Character.isLetter(character)) {
            word();
        } else {
            sign(character);
        }
    }

    private void add(Kind kind, String name, int length) {
        tokens.add(new Token(kind, name, Rational.ZERO, position, spaced));
        spaced = false;
        position += length;
    }

    private void sign(char character) throws UnreadableException {
        switch (character) {
            case '(', '[' -> {
                brackets.push(position);
                add(Kind.OPEN, String.valueOf(character), 1);
            }
            case ')', ']' -> {
                if (!brackets.isEmpty()) {
                    brackets.pop();
                }
                add(Kind.CLOSE, String.valueOf(character), 1);
            }
            case '{' -> add(Kind.OPEN, "tex", 1);
            case '}' -> add(Kind.CLOSE, "tex", 1);
            case ',', ';' -> add(Kind.COMMA, String.valueOf(character), 1);
            case '+', '-', '/', '^', '_' -> add(Kind.OPERATOR, String.valueOf(character), 1);
            case '*' -> {
                if (text.startsWith("**", position)) {
                    add(Kind.OPERATOR, "^", 2);
                } else {
                    add(Kind.OPERATOR, "*", 1);
                }
            }
            case '!' -> {
                if (text.startsWith("!=", position)) {
                    add(Kind.RELATION, "!=", 2);
                } else {
                    add(Kind.OPERATOR, "!", 1);
                }
            }
            case ':' -> {
                if (text.startsWith(":=", position)) {
                    add(Kind.RELATION, "=", 2);
                } else {
                    add(Kind.OPERATOR, ":", 1);
                }
            }
            case '=', '<', '>' -> relation();
            case '%' -> add(Kind.PERCENT, "%", 1);
            case '\'' -> add(Kind.PRIME, "'", 1);
            case '&' -> add(Kind.COLUMN, "&", 1);
            case '|' -> {
                if (text.startsWith("||", position)) {
                    add(Kind.BAR, "|", 2);
                } else {
                    add(Kind.BAR, "|", 1);
                }
            }
            case '.', '?' -> {
                boolean dots = text.startsWith("...", position);
                if (dots) {
                    add(Kind.SYMBOL, "...", 3);
                } else if (text.substring(position + 1).isBlank()) {
                    position++;
                } else {
                    throw new UnreadableException("'" + character + "' within the answer");
                }
            }
            case '—' -> throw new UnreadableException("a dash within the answer");
            default ->
                throw new UnreadableException(
                        character < 32 ? "a control character" : "the character '" + character + "'");
        }
    }

    private void relation() {
        String two = text.substring(position, Math.min(position + 2, text.length()));
        boolean isTwo = TWO_SIGNS.containsKey(two);
        add(Kind.RELATION, isTwo ? TWO_SIGNS.getOrDefault(two, two) : two.substring(0, 1), isTwo ? 2 : 1);
    }

    private void word() {
        int end = position;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(position, end);
        String lower = word.toLowerCase(Locale.ROOT);
        boolean afterValue = !tokens.isEmpty() && Words.isValueEnd(tokens.get(tokens.size() - 1));
        if (word.length() == 1) {
            letter(word, end);
        } else if (Vocabulary.isProse(lower)) {
            add(Kind.WORD, word, word.length());
        } else if (Vocabulary.isPlainWord(word) || (word.length() > 2 && Vocabulary.isPlainWord(lower))) {
            Vocabulary.Meaning meaning = Vocabulary.plainWord(Vocabulary.isPlainWord(word) ? word : lower);
            add(meaning.kind(), meaning.text(), word.length());
        } else if (afterValue && Vocabulary.isUnit(word)) {
            add(Kind.WORD, word, word.length());
        } else if (Words.functionPrefix(word) > 0) {
            int length = Words.functionPrefix(word);
            add(Kind.FUNCTION, Vocabulary.plainWord(word.substring(0, length)).text(), length);
        } else if (word.length() <= 3 || Words.isCapitals(word)) {
            if (afterValue
                    && spaced
                    && word.length() > 1
                    && !Words.isCapitals(word)
                    && Words.hasVowel(word)
                    && Words.endsAsProse(text, position)) {
                add(Kind.WORD, word, word.length());
            } else {
                for (int i = 0; i < word.length(); i++) {
                    symbol(word.substring(i, i + 1));
                }
            }
        } else {
            add(Kind.WORD, word, word.length());
        }
    }

    private void letter(String letter, int end) {
        boolean timesSign = letter.equals("x")
                && spaced
                && !tokens.isEmpty()
                && tokens.get(tokens.size() - 1).kind() == Kind.NUMBER
                && text.startsWith(" ", end)
                && NumberLexer.startsAt(text, end + 1);
        if (timesSign) {
            add(Kind.OPERATOR, "*", 1);
        } else {
            symbol(letter);
        }
    }

    private void symbol(String letter) {
        switch (letter) {
            case "e" -> add(Kind.CONSTANT, "e", 1);
            case "i" -> add(Kind.CONSTANT, "i", 1);
            default -> add(Kind.SYMBOL, letter, 1);
        }
    }

    private void command() throws UnreadableException {
        int end = position + 1;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        if (end == position + 1) {
            escaped();
            return;
        }
        String name = text.substring(position + 1, end);
        if (name.startsWith("left") || name.startsWith("right")) {
            int cut = name.startsWith("left") ? 4 : 5;
            if (!Vocabulary.isCommand(name)) { // "\leftx" is \left and x
                delimiter(position + 1 + cut);
                return;
            }
        }
        if (Vocabulary.isCommand(name)) {
            meaning(Vocabulary.command(name), end);
        } else if (name.equals("begin") || name.equals("end")) {
            environment(name, end);
        } else if (Vocabulary.WORDS.contains(name)) {
            words(end);
        } else if (Vocabulary.FACES.contains(name)) {
            face(name, end);
        } else if (name.equals("color") || name.equals("textcolor") || name.equals("label")) {
            position = Braces.at(text, end).end();
        } else if (Vocabulary.LAYOUT.contains(name)) {
            position = name.equals("hspace") || name.equals("phantom") || name.equals("tag")
                    ? Braces.at(text, end).end()
                    : end;
            spaced = true;
        } else if (name.startsWith("quad") || name.startsWith("qquad")) { // glued to what follows
            position += name.startsWith("quad") ? 5 : 6;
            spaced = true;
        } else {
            throw new UnreadableException("the command \\" + name);
        }
    }

    /** After {@code \left} or {@code \right}: a lone point is an invisible bracket. */
    private void delimiter(int end) {
        position = end;
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
        }
    }

    private void meaning(Vocabulary.Meaning meaning, int end) {
        boolean brace = meaning.text().equals("}") || meaning.text().equals("{");
        if (brace && meaning.kind() == Kind.OPEN) {
            brackets.push(position + 1);
        } else if (brace && !brackets.isEmpty()) {
            brackets.pop();
        }
        add(meaning.kind(), meaning.text(), end - position);
    }

    private void escaped() throws UnreadableException {
        char character = position + 1 < text.length() ? text.charAt(position + 1) : ' ';
        switch (character) {
            case '{' -> {
                brackets.push(position + 1);
                add(Kind.OPEN, "{", 2);
            }
            case '}' -> {
                if (!brackets.isEmpty()) {
                    brackets.pop();
                }
                add(Kind.CLOSE, "}", 2);
            }
            case '%' -> add(Kind.PERCENT, "%", 2);
            case '|' -> add(Kind.BAR, "|", 2);
            case '\\' -> add(Kind.ROW, "\\\\", 2);
            case ',', '!', ';', ':', ' ', '$', '\n', '>', '&', '/', '(', ')', '[', ']' -> {
                position += 2;
                spaced = true;
            }
            case '_' -> throw new UnreadableException("a blank to be filled in");
            case '#' -> throw new UnreadableException("a number sign");
            default -> throw new UnreadableException("the command \\" + character);
        }
    }

    private void environment(String name, int afterName) throws UnreadableException {
        Braces environment = Braces.at(text, afterName);
        add(
                name.equals("begin") ? Kind.BEGIN : Kind.FINISH,
                environment.content().replace("*", ""),
                environment.end() - position);
        if (name.equals("begin") && environment.content().startsWith("array") && text.startsWith("{", position)) {
            position = Braces.at(text, position).end(); // the columns' alignment
        }
    }

    private void face(String name, int end) throws UnreadableException {
        Braces braces = Braces.at(text, end);
        String content = braces.content().strip();
        if (name.equals("mathbb") && content.length() == 1 && "RZNQC".contains(content)) {
            meaning(Vocabulary.command(content), braces.end());
        } else if (content.length() == 1 && Character.isLetter(content.charAt(0)) && !name.startsWith("math")) {
            add(Kind.SYMBOL, content, braces.end() - position);
        } else if (content.length() == 1 && Character.isLetter(content.charAt(0)) && name.equals("mathbf")) {
            add(Kind.SYMBOL, "bold " + content, braces.end() - position);
        } else if (name.equals("operatorname") && !Vocabulary.isPlainWord(content)) {
            add(Kind.SYMBOL, content, braces.end() - position);
        } else {
            within(content, braces.end());
        }
    }

    private void words(int end) throws UnreadableException {
        Braces braces = Braces.at(text, end);
        String content = braces.content().strip();
        String lower = content.toLowerCase(Locale.ROOT);
        boolean unit = content.length() == 1
                && !tokens.isEmpty()
                && tokens.get(tokens.size() - 1).kind() == Kind.NUMBER;
        boolean isWords = (content.length() > 1 || unit)
                && content.chars()
                        .noneMatch(character -> (character >= '0' && character <= '9')
                                || character == '\\'
                                || character == '('
                                || character == '$'
                                || character == '='
                                || character == '{');
        if (Vocabulary.isPlainWord(lower) && Vocabulary.plainWord(lower).kind() != Kind.CONSTANT) {
            meaning(Vocabulary.plainWord(lower), braces.end());
        } else if (isWords) {
            String words = Words.stripped(content);
            if (!words.isEmpty()) {
                add(Kind.TEXT, words, braces.end() - position);
            } else {
                position = braces.end();
            }
        } else {
            within(content, braces.end());
        }
    }

    private void within(String content, int end) throws UnreadableException {
        boolean before = spaced;
        int first = tokens.size();
        new Lexer(content, tokens, depth + 1).run();
        if (before && tokens.size() > first) {
            Token token = tokens.get(first);
            tokens.set(first, new Token(token.kind(), token.text(), token.value(), token.start(), true));
        }
        spaced = false;
        position = end;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
