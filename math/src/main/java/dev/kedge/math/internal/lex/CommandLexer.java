package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import java.util.Locale;
import java.util.Set;

/** The lexer of LaTeX commands: what a backslash begins. */
final class CommandLexer {

    /** The reading of a text within a text. */
    @FunctionalInterface
    interface Within {
        void read(Scan text) throws UnreadableException;
    }

    /** Commands that mark a letter as a vector. */
    private static final Set<String> VECTORS =
            Set.of("vec", "hat", "mathbf", "boldsymbol", "bm", "widehat", "overrightarrow", "pmb");

    private final Scan scan;
    private final Within within;

    CommandLexer(Scan scan, Within within) {
        this.scan = scan;
        this.within = within;
    }

    /** The command that comes next, with the braces that belong to it. */
    void read() throws UnreadableException {
        String text = scan.text();
        int position = scan.position();
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
        if ((name.equals("square") || name.equals("Box") || name.equals("boxtimes"))
                && text.substring(end).isBlank()) {
            scan.spaceTo(end); // the end of a proof
        } else if (Vocabulary.isCommand(name)) {
            meaning(Vocabulary.command(name), end);
        } else if (name.equals("begin") || name.equals("end")) {
            environment(name, end);
        } else if (Vocabulary.WORDS.contains(name)) {
            words(end);
        } else if (Vocabulary.FACES.contains(name)) {
            face(name, end);
        } else if (name.equals("color") || name.equals("textcolor") || name.equals("label")) {
            scan.skipTo(Braces.at(text, end).end());
        } else if (Vocabulary.LAYOUT.contains(name)) {
            boolean braces = name.equals("hspace") || name.endsWith("phantom") || name.equals("tag");
            scan.spaceTo(braces ? Braces.at(text, end).end() : end);
        } else if (name.startsWith("quad") || name.startsWith("qquad")) { // glued to what follows
            scan.spaceTo(position + (name.startsWith("quad") ? 5 : 6));
        } else {
            throw new UnreadableException("the command \\" + name);
        }
    }

    /** After {@code \left} or {@code \right}: a lone point is an invisible bracket. */
    private void delimiter(int end) {
        String text = scan.text();
        int next = end;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        scan.skipTo(next < text.length() && text.charAt(next) == '.' ? next + 1 : next);
    }

    private void meaning(Vocabulary.Meaning meaning, int end) {
        boolean brace = meaning.text().equals("}") || meaning.text().equals("{");
        if (brace && meaning.kind() == Kind.OPEN) {
            scan.open(scan.position() + 1);
        } else if (brace) {
            scan.close();
        }
        scan.add(meaning.kind(), meaning.text(), end - scan.position());
    }

    private void escaped() throws UnreadableException {
        String text = scan.text();
        int position = scan.position();
        char character = position + 1 < text.length() ? text.charAt(position + 1) : ' ';
        switch (character) {
            case '{' -> {
                scan.open(position + 1);
                scan.add(Kind.OPEN, "{", 2);
            }
            case '}' -> {
                scan.close();
                scan.add(Kind.CLOSE, "}", 2);
            }
            case '%' -> scan.add(Kind.PERCENT, "%", 2);
            case '|' -> scan.add(Kind.BAR, "|", 2);
            case '\\' -> scan.add(Kind.ROW, "\\\\", 2);
            case ',', '!', ';', ':', ' ', '\n', '>', '&', '/', '(', ')', '[', ']' -> {
                scan.spaceTo(position + 2);
            }
            case '_' -> throw new UnreadableException("a blank to be filled in");
            case '#' -> throw new UnreadableException("a number sign");
            default -> throw new UnreadableException("the command \\" + character);
        }
    }

    private void environment(String name, int afterName) throws UnreadableException {
        String text = scan.text();
        Braces environment = Braces.at(text, afterName);
        scan.add(
                name.equals("begin") ? Kind.BEGIN : Kind.FINISH,
                environment.content().replace("*", ""),
                environment.end() - scan.position());
        if (name.equals("begin") && environment.content().startsWith("array") && scan.comesNext("{")) {
            scan.skipTo(Braces.at(text, environment.end()).end()); // the columns' alignment
        }
    }

    private void face(String name, int end) throws UnreadableException {
        Braces braces = Braces.at(scan.text(), end);
        String content = braces.content().strip();
        String letter = content.replace("\\imath", "i")
                .replace("\\jmath", "j")
                .replace("\\hat", "")
                .replace("\\mathbf", "")
                .replace("{", "")
                .replace("}", "")
                .strip();
        boolean direction = letter.length() == 1 && "ijk".contains(letter);
        if (direction && VECTORS.contains(name)) {
            scan.add(Kind.SYMBOL, "bold " + letter, braces.end() - scan.position());
        } else if (name.equals("dot") || name.equals("ddot")) {
            scan.add(Kind.SYMBOL, name + " " + content, braces.end() - scan.position());
        } else if ((name.equals("mathbf") || name.equals("boldsymbol") || name.equals("bm"))
                && content.length() == 1
                && "RZNQ".contains(content)
                && isAlone(braces.end())) {
            meaning(Vocabulary.command(content), braces.end());
        } else if (name.equals("mathbb") && content.length() == 1 && "RZNQC".contains(content)) {
            meaning(Vocabulary.command(content), braces.end());
        } else if (content.length() == 1 && Character.isLetter(content.charAt(0)) && !name.startsWith("math")) {
            scan.add(Kind.SYMBOL, content, braces.end() - scan.position());
        } else if (content.length() == 1 && Character.isLetter(content.charAt(0)) && name.equals("mathbf")) {
            scan.add(Kind.SYMBOL, "bold " + content, braces.end() - scan.position());
        } else if (name.equals("operatorname") && !Vocabulary.isPlainWord(content)) {
            scan.add(Kind.SYMBOL, content, braces.end() - scan.position());
        } else {
            within(content, braces.end());
        }
    }

    /** Whether nothing stands before, and nothing but spaces and dollar signs behind an index. */
    private boolean isAlone(int end) {
        return scan.count() == 0
                && scan.text().substring(end).chars().allMatch(character -> " $.}".indexOf(character) >= 0);
    }

    private void words(int end) throws UnreadableException {
        Braces braces = Braces.at(scan.text(), end);
        String content = braces.content().strip();
        String lower = content.toLowerCase(Locale.ROOT);
        boolean isWords = content.length() > 1
                && content.chars()
                        .noneMatch(character -> (character >= '0' && character <= '9')
                                || character == '\\'
                                || character == '('
                                || character == '$'
                                || character == '='
                                || character == '{');
        if (CurrencyLexer.named(content).isPresent()
                && !scan.last().filter(Words::isValueEnd).isPresent()) {
            scan.add(Kind.CURRENCY, CurrencyLexer.named(content).orElse(content), braces.end() - scan.position());
        } else if (lower.equals("p.m.") || lower.equals("a.m.")) {
            scan.add(Kind.WORD, lower.charAt(0) + "m", braces.end() - scan.position());
        } else if (lower.equals("constant") || lower.equals("const")) {
            scan.add(Kind.SYMBOL, "C", braces.end() - scan.position());
        } else if (content.equals("cis")) {
            scan.add(Kind.FUNCTION, "cis", braces.end() - scan.position());
        } else if (isLetters(content)) {
            within(content, braces.end());
        } else if (Vocabulary.isPlainWord(lower) && Vocabulary.plainWord(lower).kind() != Kind.CONSTANT) {
            meaning(Vocabulary.plainWord(lower), braces.end());
        } else if (isWords) {
            String words = Words.stripped(content);
            if (!words.isEmpty()) {
                scan.add(Kind.TEXT, words, braces.end() - scan.position());
            } else {
                scan.skipTo(braces.end());
            }
        } else {
            within(content, braces.end());
        }
    }

    /** Whether words are several capital letters that name choices: {@code A,D}. */
    private static boolean isLetters(String words) {
        int letters = 0;
        for (String part : words.replace(" and ", ",").replace("&", ",").split(",", -1)) {
            String letter = part.strip();
            if (letter.length() != 1 || letter.charAt(0) < 'A' || letter.charAt(0) > 'Z') {
                return false;
            }
            letters++;
        }
        return letters > 1;
    }

    private void within(String content, int end) throws UnreadableException {
        int first = scan.count();
        within.read(scan.within(content));
        scan.leave(first, end);
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
