package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.extract.Found.Kind;
import dev.kedge.math.internal.term.Term;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The final answer of a completion or of a reference. Of a completion it is, in this order:
 *
 * <ol>
 *   <li>the content of the last {@code <answer>…</answer>}, or the member {@code "answer"} of a JSON object;
 *   <li>whichever stands last of: what follows {@code ####} on its line, a box, what follows "answer is", "Answer:" or
 *       the like, in any of some thirty languages;
 *   <li>what stands before "is the answer" or the like;
 *   <li>what alone is in bold in the last sentence;
 *   <li>the whole text, if that is an answer and nothing else;
 *   <li>the last formula or the last expression, whichever stands later.
 * </ol>
 *
 * <p>What stands between {@code <think>} and {@code </think>} is not looked at. Boxes that "and" or a comma joins are
 * one answer with several parts, and so are numbers that are listed. A reference that marks no answer is the answer as
 * a whole, and is never cut down to a part of it.
 */
public final class AnswerFinder {

    private static final String HASHES = "####";
    private static final String TAG = "<answer>";
    private static final String TAG_END = "</answer>";
    private static final int MAX_WHOLE = 400;
    private static final int MAX_REFERENCE = 1000;
    private static final int MAX_LINE = 2000;
    private static final int MAX_MARKERS = 6;
    /** As long as the shortest words that take an answer back. */
    private static final int MIN_RETRACTION =
            Cues.RETRACTIONS.stream().mapToInt(String::length).min().orElse(0);

    private AnswerFinder() {}

    /**
     * Finds the answer of a completion.
     *
     * @param completion any text
     * @return the answer, or that there is none
     */
    public static Found in(String completion) {
        return read(completion).found();
    }

    /**
     * The answer of a completion and its text.
     *
     * @param found its answer, or that there is none
     * @param spoken the text without its thinking and without answer tags, for comparison as text
     */
    public record Reply(Found found, String spoken) {}

    /**
     * Reads a completion.
     *
     * @param completion any text
     * @return its answer and its text
     */
    public static Reply read(String completion) {
        String text = SpokenText.of(completion);
        Optional<String> tagged = tagged(text).or(() -> JsonAnswer.in(text));
        String spoken = tagged.orElse(text);
        return new Reply(within(spoken, tagged.isPresent()), spoken);
    }

    /**
     * Finds the answer of a reference: what it marks, or all of it.
     *
     * @param reference a reference answer, or a solution that marks its answer
     * @return the answer, or that there is none
     */
    public static Found inReference(String reference) {
        String text = SpokenText.of(reference);
        Optional<String> tagged = tagged(text);
        if (tagged.isPresent()) {
            return inReference(tagged.get());
        }
        Found marked = marked(text, Characters.lower(text), false);
        if (marked.isAnswer()) {
            return marked;
        }
        if (text.isBlank()) {
            return Found.none("there is no text");
        }
        if (PlainText.hasLabel(text.strip())) {
            return new Found(text.strip(), Optional.of(new Term.Text(text.strip())), "", Kind.WHOLE);
        }
        return text.length() <= MAX_REFERENCE
                ? AnswerReader.whole(text, Kind.WHOLE)
                : new Found(Dressing.without(text), Optional.empty(), "too long for a formula", Kind.WHOLE);
    }

    /** The content of the last {@code <answer>}. */
    static Optional<String> tagged(String text) {
        if (!text.contains(TAG)) { // much faster than the search from the end
            return Optional.empty();
        }
        int tag = text.lastIndexOf(TAG);
        int end = text.indexOf(TAG_END, tag);
        return Optional.of(text.substring(tag + TAG.length(), end < 0 ? text.length() : end));
    }

    private static Found within(String text, boolean tagged) {
        String lower = Characters.lower(text);
        boolean elsewhere = text.contains("\\boxed") || text.contains(HASHES);
        if (!elsewhere && Markers.denies(lower)) {
            return Found.none("it is said what the answer is not");
        }
        Found marked = marked(text, lower, true);
        if (marked.isAnswer()) {
            return marked;
        }
        Found presented = Statements.last(text, lower);
        if (presented.isAnswer()) {
            return presented;
        }
        String whole = text.strip();
        if (whole.isEmpty()) {
            return Found.none("there is no text");
        }
        Found bold = bold(text);
        if (bold.term().isPresent()) {
            return bold;
        }
        if (whole.length() <= MAX_WHOLE) {
            Found found = AnswerReader.whole(whole, Kind.WHOLE);
            if (found.term().isPresent() || whole.chars().noneMatch(Character::isLetter)) {
                return found;
            }
        }
        if (PlainText.isListOfLines(whole) || (tagged && PlainText.hasSeveralLines(whole))) {
            return new Found(whole, Optional.empty(), "several lines are no formula", tagged ? Kind.TAG : Kind.WHOLE);
        }
        Found last = Unmarked.last(text);
        return last.isAnswer() || !tagged ? last : AnswerReader.whole(whole, Kind.TAG);
    }

    /** What alone is in bold in the last sentence, if it is a formula or has only one in it. */
    private static Found bold(String text) {
        Optional<String> content = Emphasis.last(text);
        if (content.isEmpty()) {
            return Found.none("nothing is in bold");
        }
        Found whole = AnswerReader.whole(content.get(), Kind.SAID);
        if (isFormula(whole) || (whole.term().isPresent() && isOneFormula(content.get()))) {
            return whole;
        }
        return AnswerReader.only(content.get()).orElse(Found.none("no formula is in bold"));
    }

    /** Whether a text is a formula between dollar signs and nothing else, be it of words. */
    private static boolean isOneFormula(String text) {
        List<Span> formulas = Formulas.in(text);
        return formulas.size() == 1
                && formulas.get(0).start() == 0
                && formulas.get(0).end() == text.length();
    }

    /** Of what is marked the last one; {@code letters} as for {@link Markers#behind}. */
    private static Found marked(String text, String lower, boolean letters) {
        List<Span> boxes = Boxes.in(text);
        int box = boxes.isEmpty() ? -1 : boxes.get(boxes.size() - 1).start();
        int unclosed = Boxes.unclosed(text);
        int hashes = text.lastIndexOf(HASHES);
        if (unclosed > Math.max(box, hashes)) {
            return new Found("", Optional.empty(), "the last box is not closed", Kind.BOX);
        }
        if (hashes > box) {
            Found found = hashes(text, hashes + HASHES.length());
            if (found.isAnswer() && !announcedAfter(text, lower, letters, hashes)) {
                return found;
            }
        }
        int tried = 0;
        for (int marker : Markers.behind(box, lower, letters)) {
            if (marker < box || tried++ > MAX_MARKERS) {
                break;
            }
            Span sentence = Sentences.from(text, marker);
            if (box >= sentence.start() && box < sentence.end()) {
                break;
            }
            String said = Dressing.without(sentence.content());
            if (Announced.isVerdict(said)) {
                continue;
            }
            Found announced = Announced.inUndressed(said);
            if (announced.isAnswer() && (box < 0 || isFormula(announced))) {
                return kept(announced, lower, sentence.end());
            }
        }
        if (!boxes.isEmpty()) {
            return kept(
                    Boxes.read(text, boxes), lower, boxes.get(boxes.size() - 1).end());
        }
        return hashes >= 0 ? hashes(text, hashes + HASHES.length()) : Found.none("nothing is marked as the answer");
    }

    /** An answer, unless what follows takes it back. */
    private static Found kept(Found found, String lower, int end) {
        if (lower.length() - end < MIN_RETRACTION) {
            return found;
        }
        for (String retraction : Cues.RETRACTIONS) {
            if (lower.indexOf(retraction, end) >= 0) {
                return new Found("", Optional.empty(), "the last answer is taken back", found.kind());
            }
        }
        return found;
    }

    private static boolean announcedAfter(String text, String lower, boolean letters, int index) {
        Iterator<Integer> last = Markers.behind(index, lower, letters).iterator();
        if (!last.hasNext()) {
            return false;
        }
        int marker = last.next();
        return marker > index
                && Announced.in(Sentences.from(text, marker).content()).term().isPresent();
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
        Found announced = Announced.in(line);
        return new Found(announced.text(), announced.term(), announced.reason(), Kind.HASHES);
    }

    private static boolean isFormula(Found found) {
        return found.term().filter(term -> !(term instanceof Term.Text)).isPresent();
    }
}
