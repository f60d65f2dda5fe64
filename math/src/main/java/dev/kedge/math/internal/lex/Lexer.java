package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    private final Scan scan;
    private final WordLexer words;
    private final CommandLexer commands;
    private final UnitLexer units;
    private final BaseLexer bases;
    private final CurrencyLexer currencies;

    Lexer(Scan scan) {
        this.scan = scan;
        this.words = new WordLexer(scan);
        this.units = new UnitLexer(scan);
        this.bases = new BaseLexer(scan);
        this.currencies = new CurrencyLexer(scan);
        this.commands = new CommandLexer(scan, within -> new Lexer(within).run());
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
        new Lexer(new Scan(text, tokens, 0)).run();
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
            new Lexer(new Scan(beginning, tokens, 0)).run();
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
        return Words.isRunningText(text);
    }

    /**
     * Whether a text is one word with a capital letter before small ones, which is hardly a product of letters.
     *
     * @param text an answer, in plain characters
     * @return true for {@code Bob}, false for {@code Log} and {@code PV}
     */
    public static boolean isProperName(String text) {
        if (text.length() <= 2 || !Character.isUpperCase(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!Character.isLowerCase(text.charAt(i))) {
                return false;
            }
        }
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        return Words.hasVowel(lower) && !Vocabulary.isPlainWord(lower);
    }

    /**
     * Whether letters are the ending of an ordinal number.
     *
     * @param letters the letters behind a number
     * @return true for st, nd, rd and th
     */
    public static boolean isOrdinalEnding(String letters) {
        return Ordinals.isEnding(letters);
    }

    void run() throws UnreadableException {
        if (scan.depth() > MAX_TEXT_DEPTH) {
            throw new UnreadableException("text within text too deep");
        }
        while (!scan.isAtEnd()) {
            next();
            if (scan.count() > MAX_TOKENS) {
                throw new UnreadableException("an answer of more than " + MAX_TOKENS + " parts");
            }
        }
    }

    private void next() throws UnreadableException {
        String text = scan.text();
        int position = scan.position();
        char character = text.charAt(position);
        if (character == ' ' || character == '\n' || character == '~' || character == '"') {
            scan.spaceTo(position + 1);
        } else if (units.read() || bases.read() || currencies.read()) {
            return;
        } else if (character == '$') {
            scan.spaceTo(position + 1);
        } else if (NumberLexer.startsAt(text, position)) {
            NumberLexer.Read number = NumberLexer.at(text, position, scan.commasGroup());
            scan.add(Kind.NUMBER, number.written(), number.value(), Ordinals.end(text, position, number.end()));
        } else if (character == '\\') {
            commands.read();
        } else if (Character.isLetter(character)) {
            words.read();
        } else {
            sign(character);
        }
    }

    private void sign(char character) throws UnreadableException {
        switch (character) {
            case '(', '[' -> {
                scan.open(scan.position());
                scan.add(Kind.OPEN, String.valueOf(character), 1);
            }
            case ')', ']' -> {
                scan.close();
                scan.add(Kind.CLOSE, String.valueOf(character), 1);
            }
            case '{' -> {
                if (scan.comesNext("{:}")) {
                    scan.add(Kind.OPERATOR, ":", 3);
                } else if (scan.comesNext("{}")) {
                    scan.spaceTo(scan.position() + 2);
                } else {
                    scan.add(Kind.OPEN, "tex", 1);
                }
            }
            case '}' -> scan.add(Kind.CLOSE, "tex", 1);
            case ',', ';' -> scan.add(Kind.COMMA, String.valueOf(character), 1);
            case '+', '-', '/', '^', '_' -> scan.add(Kind.OPERATOR, String.valueOf(character), 1);
            case '*' -> {
                if (scan.comesNext("**")) {
                    scan.add(Kind.OPERATOR, "^", 2);
                } else {
                    scan.add(Kind.OPERATOR, "*", 1);
                }
            }
            case '!' -> {
                if (scan.comesNext("!=")) {
                    scan.add(Kind.RELATION, "!=", 2);
                } else {
                    scan.add(Kind.OPERATOR, "!", 1);
                }
            }
            case ':' -> {
                if (scan.comesNext(":=")) {
                    scan.add(Kind.RELATION, "=", 2);
                } else {
                    scan.add(Kind.OPERATOR, ":", 1);
                }
            }
            case '=', '<', '>' -> relation();
            case '%' -> scan.add(Kind.PERCENT, "%", 1);
            case '\'' -> scan.add(Kind.PRIME, "'", 1);
            case '&' -> scan.add(Kind.COLUMN, "&", 1);
            case '|' -> scan.add(Kind.BAR, "|", 1);
            case '.', '?' -> {
                boolean dots = scan.comesNext("...");
                if (dots) {
                    scan.add(Kind.SYMBOL, "...", 3);
                } else if (scan.text().substring(scan.position() + 1).isBlank()) {
                    scan.skipTo(scan.position() + 1);
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
        String text = scan.text();
        String two = text.substring(scan.position(), Math.min(scan.position() + 2, text.length()));
        boolean isTwo = TWO_SIGNS.containsKey(two);
        scan.add(Kind.RELATION, isTwo ? TWO_SIGNS.getOrDefault(two, two) : two.substring(0, 1), isTwo ? 2 : 1);
    }
}
