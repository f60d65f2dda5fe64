package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import dev.kedge.math.internal.unit.UnitExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The lexer of units behind a value: plain, in a command for text, or a mixture, as in <code>\mathrm{erg\,s^{-1}}
 * </code>. Letters that are not marked as text are units only where they can hardly be factors.
 */
final class UnitLexer {

    private static final int MAX_LENGTH = 90;
    private static final int MAX_CUTS = 16;
    private static final Set<String> FACES =
            Set.of("text", "mathrm", "mbox", "textrm", "hbox", "rm", "unit", "si", "mathsf");
    private static final Set<String> SPACES = Set.of("quad", "qquad", "thinspace", "enspace");
    /** Short names that need no space before them. */
    private static final Set<String> GLUED =
            Set.of("cm", "mm", "km", "kg", "ft", "lb", "oz", "hr", "Hz", "ml", "mL", "mi", "yd", "kW", "kJ", "Pa");

    private static final Set<String> SPACED = Set.of(
            "in", "mg", "dm", "nm", "cc", "eV", "kV", "mA", "mV", "kN", "MW", "MJ", "GW", "ha", "Rs", "cL", "cl", "dL",
            "ms", "ns", "ly", "au", "AU", "am", "pm", "AM", "PM");

    private final Scan scan;

    UnitLexer(Scan scan) {
        this.scan = scan;
    }

    /** Reads a unit, if one comes next and stands behind a value. */
    boolean read() {
        String text = scan.text();
        int start = scan.position();
        char first = text.charAt(start);
        if (first != '\\' && first != '{' && !Character.isLetter(first)) {
            return false;
        }
        if (scan.last().isEmpty() || !follows(scan.last().get(), text, start)) {
            return false;
        }
        boolean begins = first == '\\'
                ? begins(text, start)
                : first == '{' ? text.startsWith("{\\", start) && begins(text, start + 1) : mayBegin(text, start);
        if (!begins) {
            return false;
        }
        Written written = new Written(text, start);
        List<Cut> cuts = written.cuts();
        for (int i = cuts.size() - 1; i >= Math.max(0, cuts.size() - MAX_CUTS); i--) {
            Cut cut = cuts.get(i);
            String plain = written.plain.substring(0, cut.length()).strip();
            if (!plain.isEmpty()
                    && (written.upright || isSure(plain))
                    && endsHere(text, cut.end())
                    && UnitExpression.whole(plain).isPresent()) {
                scan.add(Kind.WORD, plain, cut.end() - start);
                return true;
            }
        }
        return false;
    }

    /** Whether the letters here are the name of a unit, or a word before one. */
    private static boolean mayBegin(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.startsWith("\\", end) || UnitExpression.isName(text.substring(start, end)); // k\Omega
    }

    private boolean follows(Token last, String text, int start) {
        return switch (last.kind()) {
            case NUMBER, CLOSE, CONSTANT, PRIME, FINISH -> true;
            case OPERATOR -> last.text().equals("!");
            case SYMBOL -> scan.isSpaced() || text.startsWith("{ ", text.indexOf('{', start));
            default -> false;
        };
    }

    private static boolean begins(String text, int start) {
        String name = name(text, start + 1);
        return FACES.contains(name) || name.equals("mu") || name.equals("Omega") || name.endsWith("frac");
    }

    private static String name(String text, int start) {
        int end = start;
        while (end < text.length() && isLatin(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isLatin(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    /** Whether letters that are not marked as text are hardly factors. */
    private boolean isSure(String plain) {
        int letters = 0;
        while (letters < plain.length() && Character.isLetter(plain.charAt(letters))) {
            letters++;
        }
        String name = plain.substring(0, letters);
        boolean latin = name.chars().allMatch(letter -> letter < 128);
        if (!latin) {
            return true;
        }
        if (letters == 1 && plain.length() > 1 && scan.isSpaced()) {
            return plain.charAt(1) == '/';
        }
        return letters > 2 || GLUED.contains(name) || (scan.isSpaced() && SPACED.contains(name));
    }

    /** Whether a value with its unit can end at an index. */
    private static boolean endsHere(String text, int end) {
        int i = end;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '~' || text.charAt(i) == '\n')) {
            i++;
        }
        if (i >= text.length()) {
            return true;
        }
        char next = text.charAt(i);
        if (next == '\\') {
            String name = name(text, i + 1);
            return name.isEmpty()
                    || FACES.contains(name)
                    || SPACES.contains(name)
                    || (Vocabulary.isCommand(name)
                            && switch (Vocabulary.command(name).kind()) {
                                case RELATION, AND, OR, CLOSE, SET_OPERATION, OPERATOR -> true;
                                default -> false;
                            })
                    || Vocabulary.LAYOUT.contains(name);
        }
        if (Character.isDigit(next)) {
            return i > end || text.charAt(end - 1) == '}'; // "2 hours 30 minutes"
        }
        if (Character.isLetter(next)) {
            return i > end && (next > 127 || (i + 1 < text.length() && Character.isLetter(text.charAt(i + 1))));
        }
        if (next == '(') {
            return i + 2 < text.length() && Character.isLetter(text.charAt(i + 2));
        }
        return "/^_[{'".indexOf(next) < 0;
    }

    /** A place where the written unit may end, in its plain form and in the text. */
    private record Cut(int length, int end) {}

    /** The plain form of what stands at a place, as long as it looks like a unit. */
    private static final class Written {

        private final String text;
        private final StringBuilder plain = new StringBuilder();
        private boolean upright;
        private int position;

        Written(String text, int start) {
            this.text = text;
            this.position = start;
        }

        List<Cut> cuts() {
            List<Cut> cuts = new ArrayList<>();
            int start = position;
            int braces = 0;
            int brackets = 0;
            while (position < text.length() && position - start < MAX_LENGTH) {
                char character = text.charAt(position);
                if (character == '\\') {
                    if (!command()) {
                        break;
                    }
                } else if (Character.isLetter(character)) {
                    while (position < text.length() && Character.isLetter(text.charAt(position))) {
                        plain.append(text.charAt(position++));
                    }
                } else if (character == '{') {
                    braces++;
                    position++;
                } else if (character == '}' && braces > 0) {
                    braces--;
                    position++;
                } else if (character == '(' && !plain.isEmpty()) {
                    brackets++;
                    plain.append(character);
                    position++;
                } else if (character == ')' && brackets > 0) {
                    brackets--;
                    plain.append(character);
                    position++;
                } else if (isPower(character)
                        || " /*^.".indexOf(character) >= 0
                        || (character == '-' && plain.length() > 0 && plain.charAt(plain.length() - 1) == '^')) {
                    plain.append(character == '.' ? ' ' : character);
                    position++;
                } else if (character == '~') {
                    plain.append(' ');
                    position++;
                } else {
                    break;
                }
                if (braces == 0 && brackets == 0) {
                    cuts.add(new Cut(plain.length(), position));
                }
            }
            return cuts;
        }

        private boolean isPower(char character) {
            if (character < '1' || character > '9' || plain.isEmpty()) {
                return false;
            }
            char before = plain.charAt(plain.length() - 1);
            return before == '^' || before == '-' || Character.isLetter(before);
        }

        private boolean command() {
            String name = name(text, position + 1);
            if (name.isEmpty()) {
                boolean space = position + 1 < text.length() && ",;:! ".indexOf(text.charAt(position + 1)) >= 0;
                plain.append(' ');
                position += 2;
                return space;
            }
            int end = position + 1 + name.length();
            if (FACES.contains(name)) {
                upright = true;
                if (!plain.isEmpty() && text.startsWith("{ ", end)) {
                    plain.append(' ');
                }
            } else if (name.equals("Omega") || name.equals("ohm")) {
                plain.append('Ω');
            } else if (name.equals("mu")) {
                plain.append('µ');
                upright = true;
                end = text.startsWith(" ", end) ? end + 1 : end;
            } else if (name.equals("cdot") || name.equals("times")) {
                plain.append('*');
            } else if (name.equals("left") || name.equals("right") || SPACES.contains(name)) {
                plain.append(SPACES.contains(name) ? " " : "");
            } else if (name.endsWith("frac") && fraction(end)) {
                return true;
            } else {
                return false;
            }
            position = end;
            return true;
        }

        private boolean fraction(int end) {
            try {
                Braces above = Braces.at(text, end);
                Braces below = Braces.at(text, above.end());
                Written numerator = new Written(above.content(), 0);
                Written denominator = new Written(below.content(), 0);
                numerator.cuts();
                denominator.cuts();
                boolean whole = numerator.position == above.content().length()
                        && denominator.position == below.content().length();
                upright |= numerator.upright && denominator.upright;
                plain.append('(')
                        .append(numerator.plain)
                        .append(")/(")
                        .append(denominator.plain)
                        .append(')');
                position = below.end();
                return whole;
            } catch (UnreadableException open) {
                return false;
            }
        }
    }
}
