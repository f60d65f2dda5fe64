package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.extract.Found.Kind;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.parse.AnswerParser;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The final answer of a completion or of a reference. It is, in this order:
 *
 * <ol>
 *   <li>the content of the last {@code <answer>…</answer>};
 *   <li>whichever stands last of: what follows {@code ####} on its line, a box, what follows "answer is", "Answer:" or
 *       the like;
 *   <li>the whole text, if that is an answer and nothing else;
 *   <li>the last formula or the last number, whichever stands later; a formula that is only a name does not count if
 *       there is anything else.
 * </ol>
 *
 * <p>What stands between {@code <think>} and {@code </think>} is not looked at. Boxes that "and" or a comma joins are
 * one answer with several parts, and so are numbers that are listed.
 */
public final class AnswerFinder {

    private static final String HASHES = "####";
    private static final int MAX_WHOLE = 400;
    private static final int MAX_LINE = 2000;
    private static final int MAX_MARKERS = 6;

    private AnswerFinder() {}

    /**
     * Finds the answer.
     *
     * @param completion any text
     * @return the answer, or that there is none
     */
    public static Found in(String completion) {
        String text = SpokenText.of(completion);
        int tag = text.lastIndexOf("<answer>");
        if (tag >= 0) {
            int end = text.indexOf("</answer>", tag);
            String content = text.substring(tag + "<answer>".length(), end < 0 ? text.length() : end);
            Found found = within(content);
            return found.isAnswer() ? found : read(content, Kind.TAG);
        }
        return within(text);
    }

    /**
     * What a text says without its thinking, for comparison as text.
     *
     * @param completion any text
     * @return the part that counts, without answer tags
     */
    public static String spoken(String completion) {
        String text = SpokenText.of(completion);
        int tag = text.lastIndexOf("<answer>");
        if (tag < 0) {
            return text;
        }
        int end = text.indexOf("</answer>", tag);
        return text.substring(tag + "<answer>".length(), end < 0 ? text.length() : end);
    }

    private static Found within(String text) {
        boolean elsewhere = text.contains("\\boxed") || text.contains(HASHES);
        if (!elsewhere && Markers.denies(text)) {
            return Found.none("it is said what the answer is not");
        }
        Found marked = marked(text);
        if (marked.isAnswer()) {
            return marked;
        }
        Found bold =
                Emphasis.last(text).map(content -> read(content, Kind.SAID)).orElse(marked);
        if (bold.term().filter(term -> !(term instanceof Term.Text)).isPresent()) {
            return bold;
        }
        String whole = text.strip();
        if (whole.isEmpty()) {
            return Found.none("there is no text");
        }
        if (whole.length() <= MAX_WHOLE) {
            Found found = read(whole, Kind.WHOLE);
            boolean words = whole.chars().anyMatch(Character::isLetter);
            if (found.term().isPresent() || !words) {
                return found;
            }
        }
        return last(text, text.length());
    }

    private static Found marked(String text) {
        List<Span> boxes = Boxes.in(text);
        int box = boxes.isEmpty() ? -1 : boxes.get(boxes.size() - 1).start();
        int hashes = text.lastIndexOf(HASHES);
        if (hashes > box) {
            Found found = hashes(text, hashes + HASHES.length());
            if (found.isAnswer() && !announcedAfter(text, hashes)) {
                return found;
            }
        }
        int tried = 0;
        for (int marker : Markers.in(text)) {
            if (marker < box || tried++ > MAX_MARKERS) {
                break;
            }
            Span sentence = Sentences.from(text, marker);
            if (box >= sentence.start() && box < sentence.end()) {
                break;
            }
            Found announced = announced(sentence.content());
            boolean isText =
                    announced.term().filter(term -> term instanceof Term.Text).isPresent();
            if (announced.isAnswer() && (box < 0 || (announced.term().isPresent() && !isText))) {
                return announced;
            }
        }
        if (!boxes.isEmpty()) {
            return boxed(text, boxes);
        }
        return hashes >= 0 ? hashes(text, hashes + HASHES.length()) : Found.none("nothing is marked as the answer");
    }

    private static boolean announcedAfter(String text, int index) {
        List<Integer> markers = Markers.in(text);
        return !markers.isEmpty()
                && markers.get(0) > index
                && announced(Sentences.from(text, markers.get(0)).content())
                        .term()
                        .isPresent();
    }

    private static Found hashes(String text, int start) {
        int from = start;
        while (from < text.length() && (Character.isWhitespace(text.charAt(from)) || text.charAt(from) == '#')) {
            from++;
        }
        int end = text.indexOf('\n', from);
        String line = text.substring(from, Math.min(end < 0 ? text.length() : end, from + MAX_LINE));
        if (line.isBlank()) {
            return Found.none("nothing follows ####");
        }
        Found announced = announced(line);
        return new Found(announced.text(), announced.term(), announced.reason(), Kind.HASHES);
    }

    private static Found boxed(String text, List<Span> boxes) {
        List<Span> group = Boxes.lastGroup(text, boxes);
        List<Found> contents = new ArrayList<>();
        for (Span box : group) {
            contents.add(read(box.content(), Kind.BOX));
        }
        Found last = joined(contents);
        int before = boxes.size() - group.size() - 1;
        if (before >= 0 && last.term().isPresent()) {
            Span previous = boxes.get(before);
            long different = boxes.stream().map(Span::content).distinct().count();
            String gap = text.substring(previous.end(), group.get(0).start());
            boolean other = !read(previous.content(), Kind.BOX).term().equals(last.term());
            if (other && !Boxes.concludes(gap, different)) {
                String all = previous.content() + " ; " + last.text();
                return new Found(all, Optional.empty(), "several boxes with different answers", Kind.BOX);
            }
        }
        return last;
    }

    private static Found joined(List<Found> contents) {
        Found first = contents.get(0);
        if (contents.size() == 1
                || contents.stream().allMatch(found -> found.term().equals(first.term()))) {
            return first;
        }
        List<Term> terms = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Found found : contents) {
            if (found.term().isEmpty()) {
                return found;
            }
            terms.add(found.term().get());
            texts.add(found.text());
        }
        return new Found(String.join(", ", texts), Optional.of(new Structure.Sequence(terms)), "", Kind.BOX);
    }

    /** What a sentence says that begins behind a marker. */
    private static Found announced(String sentence) {
        String marks = unmarked(sentence);
        String content = marks.endsWith("!")
                ? marks.substring(0, marks.length() - 1)
                : marks; // an exclamation mark, not a factorial
        if (content.isBlank()) {
            return Found.none("nothing follows the words that announce an answer");
        }
        List<Span> boxes = Boxes.in(content);
        if (!boxes.isEmpty()) {
            return boxed(content, boxes);
        }
        Optional<Character> label = Labels.of(content);
        if (label.isPresent()) {
            return new Found(content, Optional.of(new Term.Symbol(String.valueOf(label.get()))), "", Kind.SAID);
        }
        Found whole = read(content, Kind.SAID);
        if (whole.term().isPresent()) {
            return whole;
        }
        if (!content.startsWith("$")
                || Formulas.in(content).isEmpty()
                || Formulas.in(content).get(0).start() > 0) {
            try {
                Term beginning = AnswerParser.parsePrefix(content);
                if (!(beginning instanceof Term.Text)) {
                    return new Found(content, Optional.of(beginning), "", Kind.SAID);
                }
            } catch (UnreadableException notAtTheBeginning) {
                // then it stands at the end
            }
        }
        Found last = last(content, content.length());
        return last.isAnswer() && last.term().isPresent() ? new Found(last.text(), last.term(), "", Kind.SAID) : whole;
    }

    /** Without marks of emphasis and quotation around it. */
    private static String unmarked(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && " *_`\"':=#\t".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start
                && " *_`\".,\t".indexOf(text.charAt(end - 1)) >= 0
                && !(end > 1 && text.charAt(end - 1) == ' ' && text.charAt(end - 2) == '\\')) {
            end--;
        }
        return withoutEmphasis(text.substring(start, end));
    }

    /** Without the asterisks of bold text; those between two factors stay. */
    private static String withoutEmphasis(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean bold = text.startsWith("**", i)
                    && !(i > 0
                            && i + 2 < text.length()
                            && !Character.isWhitespace(text.charAt(i - 1))
                            && !Character.isWhitespace(text.charAt(i + 2)));
            if (bold) {
                plain.append(' ');
                i++;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static Found read(String content, Kind kind) {
        String answer = unmarked(content.strip());
        if (answer.isEmpty()) {
            return new Found(answer, Optional.empty(), "the answer is empty", kind);
        }
        try {
            return new Found(answer, Optional.of(AnswerParser.parse(answer)), "", kind);
        } catch (UnreadableException unreadable) {
            return new Found(answer, Optional.empty(), unreadable.reason(), kind);
        }
    }

    private static Found last(String text, int before) {
        List<Span> formulas = new ArrayList<>(Formulas.in(text.substring(0, before)));
        Span number = Numbers.last(withoutFormulas(text, formulas), before);
        Found name = Found.none("no answer found");
        for (int i = formulas.size() - 1; i >= 0; i--) {
            Span formula = formulas.get(i);
            if (number.start() > formula.start()) {
                break;
            }
            Found found = read(joinedFormulas(text, formulas, i), Kind.FORMULA);
            if (found.term().isEmpty()) {
                return afterLastSign(formula, found);
            }
            boolean isName = found.term().filter(AnswerFinder::isName).isPresent();
            if (!isName) {
                return found;
            }
            name = name.isAnswer() ? name : found;
        }
        if (!number.content().isEmpty()) {
            return read(number.content(), Kind.NUMBER);
        }
        return name;
    }

    private static boolean isName(Term term) {
        if (term instanceof Term.Product product) {
            return product.parts().stream().allMatch(part -> part instanceof Term.Symbol);
        }
        return term instanceof Term.Symbol || term instanceof Term.Text;
    }

    private static Found afterLastSign(Span formula, Found whole) {
        int sign = formula.content().lastIndexOf('=');
        if (sign < 0) {
            return whole;
        }
        Found right = read(formula.content().substring(sign + 1), Kind.FORMULA);
        return right.term().isPresent() ? right : whole;
    }

    /** A formula with those before it that a comma, "and" or "or" joins to it. */
    private static String joinedFormulas(String text, List<Span> formulas, int last) {
        int first = last;
        while (first > 0) {
            String gap = text.substring(
                            formulas.get(first - 1).end(), formulas.get(first).start())
                    .strip();
            boolean joins = gap.equals(",")
                    || gap.equals("and")
                    || gap.equals("or")
                    || gap.equals(", and")
                    || gap.equals(", or");
            if (!joins) {
                break;
            }
            first--;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = first; i <= last; i++) {
            joined.append(i == first ? "" : " , ").append(formulas.get(i).content());
        }
        return joined.toString();
    }

    /** The text with formulas blanked out, index by index the same. */
    private static String withoutFormulas(String text, List<Span> formulas) {
        StringBuilder blank = new StringBuilder(text);
        for (Span formula : formulas) {
            for (int i = formula.start(); i < formula.end(); i++) {
                blank.setCharAt(i, '\u0001');
            }
        }
        return blank.toString();
    }
}
