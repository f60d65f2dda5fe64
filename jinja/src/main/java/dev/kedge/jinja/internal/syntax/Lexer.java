package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.syntax.Token.Kind;
import dev.kedge.jinja.internal.text.Whitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lexer: cuts a template into tokens, and decides which white space around tags stays.
 *
 * <p>With the settings that transformers gives Jinja: the first line break after a block or comment goes
 * ({@code trim_blocks}), so does white space before one that begins its line ({@code lstrip_blocks}), and so does one
 * line break at the end of the template. A minus inside a tag takes all white space on its side; a plus keeps what
 * would go.
 */
final class Lexer {

    private static final Pattern RAW_BEGIN =
            Pattern.compile("\\{%([-+]?)\\s*raw\\s*(?:-%\\}\\s*|%\\})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RAW_END =
            Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%\\}|-%\\}\\s*|%\\}\\n?)", Pattern.UNICODE_CHARACTER_CLASS);

    private final String source;
    private final Lines lines;
    private final Tag tag;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** Whether a line begins at {@link #at}, as far as {@code lstrip_blocks} is concerned. */
    private boolean lineBegins = true;

    private Lexer(String source) {
        this.source = source;
        this.lines = new Lines(source);
        this.tag = new Tag(source, lines, tokens);
    }

    /**
     * Cuts a template.
     *
     * @param template its source, with line breaks of any kind
     * @return its tokens, the last of them the end
     */
    static List<Token> tokens(String template) {
        String unified = template.replace("\r\n", "\n").replace('\r', '\n');
        String source = unified.endsWith("\n") ? unified.substring(0, unified.length() - 1) : unified;
        return new Lexer(source).run();
    }

    private List<Token> run() {
        while (at < source.length()) {
            int open = nextTag(at);
            if (open == source.length()) {
                data(source.substring(at));
                at = open;
            } else {
                tag(open);
            }
        }
        tokens.add(Token.of(Kind.END, "", lines.place(source.length())));
        return tokens;
    }

    private int nextTag(int from) {
        for (int open = source.indexOf('{', from); open >= 0; open = source.indexOf('{', open + 1)) {
            if (open + 1 < source.length() && "{%#".indexOf(source.charAt(open + 1)) >= 0) {
                return open;
            }
        }
        return source.length();
    }

    private void tag(int open) {
        char kind = source.charAt(open + 1);
        Matcher raw = RAW_BEGIN.matcher(source).region(open, source.length());
        if (kind == '%' && raw.lookingAt()) {
            data(kept(source.substring(at, open), sign(raw.group(1)), true));
            lineBegins = raw.group().endsWith("\n");
            raw(raw.end(), open);
            return;
        }
        char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
        data(kept(source.substring(at, open), sign, kind != '{'));
        int inside = open + 2 + (sign == '-' || sign == '+' ? 1 : 0);
        at = kind == '#' ? comment(open, inside) : tag.read(open, inside, kind == '%');
        lineBegins = source.charAt(at - 1) == '\n';
    }

    private static char sign(String sign) {
        return sign.isEmpty() ? ' ' : sign.charAt(0);
    }

    /** What of the text before a tag stays. */
    private String kept(String text, char sign, boolean lineStrips) {
        if (sign == '-') {
            return Whitespace.strip(text, Whitespace::is, false, true);
        }
        int line = text.lastIndexOf('\n') + 1;
        boolean onlySpace =
                (line > 0 || lineBegins) && text.substring(line).codePoints().allMatch(Whitespace::is);
        return lineStrips && sign != '+' && onlySpace ? text.substring(0, line) : text;
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            tokens.add(Token.of(Kind.DATA, text, lines.place(at)));
        }
    }

    private int comment(int open, int inside) {
        int close = source.indexOf("#}", inside);
        if (inside >= source.length()) {
            return source.length(); // Jinja does not mind one that begins where the template ends
        }
        if (close < 0) {
            throw new Fault(lines.place(open), "Missing end of comment tag");
        }
        char sign = close > inside ? source.charAt(close - 1) : ' ';
        return Tag.textAfter(source, close + 2, sign, true);
    }

    private void raw(int inside, int open) {
        at = inside;
        Matcher end = RAW_END.matcher(source);
        if (inside >= source.length()) {
            return;
        }
        if (!end.find(inside)) {
            throw new Fault(lines.place(open), "Missing end of raw directive");
        }
        data(kept(source.substring(inside, end.start()), sign(end.group(1)), true));
        at = end.end();
        lineBegins = end.group().endsWith("\n");
    }
}
